"""The short list beneath a field: what could be put in. It draws and picks; what is proposed comes from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from textual import events, on, work
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from schemas.catalog import Variable
from tui.theme import glyphs
from tui.widgets.cells import clean, fit
from tui.workspace.suggesting import Suggestion, suggest, wanted_folder
from tui.workspace.surroundings import Surroundings, entries, surroundings
from tui.workspace.workspace import Workspace

NOTE_SHARE = 40
"""Percent of the width that notes may have."""


@dataclass
class SurroundingsRead(Message):
    """What stands around a variable is known."""

    name: str
    around: Surroundings


@dataclass
class FolderRead(Message):
    """The entries of a folder are known."""

    folder: Path
    entries: Sequence[str]


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed of which variable, and where the cursor stands."""

    variable: Variable
    text: str
    cursor: int


class Suggestions(Widget):
    """Proposals for the field above, which keeps the focus."""

    @dataclass
    class Taken(Message):
        """A proposal is to be put in."""

        suggestion: Suggestion

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.found: Sequence[Suggestion] = ()
        """What is proposed."""
        self.entered = False
        """True when the person went into the list: Enter takes what is marked then."""
        self._at = 0
        self._question: Question | None = None
        self._refused = False
        self._settled = ""
        self._around: tuple[str, Surroundings] | None = None
        self._folders: dict[Path, Sequence[str]] = {}

    def on_mount(self) -> None:
        """Nothing is proposed yet."""
        self.display = False

    @property
    def is_open(self) -> bool:
        """True while something is proposed."""
        return bool(self.found)

    @property
    def marked(self) -> Suggestion | None:
        """The proposal that Tab takes."""
        return self.found[self._at] if self.found else None

    # What the field asks

    def begin(self) -> None:
        """Another field, or the same one anew: forget what was refused and what was read."""
        self._around, self._question, self._refused, self._settled = None, None, False, ""
        self._folders.clear()
        self._show(())

    def follow(self, variable: Variable, text: str, cursor: int) -> None:
        """Propose what fits what was typed, unless the person closed the list or took it from there."""
        self._question = Question(variable, text, cursor)
        if self._refused or text == self._settled:
            self._show(())
        else:
            self._settled = ""
            self._answer()

    def enter(self, variable: Variable, text: str, cursor: int, rows: int) -> None:
        """Go up or down in the list, opening it first."""
        if self.found:
            self._at = (self._at + rows) % len(self.found) if self.entered else 0 if rows > 0 else len(self.found) - 1
            self.entered = True
            self.refresh()
        else:
            self._refused, self._settled, self.entered = False, "", True
            self._question = Question(variable, text, cursor)
            self._answer()

    def take(self) -> None:
        """Put in what is marked."""
        if (marked := self.marked) is not None:
            self._settled = "" if marked.goes_on else marked.text
            self._show(())
            self.post_message(self.Taken(marked))

    def refuse(self) -> None:
        """Close the list for as long as this field is edited, or until it is asked for."""
        self._refused = True
        self._show(())

    # Reading

    def _answer(self) -> None:
        asked = self._question
        if asked is None or asked.variable.secret:
            return
        if self._around is None or self._around[0] != asked.variable.name:
            self._read_surroundings(asked.variable)
            return
        around = self._around[1]
        folder = wanted_folder(asked.variable, asked.text, asked.cursor, around)
        if folder is not None and folder not in self._folders:
            self._read_folder(folder)
        self._show(suggest(asked.variable, asked.text, asked.cursor, around, self._folders))

    @work(thread=True, group="surroundings", exclusive=True)
    def _read_surroundings(self, variable: Variable) -> None:
        self.post_message(SurroundingsRead(variable.name, surroundings(self.workspace, variable)))

    @work(thread=True, group="folder", exclusive=True)
    def _read_folder(self, folder: Path) -> None:
        self.post_message(FolderRead(folder, entries(folder)))

    @on(SurroundingsRead)
    def _take_surroundings(self, event: SurroundingsRead) -> None:
        event.stop()
        if self._question is not None and event.name == self._question.variable.name:
            self._around = (event.name, event.around)
            self._answer()

    @on(FolderRead)
    def _take_folder(self, event: FolderRead) -> None:
        event.stop()
        self._folders[event.folder] = event.entries
        if not self._refused:
            self._answer()

    # Drawing

    def _show(self, found: Sequence[Suggestion]) -> None:
        if found == self.found:
            return
        was_open = self.is_open
        resized = len(found) != len(self.found)
        self.found, self._at = found, 0
        self.entered = self.entered and bool(found)
        if was_open is not self.is_open:
            self.display = self.is_open
            self.screen.refresh_bindings()
        self.refresh(layout=resized)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's words
        """A line for each."""
        return len(self.found)

    def render(self) -> Content:
        """The proposals with their notes; the marked one stands out once the person is in the list."""
        width = self.content_size.width
        longest = max((cell_len(one.shown) for one in self.found), default=0)
        room = min(longest, max(width * (100 - NOTE_SHARE) // 100, width - 2 - self._widest_note - 2))
        lines = []
        for number, one in enumerate(self.found):
            marked = number == self._at
            style = "bold $foreground on $cursor-row" if marked and self.entered else ""
            lines.append(
                Content.assemble(
                    (glyphs().bar if marked else " ", "$primary"),
                    (f" {fit(clean(one.shown), room)}", style or "$foreground"),
                    (fit(f"  {clean(one.note)}", width - room - 2), style.replace("$foreground", "$faint") or "$faint"),
                )
            )
        return Content("\n").join(lines)

    @property
    def _widest_note(self) -> int:
        return max((cell_len(one.note) for one in self.found), default=0)

    def on_click(self, event: events.Click) -> None:
        """A click takes the proposal."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self.found):
            self._at = at.y
            self.take()
