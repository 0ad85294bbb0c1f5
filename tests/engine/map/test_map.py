"""The map of the services: layers, places, and lines that lead where they say."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.engine.compose.model import CONDITIONS
from tui.engine.map import Drawing, Edge, draw, graph_of, moving, outline
from tui.engine.map.canvas import ASCII, BOX, DOWN, LEFT, RIGHT, UP
from tui.engine.protocol import Condition, Need

STEPS = {UP: (0, -1), DOWN: (0, 1), LEFT: (-1, 0), RIGHT: (1, 0)}
BACK = {UP: DOWN, DOWN: UP, LEFT: RIGHT, RIGHT: LEFT}


@st.composite
def projects(draw_: st.DrawFn) -> dict[str, tuple[Need, ...]]:
    """Up to a dozen services, each of which waits for some that were started before."""
    names = [f"s{number}" for number in range(draw_(st.integers(0, 12)))]
    found: dict[str, tuple[Need, ...]] = {}
    for number, name in enumerate(names):
        others = draw_(st.lists(st.sampled_from(names[:number]), unique=True, max_size=4)) if number else []
        found[name] = tuple(Need(other, draw_(st.sampled_from(list(Condition)))) for other in others)
    return found


def drawn(needs: dict[str, tuple[Need, ...]], pitch: int = 3) -> Drawing:
    return draw(graph_of(needs), {name: len(name) + 3 for name in needs}, pitch=pitch)


def leads(drawing: Drawing, edge: Edge) -> bool:
    """Whether one can walk along the characters of an edge from its source to its target, as an eye does."""
    source, target = drawing.boxes[edge.source], drawing.boxes[edge.target]
    start, end = (source.x + source.width, source.y + 1), (target.x - 2, target.y)
    seen, waiting = {start}, deque([start])
    while waiting:
        x, y = waiting.popleft()
        if (x, y) == end:
            return True
        for way, (dx, dy) in STEPS.items():
            place = (x + dx, y + dy)
            here, there = drawing.pieces[x, y], drawing.pieces.get(place)
            # A line that runs below a lane comes out on the other side.
            while there is not None and edge in there.beneath and way in {LEFT, RIGHT}:
                place = (place[0] + dx, y)
                there = drawing.pieces.get(place)
            if there is None or place in seen or edge not in there.edges:
                continue
            if here.mask & way and there.mask & BACK[way]:
                seen.add(place)
                waiting.append(place)
    return False


@given(projects(), st.sampled_from([2, 3]))
@settings(max_examples=60, deadline=None)
def test_nothing_overlaps_and_each_line_leads_from_its_service_to_the_other(
    needs: dict[str, tuple[Need, ...]], pitch: int
) -> None:
    drawing = drawn(needs, pitch)
    covered: set[tuple[int, int]] = set()
    for box in drawing.boxes.values():
        cells = {(x, y) for x in range(box.x, box.x + box.width) for y in (box.y, box.y + 1)}
        assert not covered & cells
        covered |= cells
    assert not covered & drawing.pieces.keys()
    assert all(0 <= x < drawing.width and 0 <= y < drawing.height for x, y in [*covered, *drawing.pieces])
    assert set(drawing.boxes) == set(needs)
    assert len(drawing.graph.edges) == sum(len(given) for given in needs.values())
    for edge in drawing.graph.edges:
        assert leads(drawing, edge), edge


@given(projects())
@settings(max_examples=40, deadline=None)
def test_no_character_of_a_line_leads_into_nothing(needs: dict[str, tuple[Need, ...]]) -> None:
    drawing = drawn(needs)
    arrows = {(box.x - 2, box.y) for box in drawing.boxes.values()}
    begins = {(box.x + box.width, box.y + 1) for box in drawing.boxes.values()}
    for (x, y), piece in drawing.pieces.items():
        for way, (dx, dy) in STEPS.items():
            at_box = (way == RIGHT and (x, y) in arrows) or (way == LEFT and (x, y) in begins)
            if piece.mask & way and not at_box:
                there = drawing.pieces.get((x + dx, y + dy))
                assert there is not None, (x, y)
                assert there.mask & BACK[way] or there.beneath & piece.edges, (x, y)


@given(projects())
@settings(max_examples=40, deadline=None)
def test_every_service_is_reached_by_keys(needs: dict[str, tuple[Need, ...]]) -> None:
    drawing = drawn(needs)
    names = moving.in_order(drawing)
    assert sorted(names) == sorted(needs)
    for here, there in itertools.pairwise(names):
        assert moving.beside(drawing, here, 1) == there
        assert moving.beside(drawing, there, -1) == here
    for name in names:
        wanted = {need.service for need in needs[name]}
        assert moving.along(drawing, name, -1) in (wanted or {name})
        box = drawing.boxes[name]
        assert moving.at(drawing, box.x + box.width - 1, box.y + 1) == name


SMALL = {
    "db": (),
    "cache": (),
    "migration": (Need("db", Condition.HEALTHY),),
    "api": (Need("migration", Condition.COMPLETED), Need("cache", Condition.STARTED)),
}


def test_a_small_map_reads_as_it_should() -> None:
    drawing = draw(graph_of(SMALL), {name: len(name) for name in SMALL}, signs=ASCII)
    assert drawing.text({name: (name, "up") for name in SMALL}) == [
        "db     +-> migration  ++-> api",
        "up   h-+   up       c-+|   up",
        "                       |",
        "cache  +--+            |",
        "up   s-+  +------------+",
        "",
    ]


def test_layers_and_words() -> None:
    graph = graph_of(SMALL)
    assert graph.layers == (("db", "cache"), ("migration",), ("api",))
    assert [(entry.name, entry.depth, entry.waits_for) for entry in outline(graph)][-1] == (
        "api",
        2,
        "migration completed, cache started",
    )


def test_what_is_not_there_and_what_closes_a_circle_is_left_out() -> None:
    need = Condition.STARTED
    graph = graph_of({"a": (Need("b", need), Need("off", need)), "b": (Need("a", need),)})
    assert sorted(name for layer in graph.layers for name in layer) == ["a", "b"]
    assert len(graph.edges) == 1
    assert graph_of({}).layers == ()


def needs_in(given: dict[str, dict[str, str]] | list[str]) -> Iterator[Need]:
    """The entries of depends_on, in its long or its short form."""
    for name in given:
        yield Need(name, CONDITIONS[given[name]["condition"]] if isinstance(given, dict) else Condition.STARTED)


@pytest.mark.parametrize("profiles", [{"postgresql", "weaviate"}, None], ids=["usual", "all 35"])
def test_the_bundled_workspace_fits_a_usual_terminal(root: Path, profiles: set[str] | None) -> None:
    text = yaml.safe_load((root / "docker" / "docker-compose.yaml").read_text("utf-8"))
    needs = {
        name: tuple(needs_in(body.get("depends_on") or {}))
        for name, body in text["services"].items()
        if profiles is None or not body.get("profiles") or profiles & set(body["profiles"])
    }
    drawing = draw(graph_of(needs), {name: max(len(name) + 2, 11) for name in needs}, signs=BOX, pitch=2)
    assert drawing.width <= 118
    assert all(leads(drawing, edge) for edge in drawing.graph.edges)
    assert moving.along(drawing, "api", -1) in {need.service for need in needs["api"]}
