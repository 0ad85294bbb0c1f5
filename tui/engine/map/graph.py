"""The services as a graph in layers: a service stands right of everything that it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.engine.protocol import Condition, Need


@dataclass(frozen=True, slots=True)
class Edge:
    """One service waits for another."""

    source: str
    """What is waited for."""
    target: str
    """What waits."""
    condition: Condition


@dataclass(frozen=True, slots=True)
class Graph:
    """The services and what they wait for."""

    layers: tuple[tuple[str, ...], ...]
    """The services by layer: the first waits for nothing, each other one for something in the layer before."""
    edges: tuple[Edge, ...]

    def layer_of(self, name: str) -> int:
        """The number of the layer that a service stands in. Raises KeyError for an unknown one."""
        for number, names in enumerate(self.layers):
            if name in names:
                return number
        raise KeyError(name)

    def needs(self, name: str) -> list[Edge]:
        """What a service waits for."""
        return [edge for edge in self.edges if edge.target == name]

    def needed_by(self, name: str) -> list[Edge]:
        """What waits for a service."""
        return [edge for edge in self.edges if edge.source == name]


def graph_of(needs: Mapping[str, Sequence[Need]]) -> Graph:
    """The graph of services in start order with what each waits for.

    A service that is not there (its profile is off) is left out, and so is what would close a circle, which Compose
    refuses anyway.
    """
    depth: dict[str, int] = {}
    edges: dict[tuple[str, str], Edge] = {}

    def visit(name: str, path: tuple[str, ...]) -> int:
        if name not in depth:
            deepest = -1
            for need in needs[name]:
                if need.service not in needs or need.service in (*path, name):
                    continue
                deepest = max(deepest, visit(need.service, (*path, name)))
                edges.setdefault((need.service, name), Edge(need.service, name, need.condition))
            depth[name] = deepest + 1
        return depth[name]

    for name in needs:
        visit(name, ())
    layers = [tuple(name for name in needs if depth[name] == n) for n in range(max(depth.values(), default=-1) + 1)]
    return Graph(tuple(layers), tuple(edges.values()))
