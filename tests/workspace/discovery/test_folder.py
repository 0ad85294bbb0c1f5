"""Which files of a folder matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.errors import UsageError
from tui.workspace.discovery import find_root, look
from tui.workspace.workspace import Workspace


@pytest.mark.parametrize(
    "name", [".env.example", ".env.sample", ".env.template", ".env.dist", "env.example", "shop.env.example"]
)
def test_a_folder_with_nothing_but_an_example_opens(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# What it listens on.\nPORT=80\n")
    workspace = Workspace.open(tmp_path, {})
    assert workspace.folder.example == tmp_path / name
    assert workspace.catalog["PORT"].help == "What it listens on."


def test_a_folder_of_env_files_opens(tmp_path: Path) -> None:
    (tmp_path / "envs" / "stores").mkdir(parents=True)
    (tmp_path / "envs" / "stores" / "redis.env.example").write_text("REDIS_SIZE=1\n")
    (tmp_path / "envs" / "stores" / "redis.env").write_text("REDIS_SIZE=2\n")
    (tmp_path / "envs" / "web.env").write_text("WEB=1\n")
    workspace = Workspace.open(tmp_path, {})
    assert [path.name for path in workspace.folder.more_examples] == ["redis.env.example", "web.env"]
    assert [category.title for category in workspace.catalog.categories] == ["Redis", "Web"]


def test_an_empty_folder_does_not_open(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no compose file"):
        Workspace.open(tmp_path, {})


def test_the_env_file_is_asked_for_the_compose_files(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COMPOSE_FILE=live.yaml\n")
    (tmp_path / "live.yaml").write_text("services: {}\n")
    assert look(tmp_path).compose == (tmp_path / "live.yaml",)


def test_chosen_files_are_used_instead(tmp_path: Path) -> None:
    for name in ("compose.yaml", "a.yaml", "b.yaml"):
        (tmp_path / name).write_text(f"services: {{s: {{environment: {{F: '${{{name[0].upper()}}}'}}}}}}\n")
    workspace = Workspace.open(tmp_path, {}, [Path("a.yaml"), Path("b.yaml")])
    assert {"A", "B"} <= set(workspace.catalog.names())
    assert "C" not in workspace.catalog


def test_without_a_folder_the_one_called_docker_is_meant(tmp_path: Path) -> None:
    (tmp_path / "docker").mkdir()
    assert find_root(tmp_path) == tmp_path / "docker"
    (tmp_path / "compose.yml").touch()
    assert find_root(tmp_path) == tmp_path
