"""MODE=migration: bring the database up to date, then end."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from runtime.environment import Environment
from runtime.modes import application
from runtime.modes.command import Command


def command(environment: Environment, arguments: Sequence[str]) -> Command:
    """The migration; it runs whatever MIGRATION_ENABLED says, because it was asked for."""
    text = environment.text("RUNTIME_MIGRATE_COMMAND", application.MIGRATE_COMMAND)
    try:
        argv = tuple(shlex.split(text))
    except ValueError:
        environment.report("RUNTIME_MIGRATE_COMMAND", "has an opening quote without a closing one")
        argv = ()
    return Command(
        argv=argv or tuple(application.MIGRATE_COMMAND.split()),
        env=application.flask_env(environment),
        notes=("arguments are ignored in this mode; MODE=job runs them",) if arguments else (),
    )
