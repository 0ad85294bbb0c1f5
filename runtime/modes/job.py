"""MODE=job: a command of the application when it knows it, else a program; argv as it was given."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from runtime import exits, programs
from runtime.environment import Environment
from runtime.errors import StartError
from runtime.modes import application
from runtime.modes.command import Command

FLASK_COMMANDS: Final = frozenset({"db", "routes", "run", "shell"})
"""What every Flask application knows."""
REFERENCE_COMMANDS: Final = frozenset(
    {
        *("upgrade-db", "register", "create-tenant", "vdb-migrate"),
        *("reset-password", "reset-email", "reset-encrypt-key-pair"),
    }
)
"""What the reference application adds; a test compares it with the application's own list."""


def command(environment: Environment, arguments: Sequence[str]) -> Command:
    """The job. Raises StartError when none was given (exit 1, as the image that it replaces)."""
    if not arguments:
        raise StartError("MODE=job needs a command", "Give it as arguments: upgrade-db, for example", code=exits.FAILED)
    known = knows(environment, arguments[0])
    return Command(
        argv=("flask", *arguments) if known else tuple(arguments),
        env=application.flask_env(environment),
    )


def knows(environment: Environment, name: str) -> bool:
    """True when the application has a command of that name.

    The reference application's are known by heart. Those of another application are named in RUNTIME_JOB_COMMANDS;
    without that list, what is not a program on the path is taken for a command.
    """
    if name in FLASK_COMMANDS:
        return True
    if application.is_reference(environment):
        return name in REFERENCE_COMMANDS
    if listed := environment.text("RUNTIME_JOB_COMMANDS"):
        return name in {word.strip() for word in listed.split(",")}
    return "/" not in name and programs.find(name, _path(environment)) is None


def _path(environment: Environment) -> str:
    """Where programs are looked for."""
    return environment.variables.get("PATH", os.environ.get("PATH", os.defpath))
