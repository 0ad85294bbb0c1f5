"""``top``: the processes of a service."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator

from tui.engine.masked import masked_command
from tui.engine.processes import ServiceProcess, as_tree
from tui.verbs.common import emit, emit_json, engine_of, open_workspace


def top(arguments: Namespace) -> int:
    """Print them, secrets in their arguments masked."""
    engine = engine_of(arguments)
    workspace = open_workspace(arguments)
    found = [masked_command(one, workspace) for one in engine.processes(arguments.service)]
    if arguments.json:
        processes = [process_json(one) for _, one in as_tree(found)]
        emit_json({"engine": engine.name, "service": arguments.service, "processes": processes})
        return 0
    for line in table(found):
        emit(line)
    return 0


def process_json(one: ServiceProcess) -> dict[str, object]:
    """One process in its stable shape."""
    return {
        "pid": one.pid,
        "parent": one.parent,
        "user": one.user,
        "cpu": one.cpu if one.cpu is None else round(one.cpu, 1),
        "memory": one.memory,
        "command": one.command,
        "container": one.container,
    }


def table(processes: Iterable[ServiceProcess]) -> Iterator[str]:
    """Aligned columns, each process below its parent."""
    rows = [("PID", "USER", "CPU", "MEMORY", "COMMAND")]
    for depth, one in as_tree(processes):
        cpu = "" if one.cpu is None else f"{one.cpu:.1f} %"
        memory = "" if one.memory is None else f"{one.memory / 2**20:.0f} MB"
        rows.append((str(one.pid), one.user, cpu, memory, f"{'  ' * depth}{one.command}"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        yield "  ".join([*(f"{text:<{width}}" for text, width in zip(row, widths, strict=False)), row[4]]).rstrip()
