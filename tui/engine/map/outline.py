"""The map as an indented list, for where a drawing has no place: each service with what it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.engine.map.graph import Edge, Graph


@dataclass(frozen=True, slots=True)
class Entry:
    """One service of the list."""

    name: str
    depth: int
    """Its layer: how far it is indented."""
    needs: tuple[Edge, ...]

    @property
    def waits_for(self) -> str:
        """What it waits for, in words; empty when for nothing."""
        return ", ".join(f"{edge.source} {edge.condition}" for edge in self.needs)


def outline(graph: Graph) -> Iterator[Entry]:
    """The services layer by layer."""
    for depth, names in enumerate(graph.layers):
        for name in names:
            yield Entry(name, depth, tuple(graph.needs(name)))
