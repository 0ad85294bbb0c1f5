"""The person's own themes: read with clear errors, warned about, listed, followed while they are in use."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from schemas.errors import UsageError
from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import Walk
from tui.app import LaunchdeckApp
from tui.config import Config
from tui.own_themes import BASIC, OURS, read_theme, theme_files, themes_folder, weak_spots

LEAST = 'primary = "#6fb7c9"\nforeground = "#dde5ea"\nbackground = "#0f1a20"\n'


def written(folder: Path, text: str, name: str = "harbour") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def told(opened: Walk) -> str:
    """The last notice without blanks: long paths break anywhere."""
    return "".join(opened.notice.split())


def test_the_example_of_the_docs_has_every_colour_and_no_weak_spot(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "settings.md").read_text("utf-8")
    example = next(block for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "primary" in block)
    theme = read_theme(written(tmp_path, example))
    assert theme.name == "harbour"
    assert set(re.findall(r"^([a-z-]+) =", example, re.MULTILINE)) == {"dark", *BASIC, *OURS}
    assert list(weak_spots(theme)) == []


def test_three_colours_are_enough(tmp_path: Path) -> None:
    theme = read_theme(written(tmp_path, LEAST))
    assert theme.dark
    assert set(OURS) <= set(theme.variables)
    assert not any(spot.startswith(("faint", "foreground")) for spot in weak_spots(theme))


def test_a_text_that_is_hard_to_read_is_named_with_both_colours(tmp_path: Path) -> None:
    theme = read_theme(written(tmp_path, f'{LEAST}faint = "#30404a"\n'))
    assert "faint on background has a contrast of 1.6, readable is 4.5 and more" in list(weak_spots(theme))


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (f'{LEAST}primry = "#fff"', "a", "did you mean primary?"),
        (f'{LEAST}error = "red"', "a", "error is red, which is no colour; write it as #rrggbb"),
        (f"{LEAST}error = 3", "a", "error is 3, which is no colour"),
        (f'{LEAST}dark = "yes"', "a", "dark must be true or false"),
        ('primary = "#fff"', "a", "foreground, background is missing"),
        ("primary =", "a", "not valid TOML"),
        (LEAST, "launchdeck-dark", "is the name of a theme of ours"),
        (LEAST, "My Theme", "is no name for a theme"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_colour(tmp_path: Path, text: str, name: str, says: str) -> None:
    path = written(tmp_path, text, name)
    with pytest.raises(UsageError) as raised:
        read_theme(path)
    assert says in str(raised.value)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        read_theme(tmp_path)
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_theme(path)


def test_without_a_folder_there_are_none() -> None:
    assert theme_files(themes_folder({"XDG_CONFIG_HOME": "/none"})) == []


async def test_it_is_used_listed_and_followed_and_a_mistake_leaves_it_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("tui.appearance.LOOK_SECONDS", 0.05)
    path = written(themes_folder(), LEAST)
    written(themes_folder(), "primary", "broken")
    workspace = sample_workspace(tmp_path)
    app = LaunchdeckApp(workspace, MemoryEngine(workspace.root), Config(theme="harbour"))
    async with app.run_test(notifications=True) as pilot:
        opened = Walk(app, pilot)
        assert str(app.theme) == "harbour"
        await opened.until(lambda: "isnotvalidTOML" in told(opened), pause=0.08)
        app.clear_notifications()
        path.write_text(LEAST.replace("#6fb7c9", "#0f1a21"), "utf-8")
        os.utime(path, ns=(1, 1))
        await opened.until(lambda: "Hardtoread:harbour" in told(opened), pause=0.08)
        assert app.theme_variables["primary"].lower() == "#0f1a21"
        path.write_text("x = 1", "utf-8")
        os.utime(path, ns=(2, 2))
        await opened.until(lambda: "thereisnocolourx" in told(opened), pause=0.08)
        assert app.theme_variables["primary"].lower() == "#0f1a21"
        written(themes_folder(), LEAST, "later")
        app.action_command("app.choose-theme")
        await opened.type("later")
        await opened.until_seen("later")
        await opened.press("enter")
        await opened.until(lambda: app.theme == "later")


def test_a_broken_theme_that_is_wanted_is_refused_with_its_own_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    written(themes_folder(), f'{LEAST}error = "red"')
    with pytest.raises(UsageError, match="error is red"):
        LaunchdeckApp(sample_workspace(tmp_path), MemoryEngine(tmp_path), Config(theme="harbour"))
