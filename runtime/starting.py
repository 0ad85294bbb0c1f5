"""Carry a plan out: wait, migrate, run the hooks, become the server. Standard library only."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

from runtime import brake, exits, identity, programs, report, rundir
from runtime.child import run_child
from runtime.environment import Environment
from runtime.errors import StartError
from runtime.modes.command import Command
from runtime.planning import Plan

Tell = Callable[[str], None]
"""Says one line."""


def start(plan: Plan, settings: list[str], tell: Tell) -> NoReturn:
    """Wait, migrate and become the server; settings are what the report lists."""
    environment = plan.environment
    folder = rundir.prepare(environment.variables)
    if plan.umask is not None:
        os.umask(plan.umask)
    tell(report.headline(plan))
    for line in settings:
        tell(line)
    for note in (*plan.command.notes, *identity.notes()):
        tell(f"note: {note}")
    rundir.begin(folder, plan.mode)
    _wait(plan, tell)
    brake.release(environment.variables)
    if plan.migrate is not None:
        tell(f"migrating: {report.shown(plan.migrate, 'migration')}")
        code = run_child(locate(plan.migrate), plan.migrate.argv, child_environ(plan.migrate, environment))
        if code != exits.OK:
            raise StartError("The migration failed", "Its own words stand above; nothing was started", code=code)
    plan.hooks.run(child_environ(plan.command, environment), tell)
    tell(f"mode {plan.mode}: {report.shown(plan.command, plan.mode)}")
    finish(plan)


def finish(plan: Plan) -> NoReturn:
    """Become the command; stay as its parent only where something is left to do beside it."""
    if plan.init or plan.time_limit:
        environ = child_environ(plan.command, plan.environment)
        raise SystemExit(run_child(locate(plan.command), plan.command.argv, environ, plan.time_limit))
    become(plan.command, plan.environment)


def end_on_signals() -> None:
    """End at once on TERM or INT, as long as nothing is running yet.

    Said aloud, because the first process of a container does not die of a signal that it has no handler for.
    """
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)


def _wait(plan: Plan, tell: Tell) -> None:
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
    found = programs.find(program, path)
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


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """TERM or INT while nothing is running yet."""
    del frame
    raise SystemExit(exits.SIGNAL_BASE + number)
