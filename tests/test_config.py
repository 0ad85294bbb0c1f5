"""The person's settings: read with clear errors, and carried out by the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.errors import UsageError
from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tui import keytable
from tui.app import LaunchdeckApp
from tui.config import Config, animation_of, config_path, load_config
from tui.theme import ASCII, CONTRAST, DARK, LIGHT, THEMES, choose_glyphs, contrast, glyphs, in_palette, usual_theme


@pytest.fixture(autouse=True)
def own_glyphs() -> Iterator[None]:
    yield
    choose_glyphs("auto")


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml") == Config()
    assert config_path({"XDG_CONFIG_HOME": "/c"}) == Path("/c/launchdeck/config.toml")


def test_every_setting_is_read(tmp_path: Path) -> None:
    text = 'theme = "launchdeck-light"\nglyphs = "ascii"\nanimation = "full"\nmouse = false\n'
    text += 'density = "compact"\n[keys]\n"app.quit" = "Q"\n'
    found = load_config(written(tmp_path, text))
    assert found == Config("launchdeck-light", "ascii", "full", mouse=False, density="compact", keys={"app.quit": "Q"})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('them = "x"', "did you mean theme?"),
        ('glyphs = "asci"', "did you mean ascii?"),
        ('mouse = "yes"', "mouse must be true or false"),
        ("theme = 1", "theme must be a text"),
        ("keys = 1", "keys must be a table"),
        ("[keys]\nx = 1", "keys must be a table"),
        ("theme =", "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as raised:
        load_config(path)
    assert says in str(raised.value)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_over_ssh_nothing_moves_unless_it_was_asked_for() -> None:
    assert animation_of(Config(), {"SSH_CONNECTION": "x"}) == "none"
    assert animation_of(Config(), {}) == "basic"
    assert animation_of(Config(animation="full"), {"SSH_CONNECTION": "x"}) == "full"


async def test_the_app_carries_the_settings_out(tmp_path: Path) -> None:
    config = Config(theme=LIGHT.name, glyphs="ascii", animation="none", keys={"app.services": "f7"})
    app = LaunchdeckApp(sample_workspace(tmp_path), MemoryEngine(tmp_path), config)
    async with app.run_test() as pilot:
        assert app.theme == LIGHT.name
        assert glyphs() is ASCII
        assert app.animation_level == "none"
        await pilot.press("3")
        assert app.current_mode == "configure"
        await pilot.press("f7")
        assert app.current_mode == "services"


@pytest.mark.parametrize("config", [Config(theme="launchdeck-lite"), Config(keys={"app.quitt": "Q"})])
def test_an_unknown_theme_or_command_is_refused_with_the_nearest(tmp_path: Path, config: Config) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        LaunchdeckApp(sample_workspace(tmp_path), MemoryEngine(tmp_path), config)


def test_the_page_of_keys_is_current() -> None:
    assert keytable.main(["--check"]) == 0


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_of_a_theme_can_be_read(theme: object) -> None:
    from textual.theme import Theme

    assert isinstance(theme, Theme)
    wanted = 7.0 if theme is CONTRAST else 4.5  # WCAG 2.2: 1.4.6 enhanced, 1.4.3 minimum
    texts = [theme.foreground, theme.primary, theme.secondary, theme.accent, theme.success, theme.warning, theme.error]
    texts.append(theme.variables["faint"])
    grounds = [theme.background, theme.surface]
    weak = [
        (text, ground, round(contrast(text, ground), 2))
        for text in texts
        for ground in grounds
        if text and ground and contrast(text, ground) < wanted
    ]
    assert weak == []
    assert contrast(str(theme.foreground), theme.variables["cursor-row"]) >= wanted


def test_the_dark_theme_is_the_first() -> None:
    assert THEMES[0] is DARK


@pytest.mark.parametrize(
    ("colour", "near"),
    [
        ("#232b37", "#303030"),  # a dark blue-grey, which the framework would draw in navy
        ("#5fb3a6", "#5fafaf"),
        ("#000000", "#000000"),
        ("auto 60%", "auto 60%"),
    ],
)
def test_colours_are_rounded_to_the_palette_of_256_without_becoming_others(colour: str, near: str) -> None:
    assert in_palette(colour) == near


def test_a_terminal_of_sixteen_colours_gets_its_own() -> None:
    assert [usual_theme(system) for system in ("standard", "256", "truecolor", None)] == ["ansi-dark", *[DARK.name] * 3]
