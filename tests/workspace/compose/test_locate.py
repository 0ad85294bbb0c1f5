"""Which files a project is made of."""

from __future__ import annotations

from pathlib import Path

from tui.workspace.compose.locate import COMPOSE_NAMES, OVERRIDE_NAMES, has_compose_file, locate


def names(root: Path, env: dict[str, str] | None = None, *chosen: str) -> list[str]:
    """The files that are found, relative to the folder."""
    return [str(path.relative_to(root)) for path in locate(root, env or {}, [Path(one) for one in chosen]).paths]


def test_the_first_of_composes_names_counts(tmp_path: Path) -> None:
    for name in reversed(COMPOSE_NAMES):
        (tmp_path / name).touch()
        assert names(tmp_path) == [name]
    for name in reversed(OVERRIDE_NAMES):
        (tmp_path / name).touch()
        assert names(tmp_path) == [COMPOSE_NAMES[0], name]


def test_an_override_alone_is_no_project(tmp_path: Path) -> None:
    (tmp_path / OVERRIDE_NAMES[0]).touch()
    assert names(tmp_path) == []
    assert not has_compose_file(tmp_path)


def test_the_env_file_names_the_files(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").touch()
    (tmp_path / "compose.override.yaml").touch()
    assert names(tmp_path, {"COMPOSE_FILE": "a.yaml:b/c.yaml"}) == ["a.yaml", "b/c.yaml"]
    assert names(tmp_path, {"COMPOSE_FILE": "a.yaml;b.yaml", "COMPOSE_PATH_SEPARATOR": ";"}) == ["a.yaml", "b.yaml"]


def test_chosen_files_win_and_set_the_folder(tmp_path: Path) -> None:
    found = locate(tmp_path, {"COMPOSE_FILE": "a.yaml"}, [Path("deploy/b.yaml"), Path("c.yaml")])
    assert [path.name for path in found.paths] == ["b.yaml", "c.yaml"]
    assert found.directory == tmp_path / "deploy"
    assert found.env_files == (tmp_path / "deploy" / ".env",)
