"""Write, read and delete files of the application, wherever they are kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app

from runtime.patching import outside_loop
from runtime.storage.backends import Backend
from schemas.errors import LaunchdeckError

if TYPE_CHECKING:
    import opendal

Answer = TypeVar("Answer")


class StorageError(LaunchdeckError):
    """The storage refused, or cannot be reached."""


class MissingFileError(StorageError):
    """There is no file of that name."""


class Storage:
    """Files by key; a key looks like a relative path.

    OpenDAL runs threads of its own, which a fork would lose: the operator is made by the process that first uses it.
    """

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._made: dict[int, opendal.Operator] = {}
        """The operator by the process that made it."""

    def write(self, key: str, data: bytes, *, private: bool = False) -> None:
        """Keep the data; private files can be read by this user only, where files have owners."""
        if private and self.backend.scheme == "fs":
            self._reserve(key)
        self._do(key, lambda operator: operator.write(key, data))

    def read(self, key: str) -> bytes:
        """The data. Raises MissingFileError."""
        return bytes(self._do(key, lambda operator: operator.read(key)))

    def exists(self, key: str) -> bool:
        """Whether there is a file of that name."""
        return bool(self._do(key, lambda operator: operator.exists(key)))

    def delete(self, key: str) -> None:
        """Forget it; nothing happens when it does not exist."""
        self._do(key, lambda operator: operator.delete(key))

    def _do(self, key: str, call: Callable[[opendal.Operator], Answer]) -> Answer:
        import opendal  # noqa: PLC0415 - 40 MB of it: only who stores something pays

        try:
            return outside_loop(lambda: call(self._operator()))
        except opendal.exceptions.NotFound as error:
            raise MissingFileError(f"The storage has no file {key}") from error
        except _failures() as error:
            # Its own words may name keys and addresses; its first word says what kind of trouble it is.
            kind = str(error).partition(" ")[0]
            raise StorageError(
                f"The storage ({self.backend.scheme}) failed with {kind} at {key}",
                "Check STORAGE_TYPE and the variables of that storage",
            ) from None

    def _operator(self) -> opendal.Operator:
        import opendal  # noqa: PLC0415 - as above

        if (process := os.getpid()) not in self._made:
            options: dict[str, Any] = dict(self.backend.options)
            self._made[process] = opendal.Operator(self.backend.scheme, **options)
        return self._made[process]

    def _reserve(self, key: str) -> None:
        """Make the file before it has a content, so that nobody can read it in between."""
        path = Path(self.backend.options["root"], key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        path.chmod(0o600)


def _failures() -> tuple[type[Exception], ...]:
    """What OpenDAL raises; its exceptions have no class in common."""
    import opendal  # noqa: PLC0415 - as above

    found = vars(opendal.exceptions).values()
    return tuple(one for one in found if isinstance(one, type) and issubclass(one, Exception))


def storage() -> Storage:
    """The storage of the current application."""
    found: Storage = current_app.extensions["storage"]
    return found
