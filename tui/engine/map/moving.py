"""How one moves on the map: along the lines to the left and right, up and down through all services."""

from __future__ import annotations

from collections.abc import Iterable

from tui.engine.map.canvas import Drawing


def in_order(drawing: Drawing) -> list[str]:
    """All services, column by column from top to bottom."""
    return sorted(drawing.boxes, key=lambda name: (drawing.boxes[name].x, drawing.boxes[name].y))


def along(drawing: Drawing, name: str, way: int) -> str:
    """Where the lines lead: for -1 what a service waits for, for 1 what waits for it; the nearest, else itself."""
    graph = drawing.graph
    ends = [edge.source for edge in graph.needs(name)] if way < 0 else [edge.target for edge in graph.needed_by(name)]
    return _nearest(drawing, name, ends)


def beside(drawing: Drawing, name: str, rows: int) -> str:
    """The service so many places further in the order of all; at either end the last one there."""
    order = in_order(drawing)
    return order[max(0, min(order.index(name) + rows, len(order) - 1))]


def at(drawing: Drawing, x: int, y: int) -> str:
    """The service that is drawn at a place; empty where there is none."""
    for name, box in drawing.boxes.items():
        if box.x <= x < box.x + box.width and box.y <= y < box.y + 2:
            return name
    return ""


def _nearest(drawing: Drawing, name: str, ends: Iterable[str]) -> str:
    here = drawing.boxes[name]

    def distance(other: str) -> tuple[int, int]:
        box = drawing.boxes[other]
        return abs(box.x - here.x), abs(box.y - here.y)

    return min(ends, key=distance, default=name)
