"""The list of all keys that work where it was opened, made from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.widgets.aligned import Aligned
from tui.widgets.key_bar import shown_key, works

KEY_WIDTH = 18
"""Columns of the keys."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One action with its keys."""

    section: str
    keys: str
    sentence: str


def key_lines(screen: Screen[object]) -> list[KeyLine]:
    """All keys that work on a screen now: of what has the focus, of the screen, everywhere."""
    lines: dict[tuple[int, str], list[ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        if works(active, screen) and not active.binding.system and active.binding.description:
            lines.setdefault((id(active.node), active.binding.action), []).append(active)
    made = [_line(screen, group) for group in lines.values()]
    order = {"Here": 0, "On this screen": 1, "Everywhere": 2}
    return sorted(made, key=lambda line: order[line.section])


def _line(screen: Screen[object], group: list[ActiveBinding]) -> KeyLine:
    node, binding = group[0].node, group[0].binding
    section = "Everywhere" if node is screen.app else "On this screen" if isinstance(node, Screen) else "Here"
    shown = dict.fromkeys(shown_key(active, screen) for active in group)
    return KeyLine(section, " ".join(shown), binding.tooltip or f"{binding.description}.")


def _pairs(lines: Iterable[KeyLine]) -> Iterator[tuple[str, str]]:
    """The lines under the headings of their sections."""
    for section, members in groupby(lines, lambda line: line.section):
        yield section, ""
        yield from ((f"  {line.keys}", line.sentence) for line in members)


class KeysScreen(ModalScreen[None]):
    """The keys of the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,f1", "close", "Close", tooltip="Close this list."),
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
    ]

    def __init__(self, lines: list[KeyLine]) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        """A page that scrolls."""
        with Vertical(classes="dialog -wide-dialog"):
            yield Static("Keys that work here", classes="dialog-title", markup=False)
            with VerticalScroll():
                yield Aligned(KEY_WIDTH, "bold $primary", id="key-lines")

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(Aligned).show(_pairs(self.lines))

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()

    def action_scroll_down(self) -> None:
        """Scroll the page down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the page up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)
