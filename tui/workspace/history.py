"""The former contents of an env file: the last twenty, for the owner only, never for a repository."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tui.workspace import masking, storage
from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import EnvFileError

KEPT = 20
"""How many former files are kept of each env file."""

_STAMP = re.compile(r"(\d{8}T\d{6})\.(\d{6})Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One former content of an env file."""

    number: int
    """1 is the newest."""
    path: Path
    saved: datetime.datetime
    """When it was replaced, in UTC."""
    size: int = 0
    """In bytes."""


class History:
    """The former contents of one env file, in ``.launchdeck/history`` beside it."""

    def __init__(self, path: Path) -> None:
        self._path = storage.real_path(path)
        self.folder = self._path.parent / storage.STATE_FOLDER / "history"
        """Where the former files are."""

    def entries(self) -> list[Entry]:
        """The former files, the newest first."""
        prefix = f"{self._path.name}."
        found: list[tuple[datetime.datetime, Path]] = []
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            for path in self.folder.iterdir():
                match = _STAMP.fullmatch(path.name.removeprefix(prefix))
                if path.name.startswith(prefix) and match:
                    when = datetime.datetime.strptime(match[1] + match[2], "%Y%m%dT%H%M%S%f")
                    found.append((when.replace(tzinfo=datetime.UTC), path))
        return [
            Entry(number, path, when, _size(path)) for number, (when, path) in enumerate(sorted(found, reverse=True), 1)
        ]

    def read(self, number: int) -> EnvDocument:
        """The document of an entry.

        Raises:
            EnvFileError: there is no such entry, or it cannot be read.
        """
        return EnvDocument.parse(storage.read(self.entry(number).path).data)

    def entry(self, number: int) -> Entry:
        """The entry with this number.

        Raises:
            EnvFileError: there is none.
        """
        for entry in self.entries():
            if entry.number == number:
                return entry
        raise EnvFileError(
            f"The history of {self._path} has no entry {number}", "List what there is with `launchdeck env history`"
        )

    def changed(self, number: int, present: EnvDocument) -> list[str]:
        """The keys that an entry gives another text than the present document does, in file order.

        Raises:
            EnvFileError: there is no such entry, or it cannot be read.
        """
        former = self.read(number)
        names = dict.fromkeys([*present.keys(), *former.keys()])
        return [name for name in names if former.literal(name) != present.literal(name)]

    def diff(self, number: int, present: EnvDocument, is_secret: Callable[[str], bool]) -> list[str]:
        """The unified difference from an entry to the present document, without line ends, secrets masked.

        Raises:
            EnvFileError: there is no such entry, or it cannot be read.
        """
        return masking.diff(self.read(number), present, is_secret, self._path.name)

    def keep(self, data: bytes) -> Path:
        """Keep a former content and drop what is older than the last twenty; for the holder of the lock.

        A content that is the newest entry already is not kept twice.

        Raises:
            EnvFileError: it cannot be kept; nothing was dropped.
        """
        storage.state_folder(self._path)
        try:
            self.folder.mkdir(mode=storage.PRIVATE_FOLDER, exist_ok=True)
            if self.folder.stat().st_mode & 0o077:
                self.folder.chmod(storage.PRIVATE_FOLDER)
        except OSError as error:
            raise storage.failure("write into", self.folder, error) from error
        now = datetime.datetime.now(datetime.UTC)
        newest = self.entries()[:1]
        if newest and newest[0].size == len(data) and storage.read(newest[0].path).data == data:
            return newest[0].path
        if newest and newest[0].saved >= now:
            # A clock that was set back must not turn the order around.
            now = newest[0].saved + datetime.timedelta(microseconds=1)
        kept = self.folder / f"{self._path.name}.{now:%Y%m%dT%H%M%S.%f}Z"
        storage.replace(kept, data)
        for entry in self.entries()[KEPT:]:
            with contextlib.suppress(OSError):
                entry.path.unlink()
        return kept


def _size(path: Path) -> int:
    """The size of a file; 0 when it is gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
