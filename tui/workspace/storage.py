"""Reading and replacing a file so that it is always the old one or the new one, whole.

A file is replaced by writing a new one beside it, flushing it to the disk, renaming it over the old one and
flushing the folder. Owner, group, mode and extended attributes stay; a new file is for its owner only. A symbolic
link is followed and its target replaced.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tui.workspace.enverrors import EnvFileError, EnvFileLocked

PRIVATE_FILE = 0o600
PUBLIC_FILE = 0o644
PRIVATE_FOLDER = 0o700
STATE_FOLDER = ".launchdeck"
"""The folder beside an env file that holds its lock and its history; it is never for a repository."""

LOCK_SECONDS = 5.0
"""How long a writer waits for another one."""
SHARED_VARIABLE = "LAUNCHDECK_SHARED_FOLDER"
"""Set to 1 it allows files with secrets in a folder that anybody may write, where rights mean nothing anyway."""

_WRITABLE = 0o222

_HINTS = {
    errno.EACCES: "Change the rights of the file and its folder, or run this as their owner",
    errno.EPERM: "Change the rights of the file and its folder, or run this as their owner",
    errno.EROFS: "The file system is mounted read-only: mount it writable or work on a copy",
    errno.ENOSPC: "The disk is full: free some space and save again",
    errno.EDQUOT: "The disk quota is used up: free some space and save again",
    errno.EFBIG: "The file would be larger than this process may write: raise the limit",
    errno.ELOOP: "The symbolic link points to itself: repair it",
    errno.ENAMETOOLONG: "The path is too long for this file system",
    errno.ENOENT: "The folder does not exist: create it first",
    errno.ENOTDIR: "A part of the path is a file, not a folder",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was read."""

    data: bytes
    exists: bool

    @property
    def fingerprint(self) -> str:
        """Tells two contents apart; a missing file has one of its own."""
        return hashlib.sha256(self.data).hexdigest() if self.exists else "missing"


def real_path(path: Path) -> Path:
    """The file behind symbolic links, existing or not.

    Raises:
        EnvFileError: the links run in a circle.
    """
    try:
        return path.resolve()
    except (RuntimeError, OSError) as error:
        raise EnvFileError(f"{path} is a symbolic link that leads nowhere", _HINTS[errno.ELOOP]) from error


def read(path: Path) -> Snapshot:
    """The content of a file; a missing file is an empty one.

    Raises:
        EnvFileError: a folder or a device in its place, or no right to read it.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise EnvFileError(
                f"{path} is a folder, not a file",
                "Docker makes such a folder when a missing file is mounted: remove it and write the file",
            )
        if not stat.S_ISREG(status.st_mode):
            raise EnvFileError(f"{path} is not a regular file", "Name a file")
        return Snapshot(path.read_bytes(), exists=True)
    except FileNotFoundError:
        return Snapshot(b"", exists=False)
    except OSError as error:
        raise failure("read", path, error) from error


def failure(what: str, path: Path, error: OSError) -> EnvFileError:
    """The error of the system as one of ours: what could not be done, where, and how to mend it."""
    reason = os.strerror(error.errno).lower() if error.errno else "unknown reason"
    return EnvFileError(f"Cannot {what} {path}: {reason}", _HINTS.get(error.errno or 0, ""))


def refuse_shared_folder(path: Path) -> None:
    """Refuse to write where anybody may put another file in the place of this one (FIELD F64).

    Raises:
        EnvFileError: the folder is writable for everybody, without the bit that protects files of others.
    """
    try:
        mode = path.parent.stat().st_mode
    except OSError:
        return  # what is wrong with the folder is said when the file is written
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX and os.environ.get(SHARED_VARIABLE) != "1":
        raise EnvFileError(
            f"Every user of this machine may replace files in {path.parent}, so no secrets are written there",
            f"chmod o-w {path.parent}; {SHARED_VARIABLE}=1 allows it where the file system knows no rights",
        )


def exposures(path: Path) -> list[str]:
    """Who else may read or change a file, or put another one in its place, as sentences."""
    try:
        file, folder = path.stat().st_mode, path.parent.stat().st_mode
    except OSError:
        return []
    found: list[str] = []
    if file & 0o002:
        found.append(f"Every user of this machine may change {path}: chmod 600 {path}")
    elif file & 0o004:
        found.append(f"Every user of this machine may read {path}: chmod 600 {path}")
    if folder & stat.S_IWOTH and not folder & stat.S_ISVTX:
        found.append(f"Every user of this machine may replace {path}: chmod o-w {path.parent}")
    return found


def may_write(path: Path, status: os.stat_result) -> bool:
    """Whether a file is meant to be written: root may write any, so its mode counts too."""
    return bool(status.st_mode & _WRITABLE) and os.access(path, os.W_OK)


def replace(
    path: Path, data: bytes, *, before_rename: Callable[[], None] | None = None, new_mode: int = PRIVATE_FILE
) -> None:
    """Replace the file with ``data`` in one step.

    Args:
        path: the file itself, not a link to it.
        data: the new content.
        before_rename: called when the new file is complete on the disk; raises to give up.
        new_mode: the rights of a file that was not there before.

    Raises:
        EnvFileError: nothing was written and the file is the old one, or it says that the file was written.
    """
    try:
        old: os.stat_result | None = path.stat()
    except FileNotFoundError:
        old = None
    except OSError as error:
        raise failure("write", path, error) from error
    if old is not None and not may_write(path, old):
        # The rename would work, and root may do anything; a person who took the right away meant it.
        raise EnvFileError(f"Cannot write {path}: it is read-only", "Give yourself the right to write it: chmod u+w")
    temporary = path.with_name(f"{_temporary_prefix(path)}{secrets.token_hex(8)}")
    try:
        _write_new(temporary, data, path, old, new_mode)
        if before_rename is not None:
            before_rename()
        temporary.replace(path)
    except OSError as error:
        raise failure("write", path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    try:
        _flush_folder(path.parent)
    except OSError as error:
        raise EnvFileError(
            f"{path} was written, but the disk does not confirm it", "Look at the disk, then save again"
        ) from error


def write_private(path: Path, text: str) -> None:
    """Replace a file of ours in one step; only its owner can read it, whatever was there before.

    Raises:
        EnvFileError: as :func:`replace`.
    """
    with contextlib.suppress(OSError):
        path.chmod(PRIVATE_FILE)
    replace(path, text.encode())


def _write_new(temporary: Path, data: bytes, path: Path, old: os.stat_result | None, new_mode: int) -> None:
    """Write the new file beside the old one and flush it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, new_mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if old is not None:
            _keep_owner_and_mode(descriptor, path, old)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_owner_and_mode(descriptor: int, path: Path, old: os.stat_result) -> None:
    """Give the new file the owner, the group, the mode and the attributes of the old one.

    Raises:
        EnvFileError: the owner cannot be kept, so that others could lose access to their file.
    """
    mode = stat.S_IMODE(old.st_mode)
    new = os.fstat(descriptor)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except PermissionError:
            if new.st_uid != old.st_uid:
                raise EnvFileError(
                    f"{path} belongs to another user, and its owner cannot be kept",
                    "Run this as the owner of the file, or change its owner to yourself",
                ) from None
            # Never looser: without its group the file is for its owner alone.
            mode &= ~0o077
    os.fchmod(descriptor, mode)
    _copy_attributes(descriptor, path)


def _copy_attributes(descriptor: int, path: Path) -> None:
    """Copy extended attributes (access lists among them) where the file system has them."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(path):
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(path, name))


def _flush_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot flush a folder; the rename itself has happened.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def _temporary_prefix(path: Path) -> str:
    """What the names of unfinished files begin with."""
    return f".{path.name}.launchdeck-"


def remove_debris(path: Path) -> None:
    """Remove unfinished files that a killed writer left behind; only for the holder of the lock."""
    prefix = _temporary_prefix(path)
    with contextlib.suppress(OSError):
        for file in path.parent.iterdir():
            if file.name.startswith(prefix):
                file.unlink(missing_ok=True)


def state_folder(path: Path) -> Path:
    """The private folder beside an env file, made when it is missing.

    Raises:
        EnvFileError: it cannot be made.
    """
    folder = path.parent / STATE_FOLDER
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        if stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(PRIVATE_FOLDER)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
    except OSError as error:
        raise failure("write into", path.parent, error) from error
    return folder


@contextlib.contextmanager
def locked(path: Path, *, wait: float | None = None) -> Iterator[None]:
    """Hold the lock of an env file against other writers of ours.

    Args:
        path: the env file, not a link to it.
        wait: how long to wait for another writer, in seconds; LOCK_SECONDS without it.

    Raises:
        EnvFileLocked: another writer still holds it.
        EnvFileError: the lock file cannot be made.
    """
    lock = state_folder(path) / f"{path.name}.lock"
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, PRIVATE_FILE)
    except OSError as error:
        raise failure("lock", path, error) from error
    try:
        deadline = time.monotonic() + (LOCK_SECONDS if wait is None else wait)
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise EnvFileLocked(
                        f"{path} is being written by another Launchdeck", "Wait for it to finish, then save again"
                    ) from None
                time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)
