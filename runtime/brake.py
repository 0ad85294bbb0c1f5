"""Slow down a start that cannot succeed: ``restart: always`` does not look at exit codes. Standard library only.

The first failure ends at once, each further one a little later. The longest pause stays below ten seconds, because
Docker takes a container that lived longer for a healthy one and forgets its own, longer pauses.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import Final

from runtime import exits, rundir
from runtime.errors import StartError

NAME: Final = "failures"
"""The file in the run folder that counts them."""

NEVER: Final = frozenset({exits.USAGE, exits.CONFIG})
"""Exit codes that another start does not change."""

LONGEST: Final = 8.0
"""Seconds (RUNTIME_BRAKE_SECONDS; 0 switches it off)."""

FORGOTTEN: Final = 600.0
"""Seconds after which the failures before count no more."""


def hold(
    environ: Mapping[str, str], code: int, tell: Callable[[str], None], sleep: Callable[[float], None] = time.sleep
) -> None:
    """Count this failure, and wait before its exit code is handed to whoever starts it again."""
    longest = _longest(environ)
    if code not in NEVER or longest <= 0:
        return
    pause = min(longest, 2.0 ** _counted(environ) - 1)
    if pause:
        tell(f"this fails again and again; ending in {pause:g} s")
        sleep(pause)


def release(environ: Mapping[str, str]) -> None:
    """The configuration is right: forget the failures."""
    (rundir.locate(environ) / NAME).unlink(missing_ok=True)


def _counted(environ: Mapping[str, str]) -> int:
    """How many failures there were before this one, which is noted; 0 when that cannot be kept."""
    try:
        file = rundir.prepare(environ) / NAME
        recent = file.exists() and time.time() - file.stat().st_mtime < FORGOTTEN
        count = int(file.read_text("ascii")) if recent else 0
        file.write_text(str(count + 1), "ascii")
    except (OSError, ValueError, StartError):
        return 0
    return count


def _longest(environ: Mapping[str, str]) -> float:
    """The longest pause; none for a person at a terminal, who is neither in a container nor restarted."""
    try:
        return float(environ["RUNTIME_BRAKE_SECONDS"])
    except (KeyError, ValueError):
        return LONGEST if 1 in {os.getpid(), os.getppid()} else 0
