"""What a start goes by: version, mode, user, the settings with where they came from, secrets masked.

Standard library only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from runtime import __version__
from runtime.masking import MASK, mask_value, masked
from runtime.modes.command import Command

if TYPE_CHECKING:
    from runtime.planning import Plan
    from runtime.resolution import Resolution


def headline(plan: Plan) -> str:
    """Who starts as what."""
    return f"version {__version__}, mode {plan.mode}, user {os.getuid()}, group {os.getgid()}"


def settings(resolution: Resolution, *, defaults: bool) -> Iterator[str]:
    """The settings that the entrypoint read, each with its origin; those that nobody gave only when asked for."""
    environment = resolution.environment
    for name, default in environment.asked.items():
        given = environment.variables.get(name, "")
        if given:
            origin = "file" if name in resolution.added else "environment"
            yield f"{name}={_shown(name, given, secret=name in resolution.added)} ({origin})"
        elif defaults:
            yield f"{name}={_shown(name, default)} (default)"
    for name in sorted(resolution.removed):
        yield f"{name} is empty and counts as unset"


def shown(command: Command, mode: str) -> str:
    """The command for the log; of a job only its name, because its arguments are the person's own."""
    words: list[str] = masked(command)["argv"]
    if mode == "job":
        words = words[:2] if words[0] == "flask" else words[:1]
    return " ".join(words)


def _shown(name: str, text: str, *, secret: bool = False) -> str:
    """A value on one line, without what a terminal would take for a command."""
    value = MASK if secret else mask_value(name, text)
    return "".join(character if character.isprintable() else "\ufffd" for character in value)
