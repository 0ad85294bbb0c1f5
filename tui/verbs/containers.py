"""The verbs for what only engines with containers can do: scale, pull, recreate, exec."""

from __future__ import annotations

import subprocess
from argparse import Namespace

from schemas.errors import UsageError
from tui.verbs.common import engine_of, narrate


def scale(arguments: Namespace) -> int:
    """Run another number of containers of some services, until the next launch takes the number of the files."""
    wanted = [_count(text) for text in arguments.counts]
    engine = engine_of(arguments)
    codes = [narrate(engine.scale(service, count), as_json=arguments.json) for service, count in wanted]
    return max(codes)


def _count(text: str) -> tuple[str, int]:
    service, equals, number = text.partition("=")
    if not service or not equals or not number.isdecimal():
        raise UsageError(f"{text} is not SERVICE=N", "such as: launchdeck scale worker=2")
    return service, int(number)


def pull(arguments: Namespace) -> int:
    """Fetch the images anew."""
    return narrate(engine_of(arguments).pull(arguments.services), as_json=arguments.json)


def recreate(arguments: Namespace) -> int:
    """Make services anew, also when their settings did not change."""
    return narrate(engine_of(arguments).recreate(arguments.services), as_json=arguments.json)


def execute(arguments: Namespace) -> int:
    """Run a command in a running service, a shell when none is named; its exit code is ours."""
    command = engine_of(arguments).shell(arguments.service, arguments.command)
    return subprocess.run(command, check=False).returncode
