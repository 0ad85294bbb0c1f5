"""Which engine runs a workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tui.engine.protocol import Engine, EngineError


def effective_values(root: Path) -> Callable[[], Mapping[str, str]]:
    """A function that reads the values in force from the files on disk, each time it is called."""

    def read() -> Mapping[str, str]:
        from tui.workspace.workspace import Workspace

        workspace = Workspace.open(root, {})
        given = workspace.document.values({})
        defaults = {variable.name: variable.default for variable in workspace.catalog if variable.default is not None}
        return {**defaults, **given}

    return read


def choose_engine(name: str, root: Path) -> Engine:
    """The engine of that name for a workspace; auto takes the one that is there.

    Raises EngineError for an engine that this version does not have.
    """
    if name == "compose":
        raise EngineError("this version has no Compose engine yet", "use --engine local, or docker compose itself")
    from tui.engine.local import LocalEngine

    return LocalEngine(root, effective_values(root))
