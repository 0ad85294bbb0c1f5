"""Writing what the log shows to a file that only its owner can read: a log may hold what is nobody else's business."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from schemas.errors import LaunchdeckError
from tui.workspace.storage import PRIVATE_FILE


def file_name(service: str, now: datetime) -> str:
    """A name for the file: what it is of, and when."""
    return f"{service or 'all-services'}-{now:%Y%m%d-%H%M%S}.log"


def write(path: Path, text: str) -> None:
    """Write a new file, whole or not at all. Raises LaunchdeckError where there is one already, or none can be."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    except FileExistsError:
        raise LaunchdeckError(f"{path} exists already", "Choose another name") from None
    except OSError as error:
        raise _refusal(path, error) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _refusal(path, error) from None


def _refusal(path: Path, error: OSError) -> LaunchdeckError:
    return LaunchdeckError(f"{path} cannot be written: {error.strerror}", "Choose another folder")
