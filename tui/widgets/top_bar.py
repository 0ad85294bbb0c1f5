"""The line on top of every mode: where one is, the modes to switch to, and how the workspace stands."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from schemas.rules.base import Severity
from tui.theme import glyphs
from tui.widgets.cells import clean, fit
from tui.widgets.pointing import explain
from tui.workspace.printable import counted
from tui.workspace.workspace import Workspace

MODES = {"configure": "Configure", "review": "Review", "services": "Services", "logs": "Logs"}
"""The modes in the order of their number keys, with the word on the bar."""
SENTENCES = {
    "configure": "Find, change and check variables.",
    "review": "See what saving changes, and save.",
    "services": "Launch, stop and watch the services.",
    "logs": "Follow and search what the services print.",
}
"""What each mode is for."""

ROOMY = 80
"""Columns of a terminal from which on the bar has place for words."""


class TopBar(Horizontal):
    """Name, modes, state."""

    def __init__(self, workspace: Workspace, mode: str) -> None:
        super().__init__()
        self.workspace = workspace
        self.mode = mode

    def compose(self) -> ComposeResult:
        """Three parts of which the middle one can be clicked."""
        name = clean(self.workspace.name)
        yield Static(Content(fit(name, min(len(name), 16))), id="workspace-name", markup=False)
        with Horizontal(id="modes"):
            for number, (mode, word) in enumerate(MODES.items(), 1):
                yield Tab(number, mode, word, here=mode == self.mode)
        yield Static(id="standing", markup=False)

    def on_mount(self) -> None:
        """Show how the workspace stands."""
        explain(self.query_one("#workspace-name"), str(self.workspace.env_path))
        self.refresh_standing()

    def on_resize(self) -> None:
        """The place decides how many words there are."""
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Count again: unsaved changes, errors, warnings."""
        signs = glyphs()
        workspace = self.workspace
        found = [diagnostic.severity for diagnostic in workspace.diagnostics]
        errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
        changed = len(workspace.changes())
        parts = [("read-only  ", "$text-warning")] if workspace.read_only_reason else []
        if changed:
            word = "" if self.app.size.width < ROOMY else " unsaved"
            parts.append((f"{signs.edited} {changed}{word}  ", "$text-accent"))
        if errors:
            parts.append((f"{signs.error} {errors}", "$text-error"))
        if warnings:
            parts.append((f"{'  ' if errors else ''}{signs.warning} {warnings}", "$text-warning"))
        if not errors and not warnings:
            parts.append((f"{signs.good} valid", "$text-success"))
        standing = self.query_one("#standing", Static)
        standing.update(Content.assemble(*parts))
        said = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
        explain(standing, f"{changed} unsaved, {said}; e on Configure leads to them")


class Tab(Static):
    """One mode; a click switches to it."""

    def __init__(self, number: int, mode: str, word: str, *, here: bool) -> None:
        super().__init__(
            Content.assemble((f"{number} ", "$faint"), word),
            classes="tab -here" if here else "tab",
            markup=False,
        )
        self.mode = mode
        explain(self, SENTENCES[mode])

    def on_click(self) -> None:
        """Switch to the mode."""
        self.app.switch_mode(self.mode)
