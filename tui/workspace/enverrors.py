"""What can go wrong with an env file, as sentences for the person. None of them ever carries a value."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.errors import LaunchdeckError


class EnvKeyError(LaunchdeckError):
    """A name that cannot be the name of an environment variable in an env file."""


class EnvValueError(LaunchdeckError):
    """A value that no spelling carries through Compose and python-dotenv unharmed."""


class EnvEditError(LaunchdeckError):
    """An edit that would change how another line of the file is read."""

    def __init__(self, message: str, hint: str = "", *, keys: Iterable[str] = ()) -> None:
        super().__init__(message, hint)
        self.keys = frozenset(keys)
        """The keys that a reader would take for something else, as far as they are known."""


class EnvFileError(LaunchdeckError):
    """An env file that cannot be read or written: missing rights, full disk, a folder in its place."""


class EnvFileLocked(EnvFileError):  # noqa: N818 - the name says what happened
    """Another writer holds the lock of this env file."""
