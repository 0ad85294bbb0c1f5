"""The processes of a service's containers, as ps on the engine's machine tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tui.engine.processes import ServiceProcess
from tui.engine.protocol import EngineError

if TYPE_CHECKING:
    from tui.engine.compose.engine import ComposeEngine

COLUMNS = "-eo pid,ppid,user,pcpu,rss,args"
"""Docker hands them to ps and takes the lines of the container out of what it prints (Docker manual, 'docker top')."""
KIB = 1024
"""ps counts memory in these."""


def read(engine: ComposeEngine, service: str) -> list[ServiceProcess]:
    """All processes of a service. Raises EngineError when it does not run."""
    running = [one for one in engine.containers() if one.service == service and one.state == "running"]
    if not running:
        raise EngineError(f"{service} does not run, so it has no processes", f"launchdeck up {service}")
    found: list[ServiceProcess] = []
    for one in running:
        with engine.connection.talking() as client:
            answer: Mapping[str, Any] = client.api.top(one.id, COLUMNS)
        found += [process_of(answer["Titles"], row, one.name) for row in answer["Processes"] or ()]
    return found


def process_of(titles: Sequence[str], row: Sequence[str], container: str) -> ServiceProcess:
    """One line of ps."""
    told = dict(zip(titles, row, strict=False))
    cpu, memory = told.get("%CPU", ""), told.get("RSS", "")
    return ServiceProcess(
        int(told["PID"]),
        int(told.get("PPID") or 0),
        told.get("USER", ""),
        float(cpu) if cpu.replace(".", "", 1).isdecimal() else None,
        int(memory) * KIB if memory.isdecimal() else None,
        told.get("COMMAND", ""),
        container,
    )
