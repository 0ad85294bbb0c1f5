"""The jump: a letter on each place that can have the focus, the next key goes there.

The letters are drawn where the places are, and named in plain words on one line at the bottom, on which the
terminal's own cursor stands, for who cannot see where something is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.widgets.editor_pane import EditorPane

WORDS = {
    "tree": "Categories",
    "list": "Variables",
    "difference": "What saving changes",
    "job-lines": "Report",
    "log-services": "Services",
    "log-search": "Search",
    "versions": "Former contents",
    "former": "What changed",
    "wizard-lines": "What will be written",
    "template-path": "New template",
    "base-path": "Old template",
    "outline": "Map as a list",
    "key-lines": "Keys",
    "page-lines": "Page",
}
"""What the places are called whose id is not the word already."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place to go to."""

    letter: str
    words: str
    widget: Widget


def words_of(widget: Widget) -> str:
    """What a place is called."""
    if any(isinstance(node, EditorPane) for node in widget.ancestors):
        return "Value"
    found = (widget.id or "").replace("-", " ").capitalize() or "List"
    return WORDS.get(widget.id or "", found)


def places_of(screen: Screen[object]) -> list[Place]:
    """The places of a screen that are in sight, in the order of Tab."""
    seen = [widget for widget in screen.focus_chain if widget.region.area]
    return [Place(letter, words_of(widget), widget) for letter, widget in zip(ascii_lowercase, seen, strict=False)]


def go_to(widget: Widget | None) -> None:
    """Give the place that was chosen the focus."""
    if widget is not None:
        widget.focus()


class Label(Static):
    """The letter of a place, on its upper left corner."""

    def __init__(self, place: Place) -> None:
        super().__init__(Content(f" {place.letter} "), classes="jump-label", markup=False)
        self.styles.offset = place.widget.region.offset


class JumpLine(Static):
    """All places in words."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__(id="jump-line", markup=False)
        self.places = places

    def on_mount(self) -> None:
        """Say it."""
        parts: list[tuple[str, str]] = [("Go to  ", "$footer-description-foreground")]
        for key, words in (*((place.letter, place.words) for place in self.places), ("esc", "Stay")):
            parts += [(key, "bold $footer-key-foreground"), (f" {words}  ", "$footer-description-foreground")]
        self.update(Content.assemble(*parts))


class JumpScreen(ModalScreen[Widget]):
    """Returns the place that was chosen, or None."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+o", "close", "Stay", tooltip="Stay where the focus is."),
    ]

    _size_then: Size | None = None
    """How large the terminal was when the letters were placed."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.places = places

    def compose(self) -> ComposeResult:
        """A letter on each place, and the line that names them."""
        for place in self.places:
            yield Label(place)
        yield JumpLine(self.places)

    def cursor_place(self) -> Offset:
        """The terminal's own cursor stands on the line."""
        return self.query_one(JumpLine).content_region.offset

    def on_key(self, event: events.Key) -> None:
        """A letter goes to its place; other keys do nothing."""
        found = next((place for place in self.places if place.letter == event.character), None)
        if found is not None:
            event.stop()
            self.dismiss(found.widget)

    def on_click(self, event: events.Click) -> None:
        """A click on a place goes there, elsewhere it closes the letters."""
        under = (place for place in self.places if place.widget.region.contains(event.screen_x, event.screen_y))
        self.dismiss(next((place.widget for place in under), None))

    def on_resize(self, event: events.Resize) -> None:
        """The places are elsewhere in a terminal of another size."""
        self._size_then = self._size_then or event.size
        if self.is_current and event.size != self._size_then:
            self.dismiss(None)

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss(None)
