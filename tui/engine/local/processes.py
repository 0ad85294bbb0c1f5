"""The processes of a service: the one that the supervisor started, and all that descend from it."""

from __future__ import annotations

import shlex
import time

import psutil

from tui.engine.local.daemon import ALIVE, Process
from tui.engine.processes import ServiceProcess
from tui.engine.protocol import EngineError


def processes_of(service: str, process: Process | None) -> list[ServiceProcess]:
    """All processes of a service. Raises EngineError when it does not run."""
    if process is not None and process.state in ALIVE and process.pid:
        try:
            root = psutil.Process(process.pid)
            family = [root, *root.children(recursive=True)]
        except psutil.Error:
            family = []
        found = [one for one in map(_told, family) if one is not None]
        if found:
            return found
    raise EngineError(f"{service} does not run, so it has no processes", f"launchdeck up {service}")


def _told(process: psutil.Process) -> ServiceProcess | None:
    """What the machine tells of one process; None when it ended meanwhile."""
    try:
        with process.oneshot():
            times, age = process.cpu_times(), max(time.time() - process.create_time(), 0.01)
            return ServiceProcess(
                process.pid,
                process.ppid(),
                process.username(),
                (times.user + times.system) / age * 100,
                process.memory_info().rss,
                _command(process.cmdline()) or process.name(),
            )
    except psutil.Error:
        return None


def _command(words: list[str]) -> str:
    """The argument list as one would type it; of a program that writes what it does over its own list, that."""
    told = [word for word in words if word]
    return shlex.join(told) if len(told) > 1 else "".join(told).strip()
