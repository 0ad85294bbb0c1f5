"""What a look at the lines of an env file finds, and the register of what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from schemas.rules.base import Diagnostic, Fix, Severity
from tui.workspace.editing import TextEdit
from tui.workspace.readers import Views


@dataclass(frozen=True, slots=True)
class LintFix(Fix):
    """A change of the text that mends a finding; it is only for the text in which that was found.

    Without a caution it leaves every value in every reader as it was.
    """

    changes: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    """None: it is the spelling that changes."""
    edits: tuple[TextEdit, ...] = field(default=(), repr=False)
    """The pieces of text to replace."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Keys that get another name."""
    given: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    """Keys that get a value which a reader did not take them for; None for one that goes."""
    views: Views | None = field(default=None, repr=False, compare=False)
    """The text that the edits are for."""


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One line that is not as it should be."""

    check: str
    """The id of the check."""
    severity: Severity
    line: int
    """Counted from 1."""
    message: str
    """A sentence without the value."""
    key: str = ""
    """The variable that it is about, if one."""
    fix: LintFix | None = None

    @property
    def diagnostic(self) -> Diagnostic:
        """The same as what the rules find."""
        variables = (self.key,) if self.key else ()
        return Diagnostic(
            self.check, self.severity, variables, f"Line {self.line}: {self.message}", self.fix, self.line
        )


Finder = Callable[[Views], Iterable[LintFinding]]


@dataclass(frozen=True, slots=True)
class LintCheck:
    """One thing that is looked for."""

    id: str
    severity: Severity
    finds: str
    """What it finds, for the docs."""
    mends: str
    """What its fix does, for the docs; empty when there is none."""
    finder: Finder


CHECKS: dict[str, LintCheck] = {}
"""All checks by id, in the order in which their fixes are applied."""


def lint_check(name: str, severity: Severity, *, finds: str, mends: str = "") -> Callable[[Finder], Finder]:
    """Register a finder under its id."""

    def register(finder: Finder) -> Finder:
        CHECKS[name] = LintCheck(name, severity, finds, mends, finder)
        return finder

    return register


def finding(
    check: str, views: Views, offset: int, message: str, *, key: str = "", fix: LintFix | None = None
) -> LintFinding:
    """A finding of a registered check at an offset of the text."""
    return LintFinding(check, CHECKS[check].severity, views.line_at(offset), message, key, fix)
