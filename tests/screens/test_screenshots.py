"""The README's pictures: the same every time, and without a secret."""

from __future__ import annotations

import re
from typing import Any
from unittest import mock

from schemas import secrets
from tests import screenshots
from tests.conftest import ROOT
from tests.screens.walking import svg_lines


async def test_pictures_are_the_same_every_time_and_hold_no_secret() -> None:
    made: list[str] = []

    def remember(*arguments: Any, **options: Any) -> str:
        made.append(secrets.generate(*arguments, **options))
        return made[-1]

    with mock.patch.object(screenshots, "generate", remember):
        drawn = await screenshots.pictures() | {"film": await screenshots.film()}
    assert await screenshots.wizard_picture() == drawn["wizard"]
    assert len(made) > 5
    for name, svg in drawn.items():
        assert len(" ".join(svg_lines(svg)).split()) > 50, f"{name} is empty"
        assert [secret for secret in made if secret in svg] == []


def test_the_readme_shows_every_picture() -> None:
    named = re.findall(r"screenshots/(\w+)\.svg", (ROOT / "README.md").read_text("utf-8"))
    assert set(named) == {"wizard", "film", *screenshots.PICTURES}
    assert [name for name in named if not (screenshots.FOLDER / f"{name}.svg").is_file()] == []
