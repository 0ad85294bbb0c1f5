"""Split a text into segments that are found as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

WANTED: Final = 800
"""Characters that a segment should have; paragraphs are put together until it has them."""
LONGEST: Final = 1600
"""Characters that it may have; longer paragraphs are cut, at the end of a sentence where there is one."""

_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_ENDS: Final = (re.compile(r"[.!?]\s+|[\u3002\uff01\uff1f]"), re.compile(r"\s"))
"""Where a long paragraph is cut best: after a sentence, else between words."""


def split(text: str) -> list[str]:
    """The segments, in order; none for a text without any."""
    found: list[str] = []
    open_part = ""
    for paragraph in _pieces(text):
        joined = f"{open_part}\n\n{paragraph}" if open_part else paragraph
        if open_part and len(joined) > WANTED:
            found.append(open_part)
            open_part = paragraph
        else:
            open_part = joined
    return [*found, open_part] if open_part else found


def _pieces(text: str) -> Iterator[str]:
    """Paragraphs, none of them longer than allowed."""
    for paragraph in _PARAGRAPHS.split(text.replace("\0", "")):
        rest = paragraph.strip()
        while len(rest) > LONGEST:
            cut = _cut(rest)
            yield rest[:cut].strip()
            rest = rest[cut:].strip()
        if rest:
            yield rest


def _cut(text: str) -> int:
    """Where to cut a text that is too long."""
    for end in _ENDS:
        places = [match.end() for match in end.finditer(text, LONGEST // 2, LONGEST)]
        if places:
            return places[-1]
    return LONGEST
