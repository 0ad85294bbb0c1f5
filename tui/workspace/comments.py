"""The comments of an env file: the help above an assignment, and assignments that are commented out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.workspace.readers import Views
from tui.workspace.statements import BOM, cut_as_compose

_LINE = re.compile(r"[^\n]*\n?")
_RULE = re.compile(r"[\W_]*")
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
        return "" if _RULE.fullmatch(body) else body

    @property
    def assignment(self) -> tuple[str, str] | None:
        """The key and the value that are commented out here; None for prose."""
        match = _COMMENTED.fullmatch(self.text)
        if not match:
            return None
        # Prose such as "KEY=value enables it" is no assignment: an unquoted value with a blank in it.
        cut = cut_as_compose(f"{match[1]}={match[2]}\n")
        if cut.error or len(cut.statements) != 1:
            return None
        statement = cut.statements[0]
        if not statement.quote and (statement.literal.startswith("#") or " " in statement.literal):
            return (match[1], "") if statement.literal.startswith("#") else None
        return match[1], statement.literal


def comment_lines(views: Views) -> Iterator[CommentLine]:
    """Every line that is a comment and stands outside of values."""
    text = views.text
    position = 1 if text.startswith(BOM) else 0
    for statement in views.leading.statements:
        yield from _comments_between(text, position, statement.start)
        position = max(statement.end, position)
    error = views.compose.error
    yield from _comments_between(
        text, position, len(text) if error is None or views.leading is views.python else error.offset
    )


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


def comment_above(views: Views, key: str) -> str:
    """The comment block directly above the winning assignment of ``key``, as help text; empty if there is none."""
    statement = views.assigned.get(key)
    if statement is None:
        return ""
    edge = views.text.rfind("\n", 0, statement.start) + 1
    block: list[str] = []
    for line in reversed(list(comment_lines(views))):
        if line.end > edge:
            continue
        if line.end != edge:
            break
        edge = line.start
        if line.assignment is None:
            block.append(line.body)
    return "\n".join(reversed(block)).strip("\n")


def commented_keys(views: Views) -> dict[str, str]:
    """The assignments that are commented out: key to value, the last one of a key."""
    return dict(found for line in comment_lines(views) if (found := line.assignment))


def last_commented_line_end(views: Views, key: str) -> int | None:
    """Behind the last comment line that shows ``key=``, an assignment before prose."""
    position = None
    certain = False
    for line in comment_lines(views):
        match = _COMMENTED.fullmatch(line.text)
        if not match or match[1] != key:
            continue
        is_assignment = line.assignment is not None
        if is_assignment or not certain:
            position = line.end
            certain = certain or is_assignment
    return position
