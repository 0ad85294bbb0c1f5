"""What each view and filter shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.sample import sample_workspace
from tui.workspace.selection import EMPTY, SENTENCES, View, selected
from tui.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The sample, whose file has one wrong port."""
    return sample_workspace(tmp_path)


@pytest.mark.parametrize(
    ("view", "names"),
    [
        (View.ERRORS, ["DB_PORT"]),
        (View.CHANGED, []),
        (View.SET, ["LOG_LEVEL", "SECRET_KEY", "DB_HOST", "DB_PORT", "DB_PASSWORD"]),
        (View.SECRETS, ["SECRET_KEY", "DB_PASSWORD"]),
        (View.DISCOVERED, []),
        (View.REQUIRED, []),
    ],
)
def test_a_view_of_the_sample(workspace: Workspace, view: View, names: list[str]) -> None:
    assert selected(workspace, view) == names


def test_a_line_that_says_the_default_is_set_but_not_another_value(workspace: Workspace) -> None:
    workspace.set("LOG_LEVEL", "INFO")
    assert "LOG_LEVEL" in selected(workspace, View.SET)
    assert selected(workspace, View.NOT_DEFAULT) == ["SECRET_KEY", "DB_HOST", "DB_PORT", "DB_PASSWORD"]


def test_what_is_required_depends_on_what_is_in_force(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n", "utf-8")
    (tmp_path / ".env").write_text("COMPOSE_PROFILES=certbot\nVECTOR_STORE=weaviate\n", "utf-8")
    workspace = Workspace.open(tmp_path, {})
    assert "CERTBOT_DOMAIN" in selected(workspace, View.REQUIRED)
    workspace.set("COMPOSE_PROFILES", "postgresql")
    assert "CERTBOT_DOMAIN" not in selected(workspace, View.REQUIRED)


def test_every_view_has_its_words() -> None:
    assert set(SENTENCES) == set(EMPTY) == set(View)


def test_the_recent_ones_are_those_that_were_edited_or_opened_the_newest_first(workspace: Workspace) -> None:
    for name in ("DB_HOST", "LOG_LEVEL", "GONE", "DB_HOST"):
        workspace.recent.visit(name)
    workspace.set("DB_PORT", "1")
    workspace.unset("LOG_LEVEL")
    assert selected(workspace, View.RECENT) == ["LOG_LEVEL", "DB_PORT", "DB_HOST"]
