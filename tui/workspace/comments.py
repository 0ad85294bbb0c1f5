"""The comments of an env file: the help above an assignment, and assignments that are commented out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tui.workspace.statements import BOM, Cut, Statement, cut_as_compose

_LINE = re.compile(r"[^\n]*\n?")
_RULER = re.compile(r"[\W_]*")
_COMMENTED = re.compile(r"#+[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=(.*)")


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A line that holds nothing but a comment."""

    start: int
    end: int
    """Behind its line break."""
    text: str
    """From the ``#`` on, without trailing blanks."""

    @property
    def body(self) -> str:
        """What the comment says: without marks, empty for a ruler such as ``# -----``."""
        body = self.text.lstrip("#").strip()
        return "" if _RULER.fullmatch(body) else body

    @property
    def names(self) -> str:
        """The key that stands before an equal sign here, in prose too; empty if none does."""
        match = _COMMENTED.fullmatch(self.text)
        return match[1] if match else ""

    @property
    def assignment(self) -> tuple[str, str] | None:
        """The key and the value that are commented out here; None for prose."""
        match = _COMMENTED.fullmatch(self.text)
        if not match:
            return None
        cut = cut_as_compose(f"{match[1]}={match[2]}\n")
        if cut.error or len(cut.statements) != 1:
            return None
        value = cut.statements[0]
        if value.quote:
            return match[1], value.literal
        if value.literal.startswith("#"):
            return match[1], ""
        # Prose such as "KEY=value enables it" is no assignment: an unquoted value with a blank in it.
        return None if " " in value.literal else (match[1], value.literal)


class Comments:
    """All comment lines of one text."""

    def __init__(self, text: str, cut: Cut) -> None:
        self._text = text
        self._lines = list(_comment_lines(text, cut))
        self._by_end = {line.end: line for line in self._lines}

    def __len__(self) -> int:
        """How many comment lines there are."""
        return len(self._lines)

    def above(self, statement: Statement) -> str:
        """The comment block directly above a statement, as help; empty if there is none."""
        return _as_help(self.block_above(statement.start))

    def block_above(self, offset: int) -> list[CommentLine]:
        """The lines of prose directly above the line of an offset, in their order."""
        edge = self._text.rfind("\n", 0, offset) + 1
        block: list[CommentLine] = []
        while line := self._by_end.get(edge):
            edge = line.start
            if line.assignment is None:
                block.append(line)
        return block[::-1]

    def beside(self, statement: Statement) -> str:
        """The comment behind a value, as help; empty if there is none."""
        newline = self._text.find("\n", statement.value_end)
        rest = self._text[statement.value_end : newline if newline >= 0 else None].strip()
        return CommentLine(0, 0, rest).body if rest.startswith("#") else ""

    @cached_property
    def commented(self) -> dict[str, tuple[CommentLine, str]]:
        """The assignments that are commented out: by key the last line that shows one, and its value."""
        return {found[0]: (line, found[1]) for line in self._lines if (found := line.assignment)}

    @property
    def lines(self) -> list[CommentLine]:
        """All of them, in file order."""
        return self._lines

    def assignments(self) -> dict[str, str]:
        """The assignments that are commented out: key to value, the last one of a key."""
        return {key: value for key, (_, value) in self.commented.items()}

    def end_of_last(self, key: str) -> int | None:
        """Behind the last comment line that shows ``key=``, an assignment rather than prose."""
        shown = [line for line in self._lines if line.names == key]
        shown = [line for line in shown if line.assignment] or shown
        return shown[-1].end if shown else None


def _as_help(block: list[CommentLine]) -> str:
    return "\n".join(line.body for line in block).strip("\n")


def _comment_lines(text: str, cut: Cut) -> Iterator[CommentLine]:
    """Every line that is a comment and stands outside of values."""
    position = 1 if text.startswith(BOM) else 0
    for statement in cut.statements:
        yield from _comments_between(text, position, statement.start)
        position = max(statement.end, position)
    yield from _comments_between(text, position, len(text))


def _comments_between(text: str, start: int, stop: int) -> Iterator[CommentLine]:
    """The comment lines of the text between two statements."""
    if start > 0 and text[start - 1] not in ("\n", BOM):
        # The rest of the line of a quoted value: a comment there belongs to that value.
        newline = text.find("\n", start, stop)
        if newline < 0:
            return
        start = newline + 1
    while start < stop:
        match = _LINE.match(text, start)
        end = match.end() if match else stop
        line = text[start:end].strip()
        if line.startswith("#"):
            yield CommentLine(start, end, line)
        start = end
