"""Wait for a dependency with a deadline: jittered back-off, and no second try where it cannot help."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final

from runtime import exits
from runtime.errors import StartError, UnavailableError
from runtime.record import record
from runtime.waiting.probe import NotReadyError, RefusedError

FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 2.0


@record(frozen=True, slots=True)
class Dependency:
    """Something that must answer before the server starts."""

    title: str
    """What it is, for messages: the database at db:5432."""
    probe: Callable[[], None]
    """Raises NotReadyError or RefusedError."""
    variables: str
    """Which variables describe it."""


def wait_for(dependency: Dependency, deadline: float, tell: Callable[[str], None]) -> None:
    """Probe until it answers; deadline is a reading of the monotonic clock.

    Raises StartError (exit 78) when it refuses us, UnavailableError (exit 69) when the time is up.
    """
    pause, said = FIRST_PAUSE, ""
    while True:
        try:
            dependency.probe()
        except RefusedError as error:
            raise StartError(
                f"{dependency.title} refused us: {error}", f"Check {dependency.variables}", code=exits.CONFIG
            ) from None
        except NotReadyError as error:
            reason = str(error)
        else:
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise UnavailableError(
                f"{dependency.title} did not answer in time: {reason}",
                f"Check {dependency.variables}, or give it longer with RUNTIME_WAIT_TIMEOUT",
            )
        if reason != said:
            tell(f"waiting for {dependency.title}: {reason}")
            said = reason
        time.sleep(min(left, pause * random.uniform(0.5, 1.0)))  # noqa: S311 - spreads replicas, hides nothing
        pause = min(LONGEST_PAUSE, pause * 2)
