"""The lines of an env file that a reader refuses, skips, or takes for something else than the other reader."""

from __future__ import annotations

from dataclasses import dataclass

from tui.workspace.readers import Views
from tui.workspace.statements import Kind


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
    text = views.text
    found: list[LineProblem] = []
    error = views.compose.error
    if error is not None:
        found.append(
            LineProblem(
                line_number(text, error.offset),
                f"Compose cannot read the file from here on: {error.message}.",
                fatal=True,
            )
        )
    else:
        found += [
            LineProblem(
                line_number(text, refusal.statement.start),
                f"Compose refuses the file: {refusal.message}.",
                fatal=True,
                key=refusal.statement.key,
            )
            for refusal in views.refusals()
        ]
        found += _disagreements(views)
    found += [
        LineProblem(line_number(text, s.start), "python-dotenv cannot read this line and skips it.")
        for s in views.python.statements
        if s.kind is Kind.JUNK
    ]
    found += [
        LineProblem(
            line_number(text, s.start),
            f"{s.key} has no equal sign: Compose takes its value from the shell.",
            key=s.key,
        )
        for s in views.leading.statements
        if s.kind is Kind.BARE and s.key
    ]
    return sorted(found, key=lambda problem: problem.line)


def _disagreements(views: Views) -> list[LineProblem]:
    """The keys that the two readers take for different values."""
    compose, python = views.values(), views.python_values()
    refused = {refusal.statement.key for refusal in views.refusals()}
    found: list[LineProblem] = []
    for key, statement in views.assigned.items():
        if key in refused or (key in python and python[key] == compose.get(key)):
            continue
        how = "python-dotenv does not read it" if python.get(key) is None else "python-dotenv reads another value"
        found.append(
            LineProblem(line_number(views.text, statement.start), f"{key} is read by Compose, and {how}.", key=key)
        )
    return found
