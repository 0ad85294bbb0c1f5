"""An env document with its place on the disk: load it, edit it, save it without surprises."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tui.workspace import storage
from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import (
    EnvEditError,
    EnvFileChanged,
    EnvFileError,
    EnvFileLocked,
    EnvKeyError,
    EnvValueError,
)
from tui.workspace.history import Entry, History
from tui.workspace.problems import LineProblem

__all__ = [
    "Entry",
    "EnvDocument",
    "EnvEditError",
    "EnvFile",
    "EnvFileChanged",
    "EnvFileError",
    "EnvFileLocked",
    "EnvKeyError",
    "EnvValueError",
    "History",
    "LineProblem",
    "SaveResult",
]


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What a save did."""

    written: bool
    """False when the file on disk was identical already."""
    path: Path
    """The file, behind symbolic links."""
    former: Path | None = None
    """Where the history keeps the former file; None for a new one."""
    changed: list[str] = field(default_factory=list)
    """The keys whose resolved value is another one than before."""


class EnvFile:
    """An env document, the path it came from and what was there when it was read."""

    def __init__(self, path: Path, snapshot: storage.Snapshot) -> None:
        self.path = path
        """The path as it was named; it may be a symbolic link."""
        self.document = EnvDocument.parse(snapshot.data)
        """The document that is edited."""
        self._snapshot = snapshot

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an env file; a missing one is an empty document.

        Raises:
            EnvFileError: a folder in its place, or no right to read it.
        """
        return cls(path, storage.read(path))

    @property
    def exists(self) -> bool:
        """Whether the file was there when it was read or saved last."""
        return self._snapshot.exists

    @property
    def base(self) -> EnvDocument:
        """The document as it was read or saved last."""
        return EnvDocument.parse(self._snapshot.data)

    @property
    def modified(self) -> bool:
        """Whether the document differs from what was read or saved last."""
        return self.document.to_bytes() != self._snapshot.data

    @property
    def history(self) -> History:
        """The former contents of the file."""
        return History(self.path)

    def save(self) -> SaveResult:
        """Write the document: the former file goes to the history, the new one replaces it in one step.

        Raises:
            EnvFileChanged: the file on disk is not the one that was read; nothing was written.
            EnvFileLocked: another writer holds the lock; nothing was written.
            EnvFileError: it cannot be written (nothing was), or does not read back as it was meant.
        """
        data = self.document.to_bytes()
        target = storage.real_path(self.path)
        if storage.read(target) == storage.Snapshot(data, exists=True):
            self._snapshot = storage.Snapshot(data, exists=True)
            return SaveResult(written=False, path=target)
        meant, before = self.document.values(), self.base.values()
        with storage.locked(target):
            storage.remove_debris(target)
            self._refuse_if_changed(target)
            former = self.history.keep(self._snapshot.data) if self._snapshot.exists else None
            storage.replace(target, data, before_rename=lambda: self._refuse_if_changed(target))
            written = storage.read(target)
        _verify(target, written, data, meant)
        self._snapshot = written
        changed = [key for key in {**before, **meant} if before.get(key) != meant.get(key)]
        return SaveResult(written=True, path=target, former=former, changed=changed)

    def restore(self, number: int) -> SaveResult:
        """Save a former content again; the present one goes to the history.

        Raises:
            EnvFileError: there is no such entry, or one of the reasons of :meth:`save`.
        """
        self.document = self.history.read(number)
        return self.save()

    def _refuse_if_changed(self, target: Path) -> None:
        """Give up when somebody else wrote the file since it was read."""
        now = storage.read(target)
        if now.fingerprint != self._snapshot.fingerprint:
            what = "was changed by something else" if now.exists else "was removed"
            raise EnvFileChanged(
                f"{target} {what} since it was opened",
                "Nothing was written: compare the two and decide which values to keep",
                base=self.base,
                mine=self.document,
                theirs=EnvDocument.parse(now.data),
            )


def _verify(path: Path, written: storage.Snapshot, data: bytes, meant: dict[str, str]) -> None:
    """Compare what is on the disk with what was meant, key by key."""
    values = EnvDocument.parse(written.data).values()
    wrong = sorted(key for key in {**values, **meant} if values.get(key) != meant.get(key))
    if wrong or written.data != data:
        raise EnvFileError(
            f"{path} does not read back as it was written" + (f": {', '.join(wrong[:5])}" if wrong else ""),
            "The former file is in the history: `launchdeck env history` lists it",
        )
