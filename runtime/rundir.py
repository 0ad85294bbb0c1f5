"""The run folder: everything that a mode writes outside the declared data folders lies below it.

Schedule file, heartbeat files, gunicorn's worker files. In a container with a read-only root it is a tmpfs.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.errors import StartError

NAME = "launchdeck"
"""The folder's name below the user's runtime folder."""


def locate(environ: Mapping[str, str]) -> Path:
    """Where the run folder is: RUNTIME_DIR, else below XDG_RUNTIME_DIR, else below the temporary folder."""
    if chosen := environ.get("RUNTIME_DIR"):
        return Path(chosen)
    if runtime := environ.get("XDG_RUNTIME_DIR"):
        return Path(runtime) / NAME
    # Not tempfile: it fails where nothing is writable, and the health check asks here too, every few seconds.
    return Path(environ.get("TMPDIR") or "/tmp") / f"{NAME}-{os.getuid()}"  # noqa: S108 - prepare() looks whose it is


def prepare(environ: Mapping[str, str]) -> Path:
    """Make the run folder with mode 0700 and prove that it can be written.

    A folder that was not named by RUNTIME_DIR must be ours and nobody else's: the temporary folder is shared.
    Raises StartError (exit 78).
    """
    folder = locate(environ)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError as error:
        raise _unusable(folder, error.strerror or "it cannot be made") from error
    if not environ.get("RUNTIME_DIR"):
        if stat.S_ISLNK(status.st_mode) or status.st_uid != os.getuid():
            raise _unusable(folder, "it belongs to somebody else")
        folder.chmod(0o700)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unusable(folder, "it cannot be written")
    return folder


def _unusable(folder: Path, reason: str) -> StartError:
    from runtime import exits  # noqa: PLC0415 - not for the health check
    from runtime.errors import StartError  # noqa: PLC0415

    return StartError(
        f"The run folder {folder} is of no use: {reason}",
        "Set RUNTIME_DIR to a folder that this user may write",
        code=exits.CONFIG,
    )


def heartbeat_file(folder: Path, mode: str) -> Path:
    """The file whose age says when a mode was last seen alive."""
    return folder / f"{mode}.heartbeat"


def started_file(folder: Path, mode: str) -> Path:
    """The file whose age says when a mode was last started."""
    return folder / f"{mode}.started"


def begin(folder: Path, mode: str) -> None:
    """Note the start of a mode, and forget the heartbeat of the run before."""
    heartbeat_file(folder, mode).unlink(missing_ok=True)
    started_file(folder, mode).touch()


def schedule_file(folder: Path) -> Path:
    """Where beat remembers when each entry last ran."""
    return folder / "celerybeat-schedule"
