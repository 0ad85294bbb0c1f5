"""Looks at the lines of an env file and mends them: what its readers refuse or misread, and its style."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from schemas.rules.base import Severity
from tui.workspace import style as _style  # noqa: F401 - importing it registers its checks
from tui.workspace.document import EnvDocument
from tui.workspace.editing import TextEdit
from tui.workspace.enverrors import EnvEditError
from tui.workspace.interpolation import InterpolationError, interpolate
from tui.workspace.linechecks import CHECKS, Finder, LintFinding, LintFix, lint_check
from tui.workspace.problems import LineProblem, find_problems
from tui.workspace.readers import Views

__all__ = ["CHECKS", "LintFinding", "LintFix", "apply_fix", "checks_table", "fix_all", "lint"]

MAX_TRIALS = 16
"""How many sets of fixes of one check are tried on one text before the rest counts as refused."""

_UNCLOSED = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\Z")
_STRAY = re.compile(r"(?<!\$)\$[A-Za-z_][A-Za-z0-9_]*\}")


def lint(document: EnvDocument, checks: Iterable[str] | None = None) -> list[LintFinding]:
    """What the checks (all of them, or those that are named) find, by line."""
    found = [finding for name in checks or CHECKS for finding in CHECKS[name].finder(document.views)]
    return sorted(found, key=lambda finding: finding.line)


def apply_fix(document: EnvDocument, fix: LintFix) -> None:
    """Mend one finding of the document.

    Raises:
        EnvEditError: the document is not the one that it was found in, or a reader would take another value from it.
    """
    if fix.views is not document.views:
        raise EnvEditError("The file changed since this was found", "Check it again, then mend it")
    document.rewrite(fix.edits, renamed=fix.renamed, given=fix.given)


def fix_all(
    document: EnvDocument, checks: Iterable[str] | None = None, *, cautioned: bool = False
) -> list[LintFinding]:
    """Mend all that can be mended, check by check, until a round over all checks mends nothing.

    It ends: what one check mends is kept only when the file has fewer findings afterwards, and a check is never asked
    again about a text on which all its fixes were refused.

    Args:
        document: it is changed.
        checks: the ids to mend; all without it.
        cautioned: also the fixes that give a key another name or a value, or change a layout that somebody chose.

    Returns:
        What was mended, with the lines as they were found.
    """
    names = list(checks or CHECKS)
    done: list[LintFinding] = []
    settled: dict[str, str] = {}
    left = len(lint(document, names))
    moved = True
    while moved and left:
        moved = False
        for name in names:
            if settled.get(name) == document.views.text:
                continue
            trial = document.copy()
            mended = _mend(trial, CHECKS[name].finder, cautioned=cautioned)
            now = len(lint(trial, names)) if mended else left
            if now < left:
                document.take(trial)
                done += mended
                left, moved = now, True
            else:
                settled[name] = document.views.text
    return done


def _mend(document: EnvDocument, finder: Finder, *, cautioned: bool) -> list[LintFinding]:
    """Mend what one check finds: each fix is tried with the others, then in ever smaller sets, at last alone."""
    found = [f for f in finder(document.views) if f.fix and (cautioned or not f.fix.caution)]
    waiting: list[list[LintFinding]] = [found] if found else []
    done: list[LintFinding] = []
    trials = 0
    while waiting and trials < MAX_TRIALS:
        trials += 1
        group = waiting.pop()
        try:
            _rewrite(document, group, done)
        except EnvEditError as error:
            if len(group) > 1:
                waiting += _parted(document.views, group, error.keys)
        else:
            done += group
    return done


def _parted(views: Views, group: list[LintFinding], blamed: frozenset[str]) -> list[list[LintFinding]]:
    """A refused set in two: those about the keys that would change, or that these refer to; else two halves.

    The one to try first is the last.
    """
    guilty = [f for f in group if f.key in blamed or not blamed.isdisjoint(views.referrers.get(f.key, ()))]
    if guilty and len(guilty) < len(group):
        return [guilty, [finding for finding in group if finding not in guilty]]
    middle = len(group) // 2
    return [group[middle:], group[:middle]]


def _rewrite(document: EnvDocument, group: Sequence[LintFinding], done: Sequence[LintFinding]) -> None:
    """Apply several fixes at once, after those that are done."""
    fixes = [finding.fix for finding in group if finding.fix]
    document.rewrite(
        _shifted(group, done),
        renamed={old: new for fix in fixes for old, new in fix.renamed.items()},
        given={key: value for fix in fixes for key, value in fix.given.items()},
    )


def _shifted(group: Sequence[LintFinding], done: Sequence[LintFinding]) -> list[TextEdit]:
    """The edits of fixes, moved by what the fixes that are done have added or removed before them."""
    made = sorted(_edits(done), key=lambda edit: edit.start)
    moved: list[TextEdit] = []
    position = shift = 0
    for edit in sorted(_edits(group), key=lambda edit: (edit.start, edit.end)):
        while position < len(made) and made[position].end <= edit.start:
            shift += len(made[position].text) - (made[position].end - made[position].start)
            position += 1
        if position < len(made) and made[position].start < edit.end:
            raise EnvEditError("Two changes of the same text", "Make them one after the other")
        moved.append(TextEdit(edit.start + shift, edit.end + shift, edit.text))
    return moved


def _edits(findings: Iterable[LintFinding]) -> Iterator[TextEdit]:
    return (edit for finding in findings if finding.fix for edit in finding.fix.edits)


def checks_table() -> str:
    """All checks as a table for the docs."""
    rows = [f"| `{c.id}` | {c.severity.word} | {c.finds} | {c.mends} |" for c in CHECKS.values()]
    return "\n".join(["| id | severity | what it finds | what its fix does |", "| --- | --- | --- | --- |", *rows])


# What the readers refuse or misread


@lru_cache(maxsize=1)
def _problems(views: Views) -> list[LineProblem]:
    """Found once for all checks on a text."""
    return find_problems(views)


def _no_fix(views: Views, problem: LineProblem) -> LintFix | None:
    del views, problem
    return None


def _give_empty_value(views: Views, problem: LineProblem) -> LintFix | None:
    """The equal sign for a name that has none."""
    at = problem.statement
    if at is None or not problem.key or problem.key in views.assigned:
        return None
    return LintFix(
        "Give it an empty value",
        caution="The value of the shell is no longer taken.",
        edits=(TextEdit(at.key_end, at.key_end, "="),),
        given={problem.key: ""},
        views=views,
    )


def _part_comment(views: Views, problem: LineProblem) -> LintFix | None:
    """A blank between a value and the comment that Compose takes for a part of it."""
    at = problem.statement
    meant = views.python_values().get(problem.key)
    python = views.python.last(problem.key)
    if at is None or meant is None or python is None or python.start != at.start:
        return None
    if python.literal:
        end = at.value_start + len(python.literal)
        hash_sign = views.text.index("#", end)
        edit = TextEdit(end, hash_sign, " ")
    else:
        sign = views.text.index("=", at.key_end)
        edit = TextEdit(sign, at.value_start, "='' ")
    return LintFix(
        "Keep the comment out of the value",
        caution="Compose takes the value without the comment then.",
        edits=(edit,),
        given={problem.key: meant},
        views=views,
    )


def _close_brace(views: Views, problem: LineProblem) -> LintFix | None:
    """The closing brace of a reference that ends the value."""
    at = problem.statement
    if at is None or not _UNCLOSED.search(at.literal) or views.assigned.get(at.key) is not at:
        return None
    try:
        value = interpolate(at.literal + "}", views.resolved.get)
    except InterpolationError:
        return None
    end = at.value_end - len(at.quote)
    return LintFix(
        "Close the reference",
        caution="The value becomes that of the other variable.",
        edits=(TextEdit(end, end, "}"),),
        given={problem.key: value},
        views=views,
    )


def _problem_check(
    name: str,
    severity: Severity,
    *,
    finds: str,
    mends: str = "",
    fix: Callable[[Views, LineProblem], LintFix | None] = _no_fix,
) -> None:
    """Register the check that shows the line problems of an id."""

    def finder(views: Views) -> Iterator[LintFinding]:
        for problem in _problems(views):
            if problem.check == name:
                yield LintFinding(name, severity, problem.line, problem.message, problem.key, fix(views, problem))

    lint_check(name, severity, finds=finds, mends=mends)(finder)


_problem_check(
    "LD-ENV-UNREADABLE", Severity.ERROR, finds="A line that Compose cannot read, for which it refuses the whole file."
)
_problem_check(
    "LD-ENV-REQUIRED", Severity.ERROR, finds="A `${NAME:?...}` whose variable has no value: Compose refuses the file."
)
_problem_check("LD-ENV-SKIPPED", Severity.WARNING, finds="A line that python-dotenv cannot read and skips.")
_problem_check("LD-ENV-BYTES", Severity.WARNING, finds="Bytes that are no text: not UTF-8, or a NUL character.")
_problem_check(
    "LD-ENV-READERS", Severity.HINT, finds="A value for which Compose and python-dotenv do not read the same."
)
_problem_check(
    "LD-ENV-DOLLAR", Severity.WARNING, finds="A `$` that Compose takes for a variable that the file does not set."
)
_problem_check(
    "LD-ENV-NO-VALUE",
    Severity.WARNING,
    finds="A name without an equal sign: Compose takes its value from the shell.",
    mends="Gives it an empty value, when asked for.",
    fix=_give_empty_value,
)
_problem_check(
    "LD-ENV-COMMENT-VALUE",
    Severity.WARNING,
    finds="A comment that Compose takes for the value or for a part of it.",
    mends="Sets it apart, when asked for.",
    fix=_part_comment,
)


@lint_check(
    "LD-ENV-SUBSTITUTION",
    Severity.ERROR,
    finds="A reference with one brace only: `${NAME` or `$NAME}`.",
    mends="Closes one that ends the value, when asked for.",
)
def _substitutions(views: Views) -> Iterator[LintFinding]:
    for problem in _problems(views):
        if problem.check == "LD-ENV-SUBSTITUTION":
            fix = _close_brace(views, problem)
            yield LintFinding(problem.check, Severity.ERROR, problem.line, problem.message, problem.key, fix)
    for key, at in views.assigned.items():
        if at.quote != "'" and _STRAY.search(at.literal):
            message = f"{key} holds a reference with a closing brace and no opening one."
            yield LintFinding("LD-ENV-SUBSTITUTION", Severity.WARNING, views.line_at(at.start), message, key)
