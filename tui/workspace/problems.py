"""The lines of an env file that a reader refuses, skips, or takes for something else than the other reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.workspace.interpolation import plain_references
from tui.workspace.readers import Views
from tui.workspace.statements import Kind, Statement

_NOT_UTF8 = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")
_BEHIND_VALUE = re.compile(r"#|\s#")


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Something about one line that the person should know."""

    line: int
    """Counted from 1."""
    message: str
    """A sentence without the value."""
    fatal: bool = False
    """Compose refuses the whole file for it."""
    key: str = ""
    """The variable that it is about, if one."""


def line_number(text: str, offset: int) -> int:
    """The line of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1


def find_problems(views: Views) -> list[LineProblem]:
    """All problems of the text, by line."""
    found = [*_fatal(views), *_bytes(views.text), *_skipped(views)]
    if views.compose.error is None:
        found += [*_disagreements(views), *_blank_references(views)]
    return sorted(found, key=lambda problem: problem.line)


def _about(views: Views, statement: Statement, message: str, *, fatal: bool = False) -> LineProblem:
    """A problem at a statement."""
    return LineProblem(line_number(views.text, statement.start), message, fatal, statement.key)


def _fatal(views: Views) -> Iterator[LineProblem]:
    """What makes Compose refuse the file."""
    error = views.compose.error
    if error is not None:
        message = f"Compose cannot read the file from here on: {error.message}."
        yield LineProblem(line_number(views.text, error.offset), message, fatal=True)
    for refusal in views.refusals():
        yield _about(views, refusal.statement, f"Compose refuses the file: {refusal.message}.", fatal=True)


def _bytes(text: str) -> Iterator[LineProblem]:
    """Bytes that are no text."""
    if text.isascii() and "\0" not in text:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if _NOT_UTF8.search(line):
            yield LineProblem(number, "Bytes that are not UTF-8: python-dotenv refuses the whole file.")
        if "\0" in line:
            yield LineProblem(number, "A NUL character: no environment variable can hold one.")


def _skipped(views: Views) -> Iterator[LineProblem]:
    """Lines that give no key a value."""
    for statement in views.python.statements:
        if statement.kind is Kind.JUNK:
            yield _about(views, statement, "python-dotenv cannot read this line and skips it.")
    for statement in views.leading.statements:
        if statement.kind is Kind.BARE and statement.key:
            yield _bare(views, statement)


def _bare(views: Views, statement: Statement) -> LineProblem:
    """A line without equal sign. Its text is shown only when it is surely a name and not a piece of a value."""
    number = line_number(views.text, statement.start)
    before = views.text[views.text.rfind("\n", 0, statement.start) + 1 : statement.start]
    if before.strip(" \t\ufeff"):
        return LineProblem(number, "Text behind a closing quote: Compose drops it.")
    if _NAME.fullmatch(statement.key):
        message = f"{statement.key} has no equal sign: Compose takes its value from the shell."
        return LineProblem(number, message, key=statement.key)
    return LineProblem(number, "A line without equal sign: it sets nothing.")


def _disagreements(views: Views) -> Iterator[LineProblem]:
    """The keys that the two readers take for different values."""
    compose, python = views.resolved, views.python_values()
    refused = {refusal.statement.key for refusal in views.refusals()}
    for key, statement in views.assigned.items():
        if key not in refused and (key not in python or python[key] != compose[key]):
            yield _about(views, statement, f"{key}: {_reason(views, statement)}.")
    for statement in views.python.statements:
        if statement.kind is Kind.ASSIGN and statement.key not in views.assigned:
            yield _about(views, statement, f"{statement.key} is set for python-dotenv only.")


def _reason(views: Views, statement: Statement) -> str:
    """Why python-dotenv reads another value than Compose."""
    python = views.python.last(statement.key)
    if python is None:
        return "python-dotenv does not read it"
    if python.kind is Kind.BARE:
        return "a later line without equal sign takes the value away for python-dotenv"
    if not statement.quote and _BEHIND_VALUE.match(statement.literal, len(python.literal)):
        return "the comment behind it is part of the value for Compose"
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
            yield _about(views, statement, message)
