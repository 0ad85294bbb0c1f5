"""An env document with its place on the disk: load it, edit it, save it without surprises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tui.workspace import storage
from tui.workspace.composecheck import ComposeRefusedError, misread_keys
from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import (
    EnvEditError,
    EnvFileError,
    EnvFileLocked,
    EnvKeyError,
    EnvValueError,
)
from tui.workspace.history import Entry, History
from tui.workspace.problems import LineProblem
from tui.workspace.threeway import EnvFileChanged, Side, ThreeWay, on_top

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
    "Side",
    "ThreeWay",
]


MAX_TRIES = 20
"""How often an edit is put on top of what others wrote meanwhile."""
MAX_NAMED = 5
"""Keys named in a message."""


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
    warnings: list[str] = field(default_factory=list)
    """Who else may read or replace the file, as sentences (FIELD F64)."""


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

        Then it is read again, by our own readers and by Compose where it is at hand; what does not read as it was
        meant is taken back.

        Raises:
            EnvFileChanged: the file on disk is not the one that was read; nothing was written.
            EnvFileLocked: another writer holds the lock; nothing was written.
            EnvFileError: it cannot be written (nothing was), or did not read back as it was meant.
        """
        data = self.document.to_bytes()
        target = storage.real_path(self.path)
        if storage.read(target) == storage.Snapshot(data, exists=True):
            self._snapshot = storage.Snapshot(data, exists=True)
            return SaveResult(written=False, path=target)
        storage.refuse_shared_folder(target)
        meant, before = self.document.values(), self.base.values()
        with storage.locked(target):
            storage.remove_debris(target)
            self._refuse_if_changed(target)
            former = self.history.keep(self._snapshot.data) if self._snapshot.exists else None
            storage.replace(target, data, before_rename=lambda: self._refuse_if_changed(target))
            if wrong := _misread(target, self.document, former):
                raise self._taken_back(target, wrong)
        self._snapshot = storage.Snapshot(data, exists=True)
        changed = [key for key in {**before, **meant} if before.get(key) != meant.get(key)]
        return SaveResult(True, target, former, changed, storage.exposures(target))

    def save_on_top(self) -> SaveResult:
        """As :meth:`save`; where the file changed meanwhile and no key was changed twice, the edits go on top.

        Raises:
            EnvFileChanged: a key was changed on both sides, or the file does not stop changing.
            EnvFileLocked, EnvFileError: as :meth:`save`.
        """
        for _ in range(MAX_TRIES):
            try:
                return self.save()
            except EnvFileChanged as error:
                changed = error
                if error.collisions:
                    break
                self.document = on_top(error.base, error.mine, error.theirs)
                self._snapshot = error.found
        raise changed

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
                found=now,
            )

    def _taken_back(self, target: Path, wrong: Sequence[str]) -> EnvFileError:
        """Put the former file back; the error that says so."""
        what = f"{target} did not read back as it was meant: {', '.join(wrong[:MAX_NAMED])}"
        try:
            if self._snapshot.exists:
                storage.replace(target, self._snapshot.data)
            else:
                target.unlink()
        except (EnvFileError, OSError):
            return EnvFileError(what, "The former file is in the history: `launchdeck env history` lists it")
        former = "the former file is back" if self._snapshot.exists else "the new file was removed"
        return EnvFileError(f"{what}; {former}", "Write these values another way, or by hand")


def _misread(path: Path, document: EnvDocument, former: Path | None) -> list[str]:
    """The names that the file on the disk does not give the value that was meant, sorted; empty when all is well."""
    written = storage.read(path)
    read = EnvDocument.parse(written.data)
    wrong: set[str] = set()
    for meant, found in (
        (document.values(), read.values()),
        (document.views.python_values(), read.views.python_values()),
    ):
        wrong |= {key for key in found.keys() | meant.keys() if found.get(key) != meant.get(key)}
    wrong |= {key for key, value in document.meant.items() if read.value(key) != value}
    if not wrong and written.data != document.to_bytes():
        return ["its bytes"]
    if wrong:
        return sorted(wrong)
    try:
        return misread_keys(path, read, document.meant, former=former)
    except ComposeRefusedError:
        return ["Compose refuses the whole file"]
