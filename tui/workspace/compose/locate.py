"""Which files a folder's compose project is made of: names and precedence as Compose has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.workspace.compose.text import path_text

COMPOSE_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
"""The names that Compose looks for, in its order (measured with 2.40.3)."""

OVERRIDE_NAMES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
"""The first of these that exists is merged over the compose file, whatever that one is called."""

FILES_VARIABLE, SEPARATOR_VARIABLE = "COMPOSE_FILE", "COMPOSE_PATH_SEPARATOR"


class ComposeFiles(NamedTuple):
    """The files of a project, the base first."""

    paths: tuple[Path, ...] = ()
    directory: Path | None = None
    """What relative paths in them start from: the folder of the first file."""
    env_files: tuple[Path, ...] = ()
    """Env files that add to the workspace's own: the one in that folder, when it is another one."""

    def __bool__(self) -> bool:
        return bool(self.paths)


def locate(root: Path, env: Mapping[str, str], chosen: Sequence[Path] = ()) -> ComposeFiles:
    """The compose files of a folder.

    Those that were chosen (several ``-f``), else those that ``COMPOSE_FILE`` in the env file names, else the first
    of Compose's names with its override file. A file that is named counts also when it is missing, so that reading it
    says so. The operator's own COMPOSE_FILE is not asked: a launch does not get it.
    """
    named = [root / path for path in chosen] or _named_by(root, env)
    if named:
        directory = named[0].parent
        elsewhere = directory.resolve() != root.resolve()
        return ComposeFiles(tuple(named), directory, (directory / ".env",) if elsewhere else ())
    base = _first(root, COMPOSE_NAMES)
    if base is None:
        return ComposeFiles()
    override = _first(root, OVERRIDE_NAMES)
    return ComposeFiles((base, override) if override else (base,), root)


def has_compose_file(root: Path) -> bool:
    """True when Compose would find a file of its own names there."""
    return _first(root, COMPOSE_NAMES) is not None


def _named_by(root: Path, env: Mapping[str, str]) -> list[Path]:
    separator = env.get(SEPARATOR_VARIABLE) or ":"
    return [root / part for part in path_text(env.get(FILES_VARIABLE, "")).split(separator) if part]


def _first(root: Path, names: Sequence[str]) -> Path | None:
    return next((root / name for name in names if (root / name).is_file()), None)
