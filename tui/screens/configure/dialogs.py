"""The dialogs of the Configure screen: values that are looked at before they are set, and what one was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from schemas.errors import LaunchdeckError
from tui.commands import notify_error
from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList
from tui.workspace.past import Past, past_of
from tui.workspace.proposal import Proposed, from_lines
from tui.workspace.workspace import Workspace

NAME_SHARE = 45
"""Percent of the width for the name."""


class ProposalList(LineList):
    """Names with the text in force and the new one."""

    one_click = True

    def __init__(self) -> None:
        super().__init__(id="proposed")
        self.proposed: list[Proposed] = []
        """What is in the list."""

    def show(self, proposed: Sequence[Proposed]) -> None:
        """Show other values."""
        self.proposed = list(proposed)
        self.rows_changed(0)

    def row_count(self) -> int:
        """How many there are."""
        return len(self.proposed)

    def turn(self) -> None:
        """Take the value with the cursor, or leave it out."""
        if self.proposed:
            self.proposed[self.cursor] = self.proposed[self.cursor].turned()
            self.refresh_rows([self.cursor])

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """Taken or not, the name, and from what to what, or what is against it."""
        one, signs = self.proposed[row], glyphs()
        glyph, style = (signs.good, "good") if one.taken else (signs.off, "dim")
        if one.wrong and one.taken:
            glyph, style = signs.error, "error"
        name_width = width * NAME_SHARE // 100
        room = width - 3 - name_width - 1
        if one.wrong:
            said = [Cell(fit(f" {clean(one.wrong)}", room), "error" if one.taken else "dim")]
        else:
            before = clean(one.shown_before) or signs.nothing
            half = max(room // 2 - 3, 6)
            old = fit(f" {before}", min(half, len(before) + 1)) + f" {signs.arrow} "
            said = [Cell(old, "dim"), Cell(fit(clean(one.shown_after) or signs.nothing, room - len(old)), "accent")]
        return [Cell(f" {glyph} ", style), Cell(fit(clean(one.name), name_width), "" if one.taken else "dim"), *said]


class ProposalScreen(ModalScreen[Sequence[Proposed]]):
    """Returns the values with what was taken, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Set", tooltip="Set what is marked, as one step."),
        Binding("space", "turn", "Mark", tooltip="Take this value, or leave it out."),
        Binding("escape", "refuse", "Cancel", tooltip="Close without setting anything."),
    ]

    def __init__(self, title: str, workspace: Workspace, proposed: Sequence[Proposed], *, pastes: bool = False) -> None:
        super().__init__()
        self.title_text = title
        self.workspace = workspace
        self.proposed = proposed
        self.pastes = pastes
        """Whether lines can be pasted into it."""

    def compose(self) -> ComposeResult:
        """Title, how many, the values, the keys."""
        with Vertical(classes="dialog -wide-dialog -list-dialog"):
            yield Static(self.title_text, classes="dialog-title", markup=False)
            yield Static(id="proposal-count", markup=False)
            yield ProposalList()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the values."""
        self.proposals.empty_text = (
            "Paste the lines now." if self.pastes else "Nothing would change: every value is so already. Escape closes."
        )
        self._show(self.proposed)
        self.proposals.focus()

    @property
    def proposals(self) -> ProposalList:
        """The values."""
        return self.query_one(ProposalList)

    def _show(self, proposed: Sequence[Proposed]) -> None:
        self.proposals.show(proposed)
        self._count()

    def _count(self) -> None:
        found = self.proposals.proposed
        taken = sum(one.taken for one in found)
        wrong = sum(bool(one.wrong) for one in found if one.taken)
        none = "KEY=VALUE, one on each line" if self.pastes else "0 will be set"
        said = f"{taken} of {len(found)} will be set" if found else none
        self.query_one("#proposal-count", Static).update(said + (f", {wrong} of them wrong" if wrong else ""))

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted lines in the place of those that were there."""
        event.stop()
        if self.pastes:
            self._show(from_lines(self.workspace, event.text))

    @on(LineList.Chosen)
    def action_turn(self) -> None:
        """Take the value with the cursor, or leave it out."""
        self.proposals.turn()
        self._count()

    def action_take(self) -> None:
        """Return what is marked."""
        self.dismiss(self.proposals.proposed)

    def action_refuse(self) -> None:
        """Return nothing."""
        self.dismiss([])


@dataclass
class PastRead(Message):
    """The former values are known."""

    past: Sequence[Past]


@dataclass
class PastUnread(Message):
    """A saved version cannot be read."""

    error: LaunchdeckError


class PastList(LineList):
    """The former values of one variable, the newest first."""

    empty_text = "Reading the saved versions."

    def __init__(self) -> None:
        super().__init__(id="past")
        self.past: Sequence[Past] = ()
        """What is in the list."""

    def show(self, past: Sequence[Past]) -> None:
        """Show the values."""
        self.past, self.empty_text = past, "The saved versions all have the value that it has now. Escape closes."
        self.rows_changed(0)

    def row_count(self) -> int:
        """How many there are."""
        return len(self.past)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """Until when, by the clock of this machine, and the value."""
        one = self.past[row]
        when = f" until {one.until.astimezone():%Y-%m-%d %H:%M:%S}  "
        style = "accent" if one.text else "dim"
        return [Cell(when, "dim"), Cell(fit(clean(one.shown), width - len(when)), style)]


class PastScreen(ModalScreen[Past | None]):
    """Returns the former value that is to be set again, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Set again", tooltip="Give the variable this value again."),
        Binding("escape", "refuse", "Close", tooltip="Close without setting anything."),
    ]

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__()
        self.workspace = workspace
        self.variable = name

    def compose(self) -> ComposeResult:
        """Name, the values, the keys."""
        with Vertical(classes="dialog -wide-dialog -list-dialog"):
            yield Static(f"What {self.variable} was before", classes="dialog-title", markup=False)
            yield PastList()
            yield KeyBar()

    def on_mount(self) -> None:
        """Read the saved versions."""
        self.query_one(PastList).focus()
        self.read()

    @work(thread=True, group="past", exclusive=True)
    def read(self) -> None:
        """Read them in a thread."""
        try:
            self.post_message(PastRead(past_of(self.workspace, self.variable)))
        except LaunchdeckError as error:
            self.post_message(PastUnread(error))

    @on(PastRead)
    def show_past(self, event: PastRead) -> None:
        """Show the values."""
        self.query_one(PastList).show(event.past)

    @on(PastUnread)
    def tell_unread(self, event: PastUnread) -> None:
        """Say why."""
        notify_error(self.app, event.error)
        self.dismiss(None)

    @on(LineList.Chosen)
    def action_take(self) -> None:
        """Return the value with the cursor."""
        found = self.query_one(PastList)
        self.dismiss(found.past[found.cursor] if found.past else None)

    def action_refuse(self) -> None:
        """Return none."""
        self.dismiss(None)
