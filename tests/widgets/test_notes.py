"""Remarks beside a number: what it amounts to."""

from __future__ import annotations

import pytest

from schemas.catalog import Variable
from tui.widgets.editors.notes import note_on, size_text, span_text


@pytest.mark.parametrize(
    ("kind", "unit", "text", "note"),
    [
        ("int", "seconds", "1200", "= 20 minutes"),
        ("int", "seconds", "90061", "= 1 day 1 hour"),
        ("int", "seconds", "45", ""),
        ("int", "milliseconds", "1500", "= 1.5 seconds"),
        ("int", "MB", "20", ""),
        ("int", "MB", "2048", "= 2 GB"),
        ("int", "bytes", "10485760", "= 10.5 MB"),
        ("int", "seconds", "soon", ""),
        ("string", "seconds", "1200", ""),
    ],
)
def test_a_number_with_a_unit_is_said_in_larger_units(kind: str, unit: str, text: str, note: str) -> None:
    assert note_on(Variable("X", "", "", kind, unit=unit), text) == note


def test_units_are_those_that_say_it_shortest() -> None:
    assert [span_text(seconds) for seconds in (0, 1, 61, 3600, 86400 * 2)] == [
        "", "1 second", "1 minute 1 second", "1 hour", "2 days",
    ]  # fmt: skip
    assert [size_text(size) for size in (0, 999, 1000, 48_200_000, 2.5e12)] == [
        "0 B", "999 B", "1 kB", "48.2 MB", "2.5 TB",
    ]  # fmt: skip
