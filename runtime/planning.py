"""From the environment in force to everything that a start will do, as data. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from runtime import identity, modes, rundir
from runtime.environment import Environment
from runtime.hooks import Hooks
from runtime.modes import migration
from runtime.modes.command import Command
from runtime.record import field, record
from runtime.resolution import Resolution, check
from runtime.waiting import needs

LOCALE: Final = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
"""What is set where the environment says nothing: texts are UTF-8 in every mode."""

WAIT_TIMEOUT: Final = 60.0
"""Seconds to wait for the database and the broker together (RUNTIME_WAIT_TIMEOUT; 0 tries once)."""


@record(frozen=True, slots=True)
class Plan:
    """Everything that a start will do."""

    mode: str
    command: Command
    """What the process becomes."""
    migrate: Command | None
    """What runs before it."""
    wait_timeout: float
    """Seconds."""
    environment: Environment
    """The environment in force."""
    hooks: Hooks = field(default_factory=Hooks)
    """What runs between the migration and the server."""
    time_limit: float = 0
    """Seconds that a job may take; 0 for no limit."""
    init: bool = False
    """True when this process stays, as the first of its container, and the server is its child."""
    umask: int | None = None
    """What is taken from the mode of new files; None leaves it."""


def make_plan(resolution: Resolution, arguments: Sequence[str]) -> Plan:
    """The plan for an environment. Raises StartError; of wrong variables all at once."""
    environment = resolution.environment
    mode = modes.chosen(environment)
    command = modes.MODES[mode](environment, arguments)
    migrates = environment.flag("MIGRATION_ENABLED") and mode != "migration"
    migrate = migration.command(environment, ()) if migrates else None
    options = {
        "wait_timeout": environment.seconds("RUNTIME_WAIT_TIMEOUT", WAIT_TIMEOUT),
        "time_limit": environment.seconds("RUNTIME_JOB_TIMEOUT", 0) if mode == "job" else 0,
    }
    hooks = Hooks() if mode == "job" else Hooks.of(environment)
    init, umask = environment.flag("RUNTIME_INIT"), identity.umask(environment)
    # Asked here already, so that what is wrong with an address is listed with everything else.
    needs.of(mode, environment, migrates=migrate is not None)
    warnings = check(resolution, mode)
    return Plan(
        mode=mode,
        command=completed(command, resolution, warnings),
        migrate=completed(migrate, resolution) if migrate else None,
        environment=environment,
        hooks=hooks,
        init=init,
        umask=umask,
        **options,
    )


def completed(command: Command, resolution: Resolution, warnings: Sequence[str] = ()) -> Command:
    """The command with what every command gets: locale defaults, a home, and what resolving the environment changed."""
    environment = resolution.environment
    folder = rundir.locate(environment.variables)
    defaults = {name: text for name, text in LOCALE.items() if not environment.text(name)}
    return Command(
        argv=command.argv,
        env={
            **defaults,
            **identity.home(environment, folder),
            **identity.temporary(environment, folder),
            **command.env,
            **resolution.added,
        },
        unset=command.unset | resolution.removed,
        notes=(*resolution.notes, *command.notes, *warnings),
    )
