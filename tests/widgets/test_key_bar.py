"""The bar of keys: the app's own always, of the others as many as there is place for."""

from __future__ import annotations

import pytest

from tui.widgets.key_bar import GAP, KeyWord, fitting

WORDS = [
    KeyWord("enter", "enter", "Edit", everywhere=False),
    KeyWord("slash", "/", "Search", everywhere=False),
    KeyWord("n", "n", "New secret", everywhere=False),
    KeyWord("q", "q", "Quit", everywhere=True),
]


def shown(width: int) -> list[str]:
    return [word.word for word in fitting(WORDS, width)]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (46, ["Edit", "Search", "New secret", "Quit"]),
        (40, ["Edit", "Search", "Quit"]),
        (20, ["Edit", "Quit"]),
        (8, ["Quit"]),
    ],
)
def test_what_comes_last_gives_way_first(width: int, expected: list[str]) -> None:
    assert shown(width) == expected


@pytest.mark.parametrize("width", range(8, 60))
def test_what_is_shown_fits(width: int) -> None:
    kept = fitting(WORDS, width)
    assert sum(word.width for word in kept) + GAP * (len(kept) - 1) <= width
