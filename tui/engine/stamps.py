"""Whether the files of a workspace changed since something was read from them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

WATCHED = ("*.yaml", "*.yml", "*.env", ".env*", "*.toml", "envs/**/*.env*")
"""Files whose change may change the project or its values."""

Stamp = tuple[tuple[str, int, int, int], ...]


def stamp_of(folder: Path, more: Iterable[Path] = ()) -> Stamp:
    """Path, time, size and inode of every file that may matter; ``more`` are files elsewhere."""
    found = {path for pattern in WATCHED for path in folder.glob(pattern)}
    marks = []
    for path in sorted(found | {folder / path for path in more}):
        try:
            status = path.stat()
        except OSError:
            continue
        marks.append((str(path), status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(marks)
