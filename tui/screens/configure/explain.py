"""The page of one variable: everything that is known about it, and the way to its documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from schemas.errors import LaunchdeckError
from tui.commands import Command
from tui.screens.configure import bulk as _bulk  # noqa: F401 - its words come first in the footer
from tui.screens.configure.dialogs import PastRead
from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList
from tui.workspace.page import page, place_of
from tui.workspace.past import Past, past_of
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.configure.screen import ConfigureScreen

LABEL_WIDTH = 12
"""Columns of the labels: the longest is 'Makes anew'."""
NARROWEST = 20
"""Columns that a text has at least."""
STYLES = {"error": "error", "warning": "warning"}
"""How findings look."""


class PageLines(LineList):
    """The lines of a page, long texts wrapped under themselves. The cursor goes through them, so a reader follows."""

    rests = False

    def __init__(self, help_text: str) -> None:
        super().__init__(id="page-lines")
        self.help_text = help_text
        self._pairs: list[tuple[str, str]] = []
        self._rows: list[tuple[str, str]] = []

    def show(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show other lines."""
        self._pairs = list(pairs)
        self.on_resize()

    def on_resize(self) -> None:
        """The place decides where texts go on."""
        self._rows = list(self._wrapped(self.scrollable_content_region.width - 2))
        self.rows_changed()

    def _wrapped(self, width: int) -> Iterator[tuple[str, str]]:
        yield from (("", line) for line in wrap(self.help_text, max(width, NARROWEST)))
        room = max(width - LABEL_WIDTH, NARROWEST)
        for label, text in self._pairs:
            if not text:
                yield from ((("", "")), (label, ""))
            for number, part in enumerate(wrap(text, room, break_on_hyphens=False)):
                yield (" " if number else label or " ", part)

    def row_count(self) -> int:
        """How many there are."""
        return len(self._rows)

    def is_heading(self, row: int) -> bool:
        """True for titles and the lines between them."""
        return not self._rows[row][1]

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """A title, a line of the help, or a label with its text."""
        label, text = self._rows[row]
        if not text:
            return [Cell(f" {label}", "heading")]
        if not label:
            return [Cell(f" {fit(text, width - 1)}")]
        return [
            Cell(f" {label:<{LABEL_WIDTH}}", "dim"),
            Cell(fit(text, width - LABEL_WIDTH - 1), STYLES.get(label, "")),
        ]


class PageScreen(ModalScreen[None]):
    """A page to read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,f2,q", "close", "Close", key_display="esc", tooltip="Close this page."),
        Binding("w,f3", "browse", "Manual", key_display="w", tooltip="Open the documentation in a browser."),
    ]

    def __init__(self, workspace: Workspace, name: str, browse: Callable[[str], None]) -> None:
        super().__init__()
        self.workspace = workspace
        self.variable = workspace.catalog[name]
        self.address = workspace.catalog.docs(name)
        """Where it is documented; empty when that is not known."""
        self._browse = browse

    def compose(self) -> ComposeResult:
        """Name and place, help and all facts, the keys."""
        place = f" {glyphs().closed} ".join(place_of(self.workspace, self.variable.name))
        title = Content.assemble((self.variable.name, "bold"), (f"  {clean(place)}", "$faint"))
        with Vertical(classes="dialog -wide-dialog -page"):
            yield Static(title, classes="dialog-title", markup=False)
            yield PageLines(clean(self.variable.help))
            yield KeyBar()

    def on_mount(self) -> None:
        """Show what is at hand; what it was before has to be read first."""
        self._show(())
        self._read()

    def _show(self, former: Sequence[Past]) -> None:
        self.query_one(PageLines).show(page(self.workspace, self.variable.name, former))

    @work(thread=True, group="past", exclusive=True)
    def _read(self) -> None:
        """A saved version that cannot be read is told where versions are looked at."""
        try:
            past = past_of(self.workspace, self.variable.name)
        except LaunchdeckError:
            return
        self.post_message(PastRead(past))

    @on(PastRead)
    def show_past(self, event: PastRead) -> None:
        """Add what it was before."""
        if event.past:
            self._show(event.past)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's words
        """The documentation only where it is known."""
        return bool(self.address) if action == "browse" else True

    def action_browse(self) -> None:
        """Show the documentation."""
        self._browse(self.address)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()


class Explain(
    Command["ConfigureScreen"],
    place="configure",
    keys="i,f2",
    word="Explain",
    shown="i",
    twin="env get KEY --explain",
):
    """Show everything about this variable on one page."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When a variable has the cursor."""
        return bool(host.variables.current)

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Open the page; what is being typed is stored first, so that the page tells of it."""
        host.settle()
        host.workspace.recent.visit(host.variables.current)
        host.app.push_screen(PageScreen(host.workspace, host.variables.current, host.browse))


class OpenDocumentation(
    Command["ConfigureScreen"], place="configure", keys="w,f3", shown="w", twin="env get KEY --explain"
):
    """Open the documentation of this variable in a browser; where there is none, copy its address."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When it is known where that is."""
        name = host.variables.current
        return bool(name) and bool(host.workspace.catalog.docs(name))

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Open it."""
        host.browse(host.workspace.catalog.docs(host.variables.current))
