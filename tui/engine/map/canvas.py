"""The map drawn with characters: where each service stands, and each piece of a line with the edges it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.engine.map.graph import Edge, Graph
from tui.engine.map.placing import Net, Plan, Spot, place
from tui.engine.protocol import Condition

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8

MARKS = {Condition.STARTED: "s", Condition.HEALTHY: "h", Condition.COMPLETED: "c"}
"""The letter at the begin of a line: what is waited for."""
SEVERAL = "*"
"""Instead of it, where those that wait do so for different things."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters of lines."""

    lines: str
    """By the sum of directions that a piece leads to: up 1, down 2, left 4, right 8."""
    arrow: str


BOX = Signs(" ╵╷│╴┘┐┤╶└┌├─┴┬┼", "▸")
ASCII = Signs(" |||-+++-+++-+++", ">")


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a service: two lines, the name on the first, the state on the second."""

    x: int
    y: int
    width: int


@dataclass(slots=True)
class Piece:
    """One character of a line."""

    mask: int = 0
    """The directions that it leads to."""
    edges: set[Edge] = field(default_factory=set)
    """What is drawn here."""
    beneath: set[Edge] = field(default_factory=set)
    """What passes below a lane that it only crosses."""
    char: str = ""
    """A sign instead of a line: an arrow, or the mark of a condition."""


@dataclass(slots=True)
class Drawing:
    """The finished map."""

    graph: Graph
    width: int
    height: int
    boxes: Mapping[str, Box]
    pieces: dict[tuple[int, int], Piece]
    """By column and line."""
    signs: Signs

    def char(self, x: int, y: int) -> str:
        """The character of a line at a place; a blank where none runs."""
        piece = self.pieces.get((x, y))
        return " " if piece is None else piece.char or self.signs.lines[piece.mask]

    def text(self, labels: Mapping[str, tuple[str, str]]) -> list[str]:
        """The map as lines of text, each service with its two lines."""
        rows = [[self.char(x, y) for x in range(self.width)] for y in range(self.height)]
        for name, box in self.boxes.items():
            for line, label in enumerate(labels[name]):
                rows[box.y + line][box.x : box.x + len(label)] = label
        return ["".join(row).rstrip() for row in rows]


def draw(graph: Graph, widths: Mapping[str, int], *, signs: Signs = BOX, pitch: int = 3) -> Drawing:
    """Draw a graph whose services are so many columns wide; pitch is the distance of two services in lines, 2 or 3."""
    plan = place(graph)
    left, columns = 0, []
    boxes: dict[str, Box] = {}
    for number, spots in enumerate(plan.columns):
        width = max((widths[spot.name] for spot in spots if not spot.passing), default=1)
        columns.append(Column(left, width, {spot: row * pitch for row, spot in enumerate(spots)}))
        boxes |= {spot.name: Box(left, row * pitch, width) for row, spot in enumerate(spots) if not spot.passing}
        left += width + (plan.lanes(number) + GAP if number < len(plan.channels) else 0)
    height = max((len(spots) for spots in plan.columns), default=0) * pitch
    drawing = Drawing(graph, left, height, boxes, {}, signs)
    for number in range(len(plan.channels)):
        _draw_channel(drawing, plan, number, columns[number], columns[number + 1])
    for number, column in enumerate(columns):
        for spot, y in column.rows.items():
            if spot.passing:
                _draw_passing(drawing, column, y, _carried(graph, number, spot))
    return drawing


GAP = 5
"""Columns of a gap beside its lanes: a mark and a piece of line before them; a piece, an arrow, a blank behind."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column stands, and the first line of each of its cells."""

    x: int
    width: int
    rows: Mapping[Spot, int]


def _carried(graph: Graph, layer: int, spot: Spot) -> set[Edge]:
    """The edges that leave a cell of a layer."""
    return {edge for edge in graph.needed_by(spot.name) if graph.layer_of(edge.target) > layer}


def _to(graph: Graph, layer: int, source: Spot, target: Spot) -> set[Edge]:
    """The edges between a cell of a layer and one of the next."""
    if target.passing:
        return _carried(graph, layer + 1, source)
    return {edge for edge in graph.needed_by(source.name) if edge.target == target.name}


def _draw_channel(drawing: Drawing, plan: Plan, number: int, left: Column, right: Column) -> None:
    """The lines between two columns: lanes first, then what joins them or passes below."""
    start, end = left.x + left.width, right.x - 2
    nets = [(net, start + 2 + lane) for net, lane in plan.channels[number]]
    for net, x in nets:
        _draw_lane(drawing, number, (net, x), left, right)
    for net, x in nets:
        _draw_leaving(drawing, number, net, range(start, x + 1), left.rows[net.source] + 1)
    for target, y in right.rows.items():
        reaching = {x: _to(drawing.graph, number, net.source, target) for net, x in nets if target in net.targets}
        if reaching:
            _draw_arriving(drawing, reaching, end, y)
            if not target.passing:
                drawing.pieces[end, y].char = drawing.signs.arrow


def _draw_lane(drawing: Drawing, number: int, lane: tuple[Net, int], left: Column, right: Column) -> None:
    """The vertical part of a net: at each line the edges that run there between the source and their target."""
    net, x = lane
    start = left.rows[net.source] + 1
    ends = [(right.rows[target], _to(drawing.graph, number, net.source, target)) for target in net.targets]
    rows = [start, *(row for row, _ in ends)]
    for y in range(min(rows), max(rows) + 1):
        piece = drawing.pieces.setdefault((x, y), Piece())
        piece.mask |= (UP if y > min(rows) else 0) | (DOWN if y < max(rows) else 0)
        for row, edges in ends:
            if min(start, row) <= y <= max(start, row):
                piece.edges |= edges


def _draw_leaving(drawing: Drawing, number: int, net: Net, columns: range, y: int) -> None:
    """From a cell to its own lane, below every other lane, with the mark of what is waited for at its begin."""
    edges = _carried(drawing.graph, number, net.source)
    for x in columns[:-1]:
        _pass(drawing, x, y, LEFT | RIGHT, edges)
    lane = drawing.pieces[columns[-1], y]
    lane.mask |= LEFT
    lane.edges |= edges
    if not net.source.passing:
        marks = {MARKS[edge.condition] for edge in edges}
        drawing.pieces[columns[0], y].char = marks.pop() if len(marks) == 1 else SEVERAL


def _draw_arriving(drawing: Drawing, reaching: Mapping[int, set[Edge]], end: int, y: int) -> None:
    """From the first lane that leads to a cell on to the cell: other lanes to it join, all else is passed below."""
    first = min(reaching)
    edges: set[Edge] = set()
    for x in range(first, end + 1):
        ways = RIGHT | (LEFT if x > first else 0)
        edges = edges | reaching.get(x, set())
        if x in reaching:
            drawing.pieces[x, y].mask |= ways
            drawing.pieces[x, y].edges |= edges
        else:
            _pass(drawing, x, y, ways, edges)


def _pass(drawing: Drawing, x: int, y: int, ways: int, edges: set[Edge]) -> None:
    """One horizontal character, which a lane interrupts that it has nothing to do with."""
    piece = drawing.pieces.setdefault((x, y), Piece())
    if piece.mask & (UP | DOWN):
        piece.beneath |= edges
    else:
        piece.mask |= ways
        piece.edges |= edges


def _draw_passing(drawing: Drawing, column: Column, y: int, edges: set[Edge]) -> None:
    """A line that passes a column: in on the first line of its cell, out on the second."""
    x = column.x - 1
    for place_, mask in (((x, y), LEFT | DOWN), ((x, y + 1), UP | RIGHT)):
        drawing.pieces[place_] = Piece(mask, set(edges))
    for beyond in range(column.x, column.x + column.width):
        drawing.pieces[beyond, y + 1] = Piece(LEFT | RIGHT, set(edges))
