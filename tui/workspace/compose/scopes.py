"""What a reference in a file is resolved with: the outer values first, then the env files of an include."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tui.workspace.compose.project import Scope
from tui.workspace.document import EnvDocument


def environment_of_scope(scope: Scope | None, env: Mapping[str, str]) -> dict[str, str]:
    """The values that the references of a scope see; those of the project itself win."""
    if scope is None:
        return dict(env)
    seen = environment_of_scope(scope.outer, env)
    for path in scope.env_files:
        document = read_env_file(path)
        if document is not None:
            seen = {**document.values(seen), **seen}
    return seen


def read_env_file(path: Path) -> EnvDocument | None:
    """An env file that a compose file names; None when it is missing or cannot be read."""
    try:
        return EnvDocument.parse(path.read_bytes())
    except OSError:
        return None
