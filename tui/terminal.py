"""What the terminal is told beside the picture: whose the mouse is; and how the picture gets by with ASCII."""

from __future__ import annotations

import sys
from typing import TextIO

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

LINES = {
    "|": "│┃║▌▐▎▏▊▋▉▍▕▪",
    "-": "─━═╌",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝",
    " ": "▁▂▃▄▅▆▇▀▔",
    "#": "█",
    "*": "•●",
    "~": "…",
    ">": "→▶▸",
}
"""What the framework draws with, by the sign that stands for it."""
_TO_ASCII = str.maketrans({sign: ascii_sign for ascii_sign, signs in LINES.items() for sign in signs})

RELEASE = "\x1b[?1003l\x1b[?1000l"
"""Report no movement and no button (xterm control sequences, DECSET 1003 and 1000)."""
TAKE = "\x1b[?1000h\x1b[?1003h"
COORDINATES = "\x1b[?1006h"
"""Report places in the form that reaches beyond column 223. Not where the framework has the mouse from the beginning:
it may have asked for pixels instead, which this would undo."""


class AsciiFilter(LineFilter):
    """Draws borders, scroll bars, dots and cut ends with ASCII. Everything else stays as it is."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the framework's
        """One line with other signs."""
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(_TO_ASCII), *segment[1:])
            for segment in segments
        ]


class Mouse:
    """Whose the mouse is: ours, or the terminal's, which selects text with it."""

    def __init__(self, *, ours: bool = True, target: TextIO | None = None) -> None:
        self.ours = ours
        """Whether clicks come to the app."""
        self._at_first = ours
        self._target = target

    def give(self, *, ours: bool) -> None:
        """Take it, or leave it to the terminal."""
        self.ours = ours
        self.say()

    def say(self) -> None:
        """Tell the terminal; again when another program had it meanwhile."""
        first = "" if self._at_first else COORDINATES
        self._write(TAKE + first if self.ours else RELEASE)

    def end(self) -> None:
        """Leave nothing behind that the framework does not know of."""
        if self.ours and not self._at_first:
            self._write(RELEASE)

    def _write(self, codes: str) -> None:
        # The framework writes to the same stream, and has no public way to write something of one's own.
        target = self._target or sys.__stderr__
        if target is not None:
            target.write(codes)
            target.flush()
