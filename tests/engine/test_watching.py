"""An engine that only watches refuses every intent and passes everything else on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.memory_engine import MemoryEngine
from tui.engine.protocol import Engine, EngineError
from tui.engine.watching import INTENTS, watching

READS = {
    *("name", "workspace", "where", "offers", "services", "status"),
    *("preflight", "logs", "plan", "cancel", "needs", "events", "environment", "processes"),
}
"""Parts of the protocol that change nothing."""


def test_each_part_of_the_protocol_is_an_intent_or_only_reads() -> None:
    parts = {name for name in {*Engine.__annotations__, *vars(Engine)} if not name.startswith("_")}
    assert parts - READS - INTENTS == set()


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_an_intent_is_refused_before_anything_happens(tmp_path: Path, intent: str) -> None:
    engine = watching(MemoryEngine(tmp_path))
    with pytest.raises(EngineError, match="look only"):
        getattr(engine, intent)("api")


def test_what_only_reads_is_passed_on(tmp_path: Path) -> None:
    real = MemoryEngine(tmp_path)
    engine = watching(real)
    assert engine.status() == real.status()
    assert engine.name == real.name
    assert not engine.offers
