"""What Compose makes of unquoted scalars: its own answers, and those of the program where it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspace.judges import resolved_services
from tui.workspace.compose.text import Place, Text, plain_scalar

MEASURED = dict(
    pair.split("=")
    for line in (
        "1=1 007=7 010=8 0o17=15 0x1F=31 -0x1f=-31 0b11=3 1_000=1000 00=0 09=9 +5=5 -5=-5",
        "1.10=1.1 1.=1 .5=0.5 -1.50=-1.5 123456.5=123456.5 0.00012=0.00012 1.0e-7=1e-07",
        "1e3=1000 1e6=1e+06 1e21=1e+21 12345678901234567890123=1.2345678901234568e+22",
        "yes=yes on=on y=y TRUE=true False=false 12:30:45=12:30:45 1.2.3=1.2.3 v1=v1 1a=1a -x=-x",
    )
    for pair in line.split()
)
"""What is written and what it is read as, measured with Compose 2.40.3."""


@pytest.mark.parametrize(("written", "read"), MEASURED.items())
def test_a_scalar_reads_as_compose_reads_it(written: str, read: str) -> None:
    assert plain_scalar(written) == read


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_a_null_is_no_text(written: str) -> None:
    assert plain_scalar(written) is None


@pytest.mark.compose
def test_compose_agrees(compose_binary: list[str], tmp_path: Path) -> None:
    lines = "".join(f"      K{number}: {written}\n" for number, written in enumerate(MEASURED))
    (tmp_path / "compose.yaml").write_text(f"services:\n  a:\n    image: x\n    environment:\n{lines}")
    found = resolved_services(compose_binary, tmp_path)["a"]
    assert [found[f"K{number}"] for number in range(len(MEASURED))] == list(MEASURED.values())


def test_a_text_knows_its_place_and_equals_the_plain_one() -> None:
    text = Text.at("x", Place(Path("/a/b/compose.yaml"), 3, 5))
    assert text == "x"
    assert {text: 1}["x"] == 1
    assert text.place.short(Path("/a")) == "b/compose.yaml:3"
    assert text.place.short(Path("/elsewhere")).endswith("compose.yaml:3")
