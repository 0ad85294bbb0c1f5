"""Ask the person: for secrets without showing them, and before something is destroyed."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any, Final, NoReturn

import click

from runtime import exits
from schemas.errors import LaunchdeckError

PATIENCE: Final = 60.0
"""Seconds to wait for a line of standard input."""
NOBODY: Final = "there is no terminal to ask at"


class Refused(click.ClickException):
    """One of our errors as click shows it: one line, exit code 1."""

    exit_code = exits.FAILED

    def __init__(self, error: LaunchdeckError) -> None:
        super().__init__(str(error))


class Asked(click.Option):
    """An option that is asked for at a terminal; without one the next line of standard input is the answer."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        """The answer. Ends with one line when there is nobody to give it."""
        if sys.stdin.isatty():
            return super().prompt_for_value(ctx)
        default = self.get_default(ctx)
        answer = next_line() or (default if isinstance(default, str) else "")
        return answer or refuse(f"{self.opts[0]} is missing and {NOBODY}")


def secret(label: str, option: str = "") -> str:
    """Read a secret: from the terminal without an echo, else one line of standard input.

    option names what can be given instead, for the person who gave neither.
    """
    if sys.stdin.isatty():
        answer: str = click.prompt(label, hide_input=True)
        return answer
    instead = f"give {option}, " if option else ""
    return next_line() or refuse(
        f"{label}: nothing was given; write it as a line to standard input, {instead}or start the job with a terminal"
    )


def next_line() -> str:
    """The next line of standard input without its end; empty when there is none, or when none comes in time.

    A job may well get an input that stays open and says nothing: it must not wait for ever.
    """

    def too_late(number: int, frame: FrameType | None) -> NoReturn:
        del number, frame
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, too_late)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        return sys.stdin.readline().rstrip("\r\n")
    except TimeoutError:
        return ""
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def confirm(question: str, *, yes: bool) -> None:
    """Go on only when --yes was given or the person says yes; without a terminal there is nobody to ask."""
    if yes:
        return
    if not sys.stdin.isatty():
        refuse(f"This destroys data and {NOBODY}; give --yes")
    click.confirm(question, abort=True)


def refuse(message: str) -> NoReturn:
    """End with one line on standard error, exit code 1."""
    raise Refused(LaunchdeckError(message))
