"""Selections across all categories: what a view or a filter shows."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from schemas import conditions
from schemas.catalog import Variable
from schemas.rules.base import Severity
from tui.workspace.workspace import Workspace


class View(StrEnum):
    """A selection across all categories."""

    PROBLEMS = "Problems"
    CHANGED = "Unsaved"
    SET = "Set in .env"
    ERRORS = "Errors"
    REQUIRED = "Required"
    SECRETS = "Secrets"
    DISCOVERED = "Discovered"
    NOT_DEFAULT = "Not default"
    RECENT = "Recent"


SENTENCES = {
    View.PROBLEMS: "errors and warnings",
    View.CHANGED: "changed and not saved yet",
    View.SET: "the file has a line for it",
    View.ERRORS: "to be mended before a launch",
    View.REQUIRED: "must have a value now",
    View.SECRETS: "passwords, keys and tokens",
    View.DISCOVERED: "found in this folder only",
    View.NOT_DEFAULT: "differs from the default",
    View.RECENT: "edited or opened last",
}
"""What each shows."""

EMPTY = {
    View.PROBLEMS: "No problems: every value is valid and fits the others.",
    View.CHANGED: "Nothing is unsaved: the file says what you see.",
    View.SET: "The file sets nothing yet: every variable has its default.",
    View.ERRORS: "No errors: nothing here stops a launch.",
    View.REQUIRED: "Nothing must be set as things are.",
    View.SECRETS: "No variable here is a secret.",
    View.DISCOVERED: "Everything here is in the schema.",
    View.NOT_DEFAULT: "Every variable has its default.",
    View.RECENT: "Nothing was edited or opened yet.",
}
"""What an empty selection says."""


def selected(workspace: Workspace, view: View) -> list[str]:
    """The variables of a view: findings worst first, the recent ones newest first, all else in catalog order."""
    if view is View.RECENT:
        return [name for name in workspace.recent.names if name in workspace.catalog]
    if view in _LEAST:
        serious = [found for found in workspace.diagnostics if found.severity >= _LEAST[view]]
        found = dict.fromkeys(name for diagnostic in serious for name in diagnostic.variables)
        return [name for name in found if name in workspace.catalog]
    if view is View.CHANGED:
        changed = {change.name for change in workspace.changes()}
        return [variable.name for variable in workspace.catalog if variable.name in changed]
    return [variable.name for variable in workspace.catalog if _TESTS[view](workspace, variable)]


def _is_required(workspace: Workspace, variable: Variable) -> bool:
    values = workspace.values()
    wanted = variable.required or (bool(variable.required_when) and conditions.holds(variable.required_when, values))
    return wanted and conditions.holds(variable.active_when, values)


def _is_not_default(workspace: Workspace, variable: Variable) -> bool:
    set_here = workspace.text(variable.name) is not None
    return set_here and workspace.effective(variable.name) != (variable.default or "")


_LEAST = {View.PROBLEMS: Severity.WARNING, View.ERRORS: Severity.ERROR}
"""The least severity of what a view of findings shows."""
_TESTS: dict[View, Callable[[Workspace, Variable], bool]] = {
    View.SET: lambda workspace, variable: workspace.text(variable.name) is not None,
    View.REQUIRED: _is_required,
    View.SECRETS: lambda _workspace, variable: variable.secret,
    View.DISCOVERED: lambda _workspace, variable: variable.discovered,
    View.NOT_DEFAULT: _is_not_default,
}
