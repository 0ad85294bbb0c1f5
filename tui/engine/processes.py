"""The processes of one service. An argument list may hold a secret, so what is shown goes through masked.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ServiceProcess:
    """One process of a service."""

    pid: int
    """As the machine counts it that runs the service, not as it is counted inside of a container."""
    parent: int
    user: str
    cpu: float | None
    """Percent of one core since it was started; None when not known."""
    memory: int | None
    """Bytes; None when not known."""
    command: str = field(repr=False)
    container: str = ""
    """Its name; empty where there are none."""


def as_tree(processes: Iterable[ServiceProcess]) -> Iterator[tuple[int, ServiceProcess]]:
    """Each process behind its parent, with how deep it stands below the first of its family."""
    every = sorted(processes, key=lambda one: (one.container, one.pid))
    known = {one.pid for one in every}

    def below(parent: ServiceProcess, depth: int) -> Iterator[tuple[int, ServiceProcess]]:
        yield depth, parent
        for child in every:
            if child.parent == parent.pid and child.pid != parent.pid:
                yield from below(child, depth + 1)

    for one in every:
        if one.parent not in known or one.parent == one.pid:
            yield from below(one, 0)
