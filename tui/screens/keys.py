"""The list of all keys that work where it was opened, made from the bindings themselves; each can be chosen there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.widgets.cells import Cell, fit
from tui.widgets.key_bar import KeyBar, shown_key, works
from tui.widgets.line_list import LineList

KEY_WIDTH = 18
"""Columns of the keys."""
NARROWEST = 20
"""Columns that a sentence has at least."""
SENTENCES = {
    "app.focus_next": "Go to the next part of the screen.",
    "app.focus_previous": "Go to the part of the screen before.",
    "screen.copy_text": "Copy what is selected with the mouse.",
    "help_quit": "Leave, when pressed twice.",
    "quit": "Leave; unsaved changes are asked about first.",
}
"""What the framework's own actions do, in our words."""
TWICE = {"app.command_palette", "command_palette"}
"""The framework's own actions for which there is a command of ours."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One action with its keys."""

    section: str
    keys: str
    sentence: str
    key: str
    """The one that is pressed when the line is chosen."""


def key_lines(screen: Screen[object]) -> list[KeyLine]:
    """All keys that work on a screen now: of what has the focus, of the screen, everywhere."""
    lines: dict[tuple[int, str], list[ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if works(active, screen) and not binding.system and binding.description and binding.action not in TWICE:
            lines.setdefault((id(active.node), binding.action), []).append(active)
    made = [_line(screen, group) for group in lines.values()]
    order = {"Here": 0, "On this screen": 1, "Everywhere": 2}
    return sorted(made, key=lambda line: order[line.section])


def _line(screen: Screen[object], group: list[ActiveBinding]) -> KeyLine:
    node, binding = group[0].node, group[0].binding
    section = "Everywhere" if node is screen.app else "On this screen" if isinstance(node, Screen) else "Here"
    shown = dict.fromkeys(shown_key(active, screen) for active in group)
    sentence = SENTENCES.get(binding.action) or binding.tooltip or f"{binding.description}."
    return KeyLine(section, " ".join(shown), sentence, binding.key)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a heading, a key with the beginning of its sentence, or how the sentence goes on."""

    label: str
    text: str
    key: str = ""


class KeyList(LineList):
    """The keys under the headings of their sections, long sentences wrapped under themselves."""

    rests = False
    one_click = True

    def __init__(self, lines: Sequence[KeyLine]) -> None:
        super().__init__(id="key-lines")
        self.lines = lines
        """What is in the list."""
        self._rows: list[Row] = []

    def on_resize(self) -> None:
        """The place decides where sentences go on."""
        self._rows = list(self._wrapped(self.scrollable_content_region.width))
        self.rows_changed()

    def _wrapped(self, width: int) -> Iterator[Row]:
        room = max(width - KEY_WIDTH - 4, NARROWEST)
        for index, (section, members) in enumerate(groupby(self.lines, lambda line: line.section)):
            yield from [Row("", "")] if index else []
            yield Row(section, "")
            for line in members:
                for number, part in enumerate(wrap(line.sentence, room)):
                    yield Row("" if number else line.keys, part, "" if number else line.key)

    def row_count(self) -> int:
        """How many there are."""
        return len(self._rows)

    def is_heading(self, row: int) -> bool:
        """True for all but the line that has the key."""
        return not self._rows[row].key

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The key and what it does."""
        line = self._rows[row]
        if not line.text:
            return [Cell(f" {line.label}", "heading")]
        return [Cell(f"  {line.label:<{KEY_WIDTH}}", "accent strong"), Cell(fit(line.text, width - KEY_WIDTH - 2))]

    @property
    def chosen(self) -> str:
        """The key with the cursor."""
        return self._rows[self.cursor].key if self._rows else ""


class KeysScreen(ModalScreen[str]):
    """The keys of the screen below; returns the one that was chosen, so that a mouse reaches all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Do it", tooltip="Do what this key does."),
        Binding("escape,question_mark,q,f1", "close", "Close", tooltip="Close this list."),
    ]

    def __init__(self, lines: list[KeyLine]) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        """A list that scrolls."""
        with Vertical(classes="dialog -wide-dialog"):
            yield Static("Keys that work here", classes="dialog-title", markup=False)
            yield KeyList(self.lines)
            yield KeyBar()

    @on(LineList.Chosen)
    def action_choose(self) -> None:
        """Return the key with the cursor."""
        self.dismiss(self.query_one(KeyList).chosen)

    def action_close(self) -> None:
        """Return none."""
        self.dismiss("")
