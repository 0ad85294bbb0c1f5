"""The film: every frame is shown once in turn, and the last one where nothing may move."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.film import Frame, film_of

PICTURE = '<svg class="a" viewBox="0 0 10 10"><style>@font-face {{ x }} .a {{ }}</style><text>{}</text></svg>'


def test_frames_follow_each_other() -> None:
    film = film_of([Frame(PICTURE.format(word), seconds) for word, seconds in (("one", 1), ("two", 3))])
    assert [text.text for text in ElementTree.fromstring(film).iter() if text.tag.endswith("text")] == ["one", "two"]  # noqa: S314 - ours
    assert "@keyframes frame-0 { 0.00% { visibility: visible } 25.00% { visibility: hidden } }" in film
    assert "@keyframes frame-1 { 0% { visibility: hidden } 25.00% { visibility: visible } }" in film
    assert film.count("@font-face") == 1
    assert ".frame-1 { visibility: visible }" in film.partition("prefers-reduced-motion")[2]
