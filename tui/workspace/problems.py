"""The lines of an env file that a reader refuses, skips, or takes for something else than the other reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tui.workspace.interpolation import plain_references
from tui.workspace.readers import Views
from tui.workspace.statements import Kind, Statement

_NOT_UTF8 = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")
_BEHIND_VALUE = re.compile(r"#|\s#")
_COMMENT_REASON = "the comment behind it is part of the value for Compose"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Something about one line that the person should know."""

    check: str
    """The id of what was found, such as LD-ENV-SKIPPED."""
    line: int
    """Counted from 1."""
    message: str
    """A sentence without the value."""
    fatal: bool = False
    """Compose refuses the whole file for it."""
    key: str = ""
    """The variable that it is about, if one."""
    statement: Statement | None = field(default=None, compare=False, repr=False)
    """Where it stands, if it is about a statement."""


def find_problems(views: Views) -> list[LineProblem]:
    """All problems of the text, by line."""
    found = [*_fatal(views), *_bytes(views.text), *_skipped(views)]
    if views.compose.error is None:
        found += [*_disagreements(views), *_blank_references(views)]
    return sorted(found, key=lambda problem: problem.line)


def _about(check: str, views: Views, statement: Statement, message: str, *, fatal: bool = False) -> LineProblem:
    """A problem at a statement."""
    return LineProblem(check, views.line_at(statement.start), message, fatal, statement.key, statement)


def _fatal(views: Views) -> Iterator[LineProblem]:
    """What makes Compose refuse the file."""
    error = views.compose.error
    if error is not None:
        message = f"Compose cannot read the file from here on: {error.message}."
        yield LineProblem("LD-ENV-UNREADABLE", views.line_at(error.offset), message, fatal=True)
    for refusal in views.refusals():
        check = "LD-ENV-REQUIRED" if refusal.variable else "LD-ENV-SUBSTITUTION"
        yield _about(check, views, refusal.statement, f"Compose refuses the file: {refusal.message}.", fatal=True)


def _bytes(text: str) -> Iterator[LineProblem]:
    """Bytes that are no text."""
    if text.isascii() and "\0" not in text:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if _NOT_UTF8.search(line):
            message = "Bytes that are not UTF-8: python-dotenv refuses the whole file."
            yield LineProblem("LD-ENV-BYTES", number, message)
        if "\0" in line:
            yield LineProblem("LD-ENV-BYTES", number, "A NUL character: no environment variable can hold one.")


def _skipped(views: Views) -> Iterator[LineProblem]:
    """Lines that give no key a value."""
    for statement in views.python.statements:
        if statement.kind is Kind.JUNK:
            message = "python-dotenv cannot read this line and skips it."
            yield _about("LD-ENV-SKIPPED", views, statement, message)
    for statement in views.leading.statements:
        if statement.kind is Kind.BARE and statement.key:
            yield _bare(views, statement)


def _bare(views: Views, statement: Statement) -> LineProblem:
    """A line without equal sign. Its text is shown only when it is surely a name and not a piece of a value."""
    number = views.line_at(statement.start)
    before = views.text[views.text.rfind("\n", 0, statement.start) + 1 : statement.start]
    if before.strip(" \t\ufeff"):
        message = "Text behind a closing quote: Compose drops it."
        return LineProblem("LD-ENV-BEHIND-QUOTE", number, message, statement=statement)
    if _NAME.fullmatch(statement.key):
        message = f"{statement.key} has no equal sign: Compose takes its value from the shell."
        return LineProblem("LD-ENV-NO-VALUE", number, message, key=statement.key, statement=statement)
    return LineProblem("LD-ENV-NO-VALUE", number, "A line without equal sign: it sets nothing.", statement=statement)


def _disagreements(views: Views) -> Iterator[LineProblem]:
    """The keys that the two readers take for different values."""
    compose, python = views.resolved, views.python_values()
    refused = {refusal.statement.key for refusal in views.refusals()}
    for key, statement in views.assigned.items():
        if key not in refused and (key not in python or python[key] != compose[key]):
            reason = _reason(views, statement)
            check = "LD-ENV-COMMENT-VALUE" if reason == _COMMENT_REASON else "LD-ENV-READERS"
            yield _about(check, views, statement, f"{key}: {reason}.")
    for statement in views.python.statements:
        if statement.kind is Kind.ASSIGN and statement.key not in views.assigned:
            yield _about("LD-ENV-READERS", views, statement, f"{statement.key} is set for python-dotenv only.")


def _reason(views: Views, statement: Statement) -> str:
    """Why python-dotenv reads another value than Compose."""
    python = views.python.last(statement.key)
    if python is None:
        return "python-dotenv does not read it"
    if python.kind is Kind.BARE:
        return "a later line without equal sign takes the value away for python-dotenv"
    if not statement.quote and _BEHIND_VALUE.match(statement.literal, len(python.literal)):
        return _COMMENT_REASON
    if python.literal == statement.literal and "$" in statement.literal:
        return "Compose and python-dotenv replace different parts of it, because of its $"
    return "Compose and python-dotenv read different values"


def _blank_references(views: Views) -> Iterator[LineProblem]:
    """References to variables that the file does not set; unnamed, for they may be pieces of a password."""
    for key, statement in views.assigned.items():
        if "$" not in statement.literal or statement.quote == "'":
            continue
        if not plain_references(statement.literal) <= views.assigned.keys():
            message = f"{key} holds a $ that Compose takes for a variable that this file does not set."
            yield _about("LD-ENV-DOLLAR", views, statement, message)
