"""MODE and the environment become the server: check, wait, migrate, then exec. Standard library only.

The process that was started becomes the server itself, so that it gets the signals that the container sends.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from runtime import __version__, exits, modes, rundir
from runtime.child import run_child
from runtime.environment import Environment
from runtime.errors import StartError
from runtime.masking import masked
from runtime.modes import migration
from runtime.modes.command import Command
from runtime.resolution import Resolution, check, resolve

LOCALE: Final = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
"""What is set where the environment says nothing: texts are UTF-8 in every mode."""

WAIT_TIMEOUT: Final = 60.0
"""Seconds to wait for the database and the broker together (RUNTIME_WAIT_TIMEOUT; 0 tries once)."""

PRINT_COMMAND: Final = "--print-command"

HELP: Final = f"""\
launchdeck-runtime {__version__}: one image that runs as {", ".join(modes.MODES)}, as MODE says (api when unset).

usage: launchdeck-runtime [{PRINT_COMMAND} | healthcheck | --version | --help] [ARGUMENTS]

  ARGUMENTS         what MODE=job runs; ignored in the other modes
  healthcheck       say whether the role of this container is alive; exit code 0 or 1
  {PRINT_COMMAND}   print the command and its environment as JSON, secrets masked, and run nothing
"""


@dataclass(frozen=True, slots=True)
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


def make_plan(resolution: Resolution, arguments: Sequence[str]) -> Plan:
    """The plan for an environment. Raises StartError; of wrong variables all at once."""
    environment = resolution.environment
    mode = modes.chosen(environment)
    command = modes.MODES[mode](environment, arguments)
    migrates = environment.flag("MIGRATION_ENABLED") and mode != "migration"
    migrate = migration.command(environment, ()) if migrates else None
    wait_timeout = environment.seconds("RUNTIME_WAIT_TIMEOUT", WAIT_TIMEOUT)
    warnings = check(resolution)
    return Plan(
        mode=mode,
        command=completed(command, resolution, warnings),
        migrate=completed(migrate, resolution) if migrate else None,
        wait_timeout=wait_timeout,
        environment=environment,
    )


def completed(command: Command, resolution: Resolution, warnings: Sequence[str] = ()) -> Command:
    """The command with what every command gets: locale defaults, and what resolving the environment changed."""
    defaults = {name: text for name, text in LOCALE.items() if not resolution.environment.text(name)}
    return Command(
        argv=command.argv,
        env={**defaults, **command.env, **resolution.added},
        unset=command.unset | resolution.removed,
        notes=(*resolution.notes, *command.notes, *warnings),
    )


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> NoReturn:
    """Start the mode. Never returns: the process becomes the server, or ends by SystemExit."""
    if arguments and arguments[0] in {"--help", "-h"}:
        sys.stdout.write(HELP)
        raise SystemExit(exits.OK)
    if arguments and arguments[0] == "--version":
        sys.stdout.write(f"{__version__}\n")
        raise SystemExit(exits.OK)
    only_print = bool(arguments) and arguments[0] == PRINT_COMMAND
    try:
        plan = make_plan(resolve(environ), arguments[1:] if only_print else arguments)
        if only_print:
            sys.stdout.write(json.dumps(masked(plan.command)) + "\n")
            raise SystemExit(exits.OK)
        start(plan)
    except StartError as error:
        tell(str(error))
        raise SystemExit(error.code) from None


def start(plan: Plan) -> NoReturn:
    """Wait, migrate and become the server."""
    environment = plan.environment
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    for note in plan.command.notes:
        tell(f"note: {note}")
    rundir.begin(rundir.prepare(environment.variables), plan.mode)
    _wait(plan)
    if plan.migrate is not None:
        tell(f"migrating: {plan.migrate.argv[0]}")
        code = run_child(locate(plan.migrate), plan.migrate.argv, child_environ(plan.migrate, environment))
        if code != exits.OK:
            raise StartError("The migration failed", "Its own words stand above; nothing was started", code=code)
    tell(f"mode {plan.mode}: {_shown(plan)}")
    become(plan.command, environment)


def _wait(plan: Plan) -> None:
    """Wait for what the mode needs; the modules that know the protocols are imported only for that."""
    environment = plan.environment
    if plan.mode == "job" and plan.migrate is None:
        return
    from runtime.waiting.dependencies import of_mode  # noqa: PLC0415 - sockets are not needed to print a command
    from runtime.waiting.wait import wait_for  # noqa: PLC0415

    deadline = time.monotonic() + plan.wait_timeout
    dependencies = of_mode(plan.mode, environment, migrates=plan.migrate is not None)
    environment.finish()
    for dependency in dependencies:
        wait_for(dependency, deadline, tell)


def child_environ(command: Command, environment: Environment) -> dict[str, str]:
    """The whole environment of a command."""
    merged = {**environment.variables, **command.env}
    return {name: text for name, text in merged.items() if name not in command.unset}


def locate(command: Command) -> str:
    """The file that argv[0] names: beside this interpreter first, so that a virtual environment needs no PATH.

    Raises StartError (exit 127) when there is none.
    """
    program = command.argv[0]
    beside = str(Path(sys.executable).parent)
    path = os.pathsep.join((beside, os.environ.get("PATH", os.defpath)))
    found = shutil.which(program, path=path)
    if found is None:
        raise StartError(
            f"There is neither a command nor a program named {program}",
            "Commands of the application come first, programs of the image second",
            code=exits.NOT_FOUND,
        )
    return found


def become(command: Command, environment: Environment) -> NoReturn:
    """Replace this process by the command."""
    program = locate(command)
    sys.stdout.flush()
    sys.stderr.flush()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):
        # Python ignores the last two, and what is ignored stays ignored in the program that it becomes.
        signal.signal(number, signal.SIG_DFL)
    try:
        # The path as argv[0]: a Python that was started by a bare name looks for its environment along PATH.
        os.execve(program, (program, *command.argv[1:]), child_environ(command, environment))  # noqa: S606 - no shell
    except OSError as error:
        raise StartError(f"{command.argv[0]} cannot be run: {error.strerror}", code=exits.NOT_EXECUTABLE) from error


def tell(line: str) -> None:
    """One line of narration on stderr."""
    sys.stderr.write(f"launchdeck-runtime: {line}\n")
    sys.stderr.flush()


def _shown(plan: Plan) -> str:
    """The command for the log; of a job only its name, because its arguments are the person's own."""
    argv = plan.command.argv
    if plan.mode == "job":
        return " ".join(argv[:2] if argv[0] == "flask" else argv[:1])
    return " ".join(argv)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """TERM or INT while nothing is running yet: end at once."""
    del frame
    raise SystemExit(exits.SIGNAL_BASE + number)
