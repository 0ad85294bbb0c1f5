"""Ask the person: for secrets without showing them, and before something is destroyed."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from runtime import exits
from schemas.errors import LaunchdeckError


class Refused(click.ClickException):
    """One of our errors as click shows it: one line, exit code 1."""

    exit_code = exits.FAILED

    def __init__(self, error: LaunchdeckError) -> None:
        super().__init__(str(error))


def secret(label: str) -> str:
    """Read a secret: from the terminal without an echo, else one line of standard input."""
    if sys.stdin.isatty():
        answer: str = click.prompt(label, hide_input=True)
        return answer
    line = sys.stdin.readline()
    if not line:
        refuse(f"{label}: nothing was given; write it as a line to standard input, or start the job with a terminal")
    return line.rstrip("\r\n")


def confirm(question: str, *, yes: bool) -> None:
    """Go on only when --yes was given or the person says yes; without a terminal there is nobody to ask."""
    if yes:
        return
    if not sys.stdin.isatty():
        refuse("This destroys data and there is no terminal to ask at; give --yes")
    click.confirm(question, abort=True)


def refuse(message: str) -> NoReturn:
    """End with one line on standard error, exit code 1."""
    raise Refused(LaunchdeckError(message))
