"""Texts as cells: cut to a width, and harmless whatever a file or a program put into them."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui.widgets.cells import clean, fit, span_cells


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07rest", "rest"),
        ("\x1b]52;c;c3RvbGVu\x1b\\rest", "rest"),
        ("bell\x07", "bell·"),
        ("a\tb", "a   b"),
        ("\u202eright to left", "·right to left"),
        ("\x9b2J", "·2J"),
        ("[red]x[/red]", "[red]x[/red]"),
    ],
)
def test_what_could_move_or_colour_the_terminal_is_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_line_ends_become_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHDECK_ASCII", "1")
    assert clean("one\r\ntwo\nthree") == "one$two$three"


@pytest.mark.parametrize(
    "text", ["", "a", "exactly ten", "much longer than the place", "日本語のテキスト", "e\u0301te\u0301"]
)
@pytest.mark.parametrize("width", [0, 1, 2, 9, 10, 40])
def test_a_text_takes_exactly_its_place(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit(text, width, "right")) == width


def test_matches_stand_out_whatever_their_case() -> None:
    cells = span_cells("LOG_LEVEL", ["level", "g_"], "dim")
    assert [(cell.text, cell.style) for cell in cells] == [("LO", "dim"), ("G_", "dim match"), ("LEVEL", "dim match")]


def test_a_search_text_is_no_pattern() -> None:
    assert [cell.text for cell in span_cells("a.b", ["."], "")] == ["a", ".", "b"]
