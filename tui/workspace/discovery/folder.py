"""The files of a workspace that matter, by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.workspace.compose.locate import ComposeFiles, has_compose_file, locate
from tui.workspace.compose.scopes import read_env_file

EXAMPLE_NAMES = (
    *(".env.example", ".env.sample", ".env.template", ".env.dist", ".env.schema"),
    *("env.example", "example.env", "env.sample", "env.template"),
)
"""Example files, the likeliest name first."""

ENV_FOLDER = "envs"
"""Products with many files keep them here: ``envs/api.env.example``, ``envs/stores/redis.env``."""

PROJECT_FILE = "launchdeck.toml"
"""What the project itself states of its variables."""

_EXAMPLE_ENDINGS = (".env.example", ".env.sample", ".env.template", ".env.dist")


class Folder(NamedTuple):
    """The files of a workspace that matter."""

    root: Path
    compose: tuple[Path, ...] = ()
    """The compose file and its override, or those that were named."""
    example: Path | None = None
    """The template of the env file."""
    files: ComposeFiles = ComposeFiles()
    more_examples: tuple[Path, ...] = ()
    """Templates of other env files of the project."""
    project_file: Path | None = None

    @property
    def env(self) -> Path:
        """The file that is configured."""
        return self.root / ".env"


def look(root: Path, env: Mapping[str, str] | None = None, chosen: Sequence[Path] = ()) -> Folder:
    """The files of a folder. Env is what its env file sets, read when it is not given; chosen are files to use."""
    if env is None:
        document = read_env_file(root / ".env")
        env = document.values({}) if document else {}
    files = locate(root, env, chosen)
    example = next((root / name for name in EXAMPLE_NAMES if (root / name).is_file()), None)
    beside = [path for path in sorted(root.glob("*.env.*")) if path.name.endswith(_EXAMPLE_ENDINGS) and path.is_file()]
    if example is None and beside:
        example = beside[0]
    inside = [path for path in sorted((root / ENV_FOLDER).rglob("*")) if _is_env_file(path) and path.is_file()]
    more = tuple(path for path in (*beside, *_templates_first(inside)) if path != example)
    project_file = root / PROJECT_FILE
    return Folder(root, files.paths, example, files, more, project_file if project_file.is_file() else None)


def find_root(start: Path) -> Path:
    """The workspace that a command means without -C: the folder itself when it holds a compose file, else ./docker."""
    if has_compose_file(start) or not (start / "docker").is_dir():
        return start
    return start / "docker"


def _is_env_file(path: Path) -> bool:
    return path.name.endswith((*_EXAMPLE_ENDINGS, ".env")) or path.name in EXAMPLE_NAMES


def _templates_first(paths: Sequence[Path]) -> list[Path]:
    """Where both ``api.env`` and ``api.env.example`` exist, only the template says what there is to configure."""
    templates = {str(path).removesuffix(path.suffix) for path in paths if path.suffix != ".env"}
    return [path for path in paths if path.suffix != ".env" or str(path) not in templates]
