"""The sections of an example file: which comment lines are headings, and what stands under each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui.workspace.comments import CommentLine
from tui.workspace.document import EnvDocument
from tui.workspace.statements import Kind

_LONGEST = 48
"""A longer line alone is a sentence, not a heading."""
_FRAMED = re.compile(r"#*\s*([-=*#~_])\1+\s*(?P<title>[^\W_].*?)\s*(?:([-=*#~_])\3*)?")
"""``# === Database ===``, ``# --- Mail``, ``### Server ###``."""
_RULER = re.compile(r"#+\s*[-=*#~_]{3,}[-=*#~_\s]*|#{4,}")
_MOST_WORDS = 6
_PARAGRAPH = 2
"""A comment over at least so many assignments in a row, with none between, heads them all."""


class Section(NamedTuple):
    """A heading of an example file."""

    start: int
    """Where the heading begins in the text."""
    title: str


class Outline:
    """The headings of one file."""

    def __init__(self, document: EnvDocument) -> None:
        self._text = document.views.text
        self._lines = document.views.comments.lines
        found = dict(self._framed())
        self.sections = [Section(line.start, title) for line, title in found.items()]
        self._headings = {line.start for line in found}
        if not self.sections:
            # Headings of paragraphs stay help for what stands under them: they may be no more than that.
            self.sections = [Section(line.start, title) for line, title in self._paragraphs(document)]

    def title_at(self, offset: int) -> str:
        """The heading that a place in the text stands under; empty when there is none."""
        return next((section.title for section in reversed(self.sections) if section.start <= offset), "")

    def is_heading(self, line: CommentLine) -> bool:
        """True for a line that is a heading and no help."""
        return line.start in self._headings

    def _framed(self) -> Iterator[tuple[CommentLine, str]]:
        lines = self._lines
        for number, line in enumerate(lines):
            before = lines[number - 1] if number and lines[number - 1].end == line.start else None
            after = lines[number + 1] if number + 1 < len(lines) and lines[number + 1].start == line.end else None
            if line.assignment is not None or not line.body:
                continue
            between = before is not None and after is not None and _is_ruler(before) and _is_ruler(after)
            marked = line.text.startswith("###") or line.text.lstrip("#").strip()[:1] in "-=*~_"
            framed = _FRAMED.fullmatch(line.text) if marked else None
            alone = after is None and (before is None or _is_ruler(before)) and self._blank_behind(line)
            if between:
                yield line, _title(line.body)
            elif framed is not None and len(framed["title"]) <= _LONGEST:
                yield line, _title(framed["title"])
            elif alone and _is_short(line.body):
                yield line, _title(line.body)

    def _paragraphs(self, document: EnvDocument) -> Iterator[tuple[CommentLine, str]]:
        """Short comments that stand over several assignments without a comment or a blank line between."""
        starts = sorted(s.start for s in document.views.leading.statements if s.kind is Kind.ASSIGN)
        for number, line in enumerate(self._lines):
            after = self._lines[number + 1].start if number + 1 < len(self._lines) else len(self._text)
            blank = self._text.find("\n\n", line.end)
            stop = min(after, blank if blank >= 0 else len(self._text))
            covered = sum(line.end <= start < stop for start in starts)
            first = line.start == 0 or self._text[: line.start].endswith(("\n\n", "\ufeff"))
            if first and covered >= _PARAGRAPH and line.assignment is None and _is_short(line.body):
                yield line, _title(line.body)

    def _blank_behind(self, line: CommentLine) -> bool:
        newline = self._text.find("\n", line.end)
        return newline >= 0 and not self._text[line.end : newline].strip()


def _is_ruler(line: CommentLine) -> bool:
    return not line.body and _RULER.fullmatch(line.text) is not None


def _is_short(body: str) -> bool:
    """True for a text that may be a title: no sentence, no list, no decorator."""
    short = 0 < len(body) <= _LONGEST and len(body.split()) <= _MOST_WORDS
    sentence = body.endswith((".", ";", "!", "?")) or "," in body or ":" in body.rstrip(":")
    return short and not sentence and not body.startswith("@")


def _title(text: str) -> str:
    return text.rstrip("-=*#~_: \t").strip()
