"""Labels with texts in two columns: a text that is too long goes on under its beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

HEADING = "bold $secondary"
"""How a heading looks."""
NARROWEST = 10
"""Columns that a text has at least."""


class Aligned(Widget):
    """Pairs of label and text. A label without a text is a heading, with an empty line before it."""

    def __init__(self, label_width: int, label_style: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.label_width = label_width
        self.label_style = label_style
        self.pairs: list[tuple[str, str]] = []
        """Label and text of each."""

    def show(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show other pairs."""
        self.pairs = list(pairs)
        self.refresh(layout=True)

    def _lines(self, width: int) -> Iterator[list[tuple[str, str]]]:
        for index, (label, text) in enumerate(self.pairs):
            if not text:
                yield from ([[]] if index else [])
                yield [(label, HEADING)]
            room = max(NARROWEST, width - self.label_width)
            for number, part in enumerate(wrap(text, room, break_on_hyphens=False)):
                shown = "" if number else label
                padding = " " * (self.label_width - cell_len(shown))
                yield [(shown + padding, self.label_style), (part, "")]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's words
        """How many lines there are."""
        return len(list(self._lines(width)))

    def render(self) -> Content:
        """All lines."""
        lines = self._lines(self.content_size.width)
        return Content("\n").join(Content.assemble(*line) for line in lines)
