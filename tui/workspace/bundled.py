"""The bundled workspace: where it lies, in a checkout and in an installed wheel, and how it is copied."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from schemas.errors import LaunchdeckError

_INSTALLED = Path(__file__).with_name("bundled")
_CHECKOUT = Path(__file__).resolve().parents[2] / "docker"
_NEVER_COPIED = shutil.ignore_patterns(".env", "middleware.env", ".launchdeck", "volumes", "__pycache__")
"""What belongs to somebody's deployment, should the folder have been used in place."""


class WorkspaceExistsError(LaunchdeckError):
    """The folder that a workspace should be copied to is in use."""


def bundled_workspace() -> Path:
    """The folder of the bundled workspace; LaunchdeckError when the installation is not whole."""
    for folder in (_INSTALLED, _CHECKOUT):
        if (folder / ".env.example").is_file():
            return folder
    raise LaunchdeckError("the bundled workspace is missing", "install launchdeck again")


def copy_bundled(target: Path) -> list[Path]:
    """Copy the bundled workspace into a new or empty folder; returns the files, relative to it.

    Raises WorkspaceExistsError when the folder has content, LaunchdeckError when it cannot be written.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise WorkspaceExistsError(f"{target} exists and is not an empty folder", "name another one")
        shutil.copytree(bundled_workspace(), target, ignore=_NEVER_COPIED, dirs_exist_ok=True)
        _make_readable(target)
    except (OSError, shutil.Error) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "not every file was copied"
        raise LaunchdeckError(f"{target} cannot be written: {reason}", "check its owner and the free space") from None
    return sorted(path.relative_to(target) for path in target.rglob("*") if path.is_file())


def _make_readable(folder: Path) -> None:
    """Give folders, scripts and files their usual modes, however strict the installation was: containers mount them."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.suffix == ".sh" else 0o644)
