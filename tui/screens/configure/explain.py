"""The page of one variable: everything that is known about it, and the way to its documentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from schemas.errors import LaunchdeckError
from tui.commands import Command
from tui.screens.configure import bulk as _bulk  # noqa: F401 - its words come first in the footer
from tui.screens.configure.dialogs import PastRead
from tui.theme import glyphs
from tui.widgets.aligned import Aligned
from tui.widgets.cells import clean
from tui.widgets.key_bar import KeyBar
from tui.workspace.page import page, place_of
from tui.workspace.past import Past, past_of
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.configure.screen import ConfigureScreen

LABEL_WIDTH = 12
"""Columns of the labels: the longest is 'Makes anew'."""


class PageScreen(ModalScreen[None]):
    """A page to read, which scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,f2,q", "close", "Close", key_display="esc", tooltip="Close this page."),
        Binding("w,f3", "browse", "Manual", key_display="w", tooltip="Open the documentation in a browser."),
        Binding("down,j", "scroll(1)", "Scroll", key_display="↓", tooltip="Go down a line."),
        Binding("up,k", "scroll(-1)", "Up", show=False, tooltip="Go up a line."),
        Binding("pagedown,space", "turn(1)", "Page down", show=False, tooltip="Go down a page."),
        Binding("pageup,b", "turn(-1)", "Page up", show=False, tooltip="Go up a page."),
    ]

    def __init__(self, workspace: Workspace, name: str, browse: Callable[[str], None]) -> None:
        super().__init__()
        self.workspace = workspace
        self.variable = workspace.catalog[name]
        self.address = workspace.catalog.docs(name)
        """Where it is documented; empty when that is not known."""
        self._browse = browse

    def compose(self) -> ComposeResult:
        """Name and place, help, all facts, the keys."""
        place = f" {glyphs().closed} ".join(place_of(self.workspace, self.variable.name))
        with Vertical(classes="dialog -wide-dialog -page"):
            yield Static(
                Content.assemble((self.variable.name, "bold"), (f"  {clean(place)}", "$faint")),
                classes="dialog-title",
                markup=False,
            )
            with VerticalScroll(can_focus=False):
                yield Static(clean(self.variable.help), id="page-help", markup=False)
                yield Aligned(LABEL_WIDTH, "$faint", id="page-facts")
            yield KeyBar()

    def on_mount(self) -> None:
        """Show what is at hand; what it was before has to be read first."""
        self.query_one("#page-help").display = bool(self.variable.help)
        self._show(())
        self._read()

    def _show(self, former: Sequence[Past]) -> None:
        self.query_one(Aligned).show(page(self.workspace, self.variable.name, former))

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

    def action_scroll(self, lines: int) -> None:
        """Go so many lines down."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_turn(self, pages: int) -> None:
        """Go so many pages down."""
        text = self.query_one(VerticalScroll)
        text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)

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
    """Show everything about this variable on one page: value, rules, services, what changing it does, history."""

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
