"""Which engine runs a workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tui.engine.protocol import Engine, EngineError
from tui.engine.stamps import Stamp, stamp_of

TEMPLATE = "docker-compose-template.yaml"
"""Marks the bundled workspace, whose services the Local engine can run as processes."""


def effective_values(root: Path, files: Sequence[Path] = ()) -> Callable[[], Mapping[str, str]]:
    """A function that gives the values in force from the files on disk; it reads them again when one has changed."""
    last: list[tuple[Stamp, Mapping[str, str]]] = []

    def read() -> Mapping[str, str]:
        from tui.workspace.workspace import Workspace

        stamp = stamp_of(root, files)
        if not last or last[0][0] != stamp:
            workspace = Workspace.open(root, {}, files)
            given = workspace.document.values({})
            defaults = {one.name: one.default for one in workspace.catalog if one.default is not None}
            last[:] = [(stamp, {**defaults, **given})]
        return last[0][1]

    return read


def choose_engine(name: str, root: Path, files: Sequence[Path] = (), project: str = "") -> Engine:
    """The engine of that name for a workspace; ``files`` are compose files to use instead of those found there.

    ``project`` is the name of the Compose project, instead of what the files say.

    ``auto`` takes the Local engine where it runs already, Compose where there is a compose file and Docker answers,
    and the Local engine for the bundled workspace on a machine without Docker. For any other folder it is Compose,
    which then says what is missing.
    """
    if name == "auto":
        name = "compose" if files or project else _which(root)
    if name == "compose":
        from tui.engine.compose import ComposeEngine

        return ComposeEngine(root, effective_values(root, files), files, project)
    from tui.engine.local import LocalEngine

    return LocalEngine(root, effective_values(root, files))


def _which(root: Path) -> str:
    from tui.engine.local.layout import Layout
    from tui.workspace.discovery import look

    if _listens(Layout.of(root).socket) or not look(root).compose:
        return "local"
    return "compose" if not (root / TEMPLATE).exists() or _docker_answers() else "local"


def _listens(path: Path) -> bool:
    """Whether somebody serves a unix socket; one that was left by a killed process is only a file."""
    import socket

    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def _docker_answers() -> bool:
    from tui.engine.compose.client import connect

    try:
        connect().close()
    except EngineError:
        return False
    return True
