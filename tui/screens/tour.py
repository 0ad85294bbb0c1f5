"""The tour: a few cards, each of which points at a part of the screen below it. Left at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.key_bar import KeyBar

POINTED = "-pointed"
"""The style class of the part that a card points at."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card."""

    title: str
    text: str
    target: str
    """A selector of the part of the Configure screen that it points at."""


CARDS = (
    Card(
        "Four screens",
        "1 Configure, 2 Review, 3 Services, 4 Logs. The number leads there, so does a click. On the right stand the "
        "errors and what is not saved.",
        "TopBar",
    ),
    Card(
        "Categories",
        "Every variable is in one of them; the numbers tell how many there are, and which are wrong. Problems and what "
        "is unsaved stand on top. In a narrow terminal c opens this list.",
        "#tree",
    ),
    Card(
        "Variables",
        "The value in force and where it comes from. / finds any by a word, f shows only some, e goes to the next "
        "problem, u takes the last change back.",
        "#middle",
    ),
    Card(
        "One editor",
        "Enter edits the variable with the cursor. What cannot be is said while you type, with what would be right. "
        "Nothing is written before you have seen the difference: s shows it.",
        "#pane",
    ),
    Card(
        "Keys",
        "This line tells what works here, ? tells everything, ctrl+p finds any action by its name. The palette's Tour "
        "shows these cards again.",
        "KeyBar",
    ),
)


class TourScreen(ModalScreen[None]):
    """Shows the cards over the Configure screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space,l,n", "turn(1)", "Next", key_display="enter", tooltip="Go to the next card."),
        Binding("left,h,p", "turn(-1)", "Back", key_display="left", tooltip="Go to the card before."),
        Binding("escape,q", "leave", "Leave", key_display="esc", tooltip="Leave the tour."),
    ]

    at = 0
    """The number of the card that is shown."""

    def compose(self) -> ComposeResult:
        """The card and the keys."""
        with Vertical(classes="dialog", id="card"):
            yield Static(id="card-title", classes="dialog-title", markup=False)
            yield Static(id="card-text", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the first card."""
        self._show()

    def _show(self) -> None:
        card = CARDS[self.at]
        count = f"  {self.at + 1} of {len(CARDS)}"
        self.query_one("#card-title", Static).update(Content.assemble(card.title, (count, "$faint")))
        self.query_one("#card-text", Static).update(card.text)
        self._point(card.target)

    def _point(self, target: str) -> None:
        """Mark the part below; none for an empty target."""
        below = self.app.screen_stack[-2]
        for part in below.query(f".{POINTED}"):
            part.remove_class(POINTED)
        for part in below.query(target) if target else ():
            part.add_class(POINTED)

    def action_turn(self, cards: int) -> None:
        """Go on or back; behind the last card the tour ends."""
        if self.at + cards >= len(CARDS):
            self.action_leave()
            return
        self.at = max(0, self.at + cards)
        self._show()

    def action_leave(self) -> None:
        """End it."""
        self._point("")
        self.dismiss(None)
