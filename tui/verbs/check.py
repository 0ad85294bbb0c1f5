"""``check`` and ``secrets generate``: what the rules find, and what mends it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from schemas.errors import UsageError
from schemas.kinds import nearest
from schemas.rules.base import Diagnostic, Severity
from tui.verbs.common import emit, emit_json, open_workspace, say
from tui.workspace import storage
from tui.workspace.workspace import Workspace

MAX_ALIKE = 5
"""How many findings of one kind about the file's lines are printed; --json has them all."""
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}


def finding_json(found: Diagnostic) -> dict[str, object]:
    """A finding in the stable shape of ``check --json``; a fix that sets a secret does not carry it."""
    fix: dict[str, object] | None = None
    if found.fix:
        fix = {"label": found.fix.label, "variables": list(_touched(found)), "caution": found.fix.caution}
    return {
        "id": found.id,
        "severity": found.severity.word,
        "variables": list(found.variables),
        "message": found.message,
        "line": found.line,
        "fix": fix,
    }


def _touched(found: Diagnostic) -> Iterable[str]:
    """The variables that the fix of a finding is about."""
    if found.fix is None or found.line is not None:
        return found.variables
    return found.fix.changes


def summary(diagnostics: list[Diagnostic]) -> dict[str, int]:
    """How many findings of each severity."""
    return {s.word + "s": sum(d.severity is s for d in diagnostics) for s in sorted(Severity, reverse=True)}


def _category(workspace: Workspace, found: Diagnostic) -> str:
    variable = workspace.catalog.get(found.variables[0]) if found.variables else None
    return variable.category if variable else ""


def _print(workspace: Workspace, diagnostics: list[Diagnostic]) -> None:
    order = {category.name: i for i, category in enumerate(workspace.catalog.categories)}
    titles = {category.name: category.title for category in workspace.catalog.categories}

    def place(found: Diagnostic) -> int:
        return order.get(_category(workspace, found), len(order))

    colour = sys.stdout.isatty()
    for _, group in groupby(sorted(diagnostics, key=place), place):
        findings = list(group)
        emit(titles.get(_category(workspace, findings[0]), "The file"))
        alike: Counter[str] = Counter()
        for found in findings:
            alike[found.id] += found.line is not None
            if alike[found.id] > MAX_ALIKE:
                continue
            word = f"{found.severity.word:<8}"
            shown = f"\x1b[{_COLOURS[found.severity]}m{word}\x1b[0m" if colour else word
            emit(f"  {shown}{found.message}  [{found.id}]")
            if found.fix:
                emit(f"          fix: {found.fix.label}{'; look first' if found.fix.caution else ''}")
        for name, number in alike.items():
            if number > MAX_ALIKE:
                emit(f"  {number - MAX_ALIKE} more like it  [{name}]")


def _exposed(workspace: Workspace) -> list[Diagnostic]:
    """Who else may read or change a file that holds secrets (FIELD F64)."""
    holds_secrets = any(workspace.is_secret(name) and text for name, text in workspace.document.values({}).items())
    if not workspace.has_env or not holds_secrets:
        return []
    found = storage.exposures(storage.real_path(workspace.env_path))
    return [Diagnostic("LD-ENV-EXPOSED", Severity.WARNING, (), f"{sentence}.") for sentence in found]


def check(arguments: Namespace) -> int:
    """Print what is wrong; exit 1 for errors, with --strict for warnings too."""
    workspace = open_workspace(arguments)
    about = frozenset(arguments.about)
    _refuse_unknown(workspace, about)
    if arguments.fix:
        _apply_fixes(workspace, about)
    diagnostics = sorted([*workspace.diagnostics, *_exposed(workspace)], key=lambda found: -found.severity)
    diagnostics = [found for found in diagnostics if _is_about(found, about)]
    if arguments.severity:
        diagnostics = [found for found in diagnostics if found.severity.word == arguments.severity]
    numbers = summary(diagnostics)
    if arguments.json:
        emit_json({"findings": [finding_json(found) for found in diagnostics], "summary": numbers})
    else:
        _print(workspace, diagnostics)
        say(", ".join(f"{count} {word if count != 1 else word[:-1]}" for word, count in numbers.items()))
    bad = numbers["errors"] + (numbers["warnings"] if arguments.strict else 0)
    return 1 if bad else 0


def _is_about(found: Diagnostic, about: frozenset[str]) -> bool:
    """Whether a finding is one of those that are asked for; all are when nothing is named."""
    return not about or found.id in about or not about.isdisjoint(found.variables)


def _refuse_unknown(workspace: Workspace, about: frozenset[str]) -> None:
    """Raises UsageError for a name that is neither a variable nor the id of a finding."""
    for name in sorted(about):
        known = name in workspace.catalog or name in workspace.document or name.startswith("LD-")
        if not known:
            raise UsageError(f"{name} is no variable here", nearest(name, list(workspace.catalog.names())))


def _apply_fixes(workspace: Workspace, about: frozenset[str]) -> None:
    """Apply the fix of each finding once, the worst first; a fix may mend several.

    Those with a caution are left to a person, who names what the fix is about. The spelling comes last, when the values
    are those that stay.
    """
    applied: set[tuple[str, tuple[str, ...], int | None]] = set()
    while found := next((d for d in workspace.diagnostics if _may_mend(d, about) and _key(d) not in applied), None):
        applied.add(_key(found))
        if found.fix is None:
            continue
        workspace.apply(found.fix)
        say(f"fixed: {found.fix.label}")
        if found.fix.caution:
            say(f"caution: {found.fix.caution}")
    if not about:
        mended = Counter(found.id for found in workspace.mend_spelling())
        for name, number in mended.items():
            say(f"fixed: {number} {'line' if number == 1 else 'lines'}  [{name}]")
    workspace.save()


def _key(found: Diagnostic) -> tuple[str, tuple[str, ...], int | None]:
    return found.id, found.variables, found.line


def _may_mend(found: Diagnostic, about: frozenset[str]) -> bool:
    """Whether the fix may be applied: one that changes values and needs no look, or one that was named."""
    if found.fix is None:
        return False
    return _is_about(found, about) if about else found.line is None and not found.fix.caution
