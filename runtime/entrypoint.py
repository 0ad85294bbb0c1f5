"""MODE and the environment become the server: check, wait, migrate, then exec. Standard library only.

The process that was started becomes the server itself, so that it gets the signals that the container sends.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

from runtime import __version__, brake, exits, modes, report, starting
from runtime.errors import StartError
from runtime.masking import masked
from runtime.modes import job
from runtime.narration import Narrator
from runtime.planning import Plan, completed, make_plan
from runtime.resolution import Resolution, check, resolve

PRINT_COMMAND: Final = "--print-command"

HELP: Final = f"""\
launchdeck-runtime {__version__}: one image that runs as {", ".join(modes.MODES)}, as MODE says (api when unset).

usage: launchdeck-runtime [{PRINT_COMMAND} | check | exec | healthcheck | --version | --help] [ARGUMENTS]

  ARGUMENTS           what MODE=job runs; ignored in the other modes
  check               check the configuration, list what is in force and where it comes from, and run nothing
  exec [--] COMMAND   run a command with the environment that the server has, in whatever mode; waits for nothing
  healthcheck         say whether the role of this container is alive; exit code 0 or 1
  {PRINT_COMMAND}     print the command and its environment as JSON, secrets masked, and run nothing
"""


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> NoReturn:
    """Start the mode. Never returns: the process becomes the server, or ends by SystemExit."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", ())
    if verb in {"--help", "-h"}:
        _say(HELP)
    if verb == "--version":
        _say(f"{__version__}\n")
    starting.end_on_signals()
    tell = Narrator(environ)
    try:
        resolution = resolve(environ)
        if verb == "exec":
            execute(resolution, rest)
        if verb == "check":
            _say(checked(resolution, rest))
        if verb == PRINT_COMMAND:
            _say(json.dumps(masked(make_plan(resolution, rest).command)) + "\n")
        plan = make_plan(resolution, arguments)
        starting.start(plan, list(report.settings(resolution, defaults=False)), tell)
    except StartError as error:
        tell(str(error), "ERROR")
        if verb not in {"exec", "check", PRINT_COMMAND}:
            brake.hold(environ, error.code, tell)
        raise SystemExit(error.code) from None


def execute(resolution: Resolution, arguments: Sequence[str]) -> NoReturn:
    """Become a command for administrators, with the environment that the server of this container has.

    Raises StartError; MODE is looked at by nobody and kept.
    """
    words = arguments[1:] if arguments and arguments[0] == "--" else arguments
    command = job.command(resolution.environment, words)
    check(resolution)
    starting.become(completed(command, resolution), resolution.environment)


def checked(resolution: Resolution, arguments: Sequence[str]) -> str:
    """What a start would go by, as lines. Raises StartError with everything that is wrong."""
    # A job without a command is wrong to start and right to check.
    is_job = modes.chosen(resolution.environment) == "job"
    plan = make_plan(resolution, arguments or (("flask",) if is_job else ()))
    lines = [report.headline(plan), *report.settings(resolution, defaults=True)]
    lines += [f"note: {note}" for note in plan.command.notes]
    lines += [f"command: {report.shown(plan.command, plan.mode)}"]
    return "\n".join(lines) + "\n"


def _say(text: str) -> NoReturn:
    """The answer, on stdout, and the end."""
    sys.stdout.write(text)
    raise SystemExit(exits.OK)


__all__ = ["HELP", "Plan", "checked", "execute", "make_plan", "run"]
