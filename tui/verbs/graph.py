"""``graph``: what waits for what, drawn, listed or as JSON."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Mapping

from tui.engine.map import Graph, draw, graph_of, outline
from tui.engine.map.canvas import ASCII, BOX, MARKS
from tui.engine.protocol import Engine, EngineError, ServiceStatus
from tui.verbs.common import emit, emit_json, engine_of, say

WIDE = 10_000
"""Columns that a pipe or a file has."""


def graph(arguments: Namespace) -> int:
    """Print what waits for what, with how each service is."""
    engine = engine_of(arguments)
    found = graph_of(engine.needs())
    states = _states(engine)
    if arguments.json:
        emit_json({"engine": engine.name, "services": _data(found, states)})
        return 0
    if not found.layers:
        say("there are no services")
        return 0
    drawing = draw(
        found,
        {name: max(len(name), len(_word(states, name))) for layer in found.layers for name in layer},
        signs=BOX if _is_unicode() else ASCII,
    )
    width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else WIDE
    if arguments.list or drawing.width > width:
        for entry in outline(found):
            word = f"  {_word(states, entry.name)}" if _word(states, entry.name) else ""
            emit(f"{'  ' * entry.depth}{entry.name}{word}{f'  after {entry.waits_for}' if entry.needs else ''}")
        return 0
    for line in drawing.text({name: (name, _word(states, name)) for name in drawing.boxes}):
        emit(line)
    say("  ".join(f"{mark} {condition}" for condition, mark in MARKS.items()) + "  * several")
    return 0


def _states(engine: Engine) -> Mapping[str, ServiceStatus]:
    """How the services are; without an engine that answers, the map is still worth something."""
    try:
        return {service.name: service for service in engine.status()}
    except EngineError as error:
        say(f"how the services are is not known: {error.message}")
        return {}


def _word(states: Mapping[str, ServiceStatus], name: str) -> str:
    service = states.get(name)
    if service is None:
        return ""
    return str(service.state if service.health == "none" else service.health)


def _is_unicode() -> bool:
    return not os.environ.get("LAUNCHDECK_ASCII") and "utf" in (sys.stdout.encoding or "").lower()


def _data(found: Graph, states: Mapping[str, ServiceStatus]) -> list[dict[str, object]]:
    return [
        {
            "name": entry.name,
            "layer": entry.depth,
            "state": states[entry.name].state if entry.name in states else None,
            "health": states[entry.name].health if entry.name in states else None,
            "needs": [{"service": edge.source, "condition": edge.condition} for edge in entry.needs],
        }
        for entry in outline(found)
    ]
