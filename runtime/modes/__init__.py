"""The closed set of modes: each a pure function from environment and arguments to a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from runtime.environment import Environment
from runtime.errors import ModeError
from runtime.modes import api, beat, job, migration, worker
from runtime.modes.command import Command

Builder = Callable[[Environment, Sequence[str]], Command]
"""What a mode is."""

MODES: Final[Mapping[str, Builder]] = {
    "api": api.command,
    "worker": worker.command,
    "beat": beat.command,
    "migration": migration.command,
    "job": job.command,
}
"""Every mode by its name."""

DEFAULT_MODE: Final = "api"
"""What an unset or empty MODE means."""


def chosen(environment: Environment) -> str:
    """The mode that MODE names, in any case. Raises ModeError with the list when there is none of that name."""
    name = environment.text("MODE", DEFAULT_MODE).strip().casefold()
    if name not in MODES:
        raise ModeError("MODE names no mode of this image", f"It must be one of {', '.join(MODES)}")
    return name
