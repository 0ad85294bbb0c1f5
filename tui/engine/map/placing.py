"""Where everything of the map stands: services and passing lines in columns, lines between them in lanes of their own.

A cell of a column takes two lines: what arrives does so on the first one, what leaves does so on the second. So no
arriving line ever runs over a leaving one, and a crossing is always one of a lane with a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui.engine.map.graph import Edge, Graph

SWEEPS = 4
"""How often the columns are ordered anew; more changes nothing that one sees."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a column: a service, or the line of one that passes by to a later column."""

    name: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Net:
    """All lines from one cell to cells of the next column; they share a lane."""

    source: Spot
    targets: tuple[Spot, ...]


@dataclass(slots=True)
class Plan:
    """Columns with their cells from top to bottom, and between each two of them the nets and their lanes."""

    columns: list[list[Spot]]
    channels: list[list[tuple[Net, int]]] = field(default_factory=list)
    """Per gap between columns: each net with the number of its lane, from the left."""

    def lanes(self, channel: int) -> int:
        """How many lanes a gap needs."""
        return max((lane for _, lane in self.channels[channel]), default=-1) + 1


def place(graph: Graph) -> Plan:
    """Give every service its column and row, and every line its lane."""
    columns = [[Spot(name) for name in names] for names in graph.layers]
    layer = {name: number for number, names in enumerate(graph.layers) for name in names}
    last = {edge.source: max(layer[e.target] for e in graph.needed_by(edge.source)) for edge in graph.edges}
    for name, end in last.items():
        for number in range(layer[name] + 1, end):
            columns[number].append(Spot(name, passing=True))
    nets = [_nets(graph.edges, columns[number], columns[number + 1]) for number in range(len(columns) - 1)]
    _order(columns, nets)
    plan = Plan(columns)
    for number, found in enumerate(nets):
        plan.channels.append(_lanes(found, columns[number], columns[number + 1]))
    return plan


def _nets(edges: Sequence[Edge], left: Sequence[Spot], right: Sequence[Spot]) -> list[Net]:
    found = []
    for spot in left:
        targets = {edge.target for edge in edges if edge.source == spot.name}
        reached = [one for one in right if (one.name == spot.name if one.passing else one.name in targets)]
        if reached:
            found.append(Net(spot, tuple(reached)))
    return found


def _order(columns: list[list[Spot]], nets: Sequence[Sequence[Net]]) -> None:
    """Put each cell near the middle of what it is joined with, so that lines are short and cross less."""
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        numbers = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for number in numbers:
            fixed = columns[number - 1] if forward else columns[number + 1]
            rows = {spot: row for row, spot in enumerate(fixed)}
            joined: dict[Spot, list[int]] = {spot: [] for spot in columns[number]}
            for net in nets[number - 1] if forward else nets[number]:
                for target in net.targets:
                    here, there = (target, net.source) if forward else (net.source, target)
                    joined[here].append(rows[there])
            keys = {
                spot: sum(joined[spot]) / len(joined[spot]) if joined[spot] else row
                for row, spot in enumerate(columns[number])
            }
            columns[number].sort(key=lambda spot: keys[spot])


def _lanes(nets: Sequence[Net], left: Sequence[Spot], right: Sequence[Spot]) -> list[tuple[Net, int]]:
    """A lane for each net, shared by nets that never meet: the first one that is free at its top."""
    rows_left = {spot: row for row, spot in enumerate(left)}
    rows_right = {spot: row for row, spot in enumerate(right)}

    def span(net: Net) -> tuple[float, float]:
        rows = [rows_left[net.source] + 0.5, *(float(rows_right[target]) for target in net.targets)]
        return min(rows), max(rows)

    free: list[float] = []
    found = []
    for net in sorted(nets, key=span):
        top, bottom = span(net)
        lane = next((number for number, end in enumerate(free) if end < top), len(free))
        free[lane : lane + 1] = [bottom]
        found.append((net, lane))
    return found
