"""What a process was started with, kept in its private file, against what it would get now."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tui.engine.local.daemon import ALIVE, RUNNING, Process
from tui.engine.local.layout import Layout
from tui.engine.local.services import Service
from tui.engine.protocol import EngineError
from tui.engine.shell import FOR_PROGRAMS
from tui.engine.started import Setting, Started, against, clock, compared, known, present


def started_of(service: Service, process: Process | None, layout: Layout) -> Started:
    """One service. Raises EngineError when it was not started since the supervisor runs, or its file is gone.

    The file is written at each start and not touched afterwards; /proc/PID/environ would not do, since programs that
    show what they are doing in the list of processes write over it.
    """
    if process is None or not process.started_at:
        raise EngineError(
            f"{service.name} does not run, so it was started with nothing yet", f"launchdeck up {service.name}"
        )
    try:
        spec = json.loads(layout.spec(service.name).read_text("utf-8"))
        argv, env = list(spec["argv"]), dict(spec["env"])
    except (OSError, ValueError, KeyError, TypeError):
        raise EngineError(
            f"what {service.name} was started with is not known: {layout.spec(service.name)} cannot be read",
            f"launchdeck restart {service.name}",
        ) from None
    given = {name: text for name, text in service.env.items() if name not in FOR_PROGRAMS}
    given |= {name: text for name, text in env.items() if name in FOR_PROGRAMS}
    return Started(service.name, present(_made(service, process, argv)), compared(env, given))


def is_stale(service: Service, spec: str, layout: Layout) -> bool:
    """Whether a service runs with other settings than those of now; the shell that looks at it does not count."""
    try:
        if service.config_file is not None and service.config_file.read_text("utf-8") != service.config:
            return True
        return _settings_in(layout.spec(service.name).read_text("utf-8")) != _settings_in(spec)
    except (OSError, ValueError):
        return True


def _settings_in(spec: str) -> dict[str, Any]:
    """What a private file says, without the variables of the operator's shell that each program gets."""
    found: dict[str, Any] = json.loads(spec)
    env = {name: text for name, text in dict(found["env"]).items() if name not in FOR_PROGRAMS}
    return {**found, "env": env}


def _made(service: Service, process: Process, argv: list[str]) -> Iterator[Setting]:
    alive = process.state in ALIVE
    yield known("program", service.program)
    yield known("state", "running" if process.state == RUNNING else "starting or stopping" if alive else "ended")
    yield known("pid", str(process.pid) if alive and process.pid else "")
    yield known("started", clock(datetime.fromtimestamp(process.started_at, UTC)))
    yield against("command", shlex.join(argv), shlex.join(service.argv))
    yield known("listens on", service.address if alive else "")
