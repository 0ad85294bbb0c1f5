"""Which engine runs a workspace."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tui.engine import choice
from tui.engine.choice import choose_engine, effective_values
from tui.engine.compose import ComposeEngine
from tui.engine.local.layout import Layout


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    """A folder that looks like the bundled workspace."""
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n")
    (tmp_path / choice.TEMPLATE).write_text("services: {}\n")
    return tmp_path


@pytest.mark.parametrize(("answers", "expected"), [(True, "compose"), (False, "local")])
def test_the_bundled_workspace_takes_docker_where_it_answers(
    bundled: Path, monkeypatch: pytest.MonkeyPatch, answers: bool, expected: str
) -> None:
    monkeypatch.setattr(choice, "_docker_answers", lambda: answers)
    assert choose_engine("auto", bundled).name == expected


def test_no_docker_is_noticed_at_once(bundled: Path) -> None:
    assert choose_engine("auto", bundled).name == "local"


def test_an_adopted_folder_is_composes_also_without_docker(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    assert choose_engine("auto", tmp_path).name == "compose"


def test_without_a_compose_file_there_is_only_the_local_engine(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=1\n")
    assert choose_engine("auto", tmp_path).name == "local"


def test_a_local_engine_that_runs_is_kept_and_one_that_died_is_not(
    bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "_docker_answers", lambda: True)
    path = Layout.of(bundled).socket
    path.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        assert choose_engine("auto", bundled).name == "local"
    assert path.exists()
    assert choose_engine("auto", bundled).name == "compose"


def test_what_is_named_is_taken(bundled: Path) -> None:
    assert choose_engine("local", bundled).name == "local"
    assert choose_engine("compose", bundled).name == "compose"


def test_the_values_in_force_are_read_again_only_when_a_file_changed(bundled: Path) -> None:
    (bundled / ".env").write_text("LOG_LEVEL=INFO\n")
    values = effective_values(bundled)
    first = values()
    assert values() is first
    (bundled / ".env").write_text("LOG_LEVEL=DEBUG\n")
    assert (first["LOG_LEVEL"], values()["LOG_LEVEL"]) == ("INFO", "DEBUG")


def test_files_that_are_named_are_what_compose_gets(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("services: {}\n")
    engine = choose_engine("auto", tmp_path, [Path("a.yaml"), Path("b.yaml")])
    assert isinstance(engine, ComposeEngine)
    assert engine.project.files == (Path("a.yaml"), Path("b.yaml"))
