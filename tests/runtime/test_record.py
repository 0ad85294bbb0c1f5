"""The entrypoint's records behave as dataclasses do, and cost no import of theirs."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import Any

import pytest

from runtime.connections import Broker
from runtime.record import field, record
from tests.conftest import ROOT


@record(frozen=True, slots=True)
class Ours:
    name: str
    secret: str = field(repr=False)
    words: list[str] = field(default_factory=list)
    note: str = field(default="none", repr=False)
    count: int = 3

    @property
    def twice(self) -> int:
        return self.count * 2


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    name: str
    secret: str = dataclasses.field(repr=False)
    words: list[str] = dataclasses.field(default_factory=list)
    note: str = dataclasses.field(default="none", repr=False)
    count: int = 3


@pytest.mark.parametrize(
    ("values", "named"), [(("a", "b"), {}), (("a",), {"secret": "b", "count": 5}), (("a", "b", ["x"], "n", 7), {})]
)
def test_values_and_looks_are_the_same(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, theirs = Ours(*values, **named), Theirs(*values, **named)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    for name in ("name", "secret", "words", "note", "count"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert ours == Ours(*values, **named) != Ours("other", "b")
    assert ours != theirs
    assert ours.twice == 2 * theirs.count
    assert Ours("a", "b").words is not Ours("a", "b").words


@pytest.mark.parametrize(
    ("values", "named"), [(("a",), {}), (("a", "b"), {"colour": "c"}), (("a", "b", [], "n", 7, 8), {})]
)
def test_what_is_missing_or_too_much_is_refused_by_both(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_a_frozen_record_cannot_be_changed_and_can_be_a_key() -> None:
    broker = Broker("redis", "h", 1, "", "s3cr3t", "redis://:s3cr3t@h:1")
    with pytest.raises(AttributeError):
        broker.host = "other"
    assert "s3cr3t" not in repr(broker)
    assert {broker: 1}[Broker("redis", "h", 1, "", "s3cr3t", "redis://:s3cr3t@h:1")] == 1


def test_the_way_to_a_program_imports_nothing_that_inspects() -> None:
    script = (
        "import sys, runtime.entrypoint; print(sorted({'dataclasses', 'inspect', 'shutil', 'ssl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
