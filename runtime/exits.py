"""Exit codes of the entrypoint, so that a restart policy can tell "never" from "again".

The numbers are those of ``sysexits.h`` where it has one. A program that was started keeps its own code; a signal
ends in 128 plus its number.
"""

from __future__ import annotations

from typing import Final

OK: Final = 0
"""Done."""
FAILED: Final = 1
"""The answer is no: a job without a command, an unhealthy role."""
USAGE: Final = 64
"""Unknown mode: starting again changes nothing."""
UNAVAILABLE: Final = 69
"""The database or the broker did not answer before the deadline: try again."""
INTERNAL: Final = 70
"""A fault of the runtime itself."""
TRY_AGAIN: Final = 75
"""Somebody else holds what is needed (a migration that does not end)."""
CONFIG: Final = 78
"""The configuration is wrong: starting again changes nothing."""
TIMED_OUT: Final = 124
"""A job or a hook took longer than it may, as timeout(1) says it."""
NOT_EXECUTABLE: Final = 126
"""The program exists and cannot be run, as a shell says it."""
NOT_FOUND: Final = 127
"""There is no such program, as a shell says it."""
SIGNAL_BASE: Final = 128
"""Added to the number of the signal that ended a program."""


def of_returncode(returncode: int) -> int:
    """The exit code that says how a child ended; its returncode is negative when a signal ended it."""
    return SIGNAL_BASE - returncode if returncode < 0 else returncode
