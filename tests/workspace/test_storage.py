"""A file is always the old one or the new one, and stays as private as it was."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui.workspace import storage
from tui.workspace.enverrors import EnvFileError, EnvFileLocked
from tui.workspace.envfile import EnvFile


def mode_of(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file for its owner and group."""
    path = tmp_path / ".env"
    path.write_bytes(b"A=old\n")
    path.chmod(0o640)
    return path


def test_a_new_file_is_for_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        storage.replace(tmp_path / ".env", b"A=1\n")
    finally:
        os.umask(before)
    assert mode_of(tmp_path / ".env") == 0o600
    assert (tmp_path / ".env").read_bytes() == b"A=1\n"


def test_mode_stays_and_nothing_is_left_behind(file: Path) -> None:
    storage.replace(file, b"A=new\n")
    assert mode_of(file) == 0o640
    assert file.read_bytes() == b"A=new\n"
    assert [path.name for path in file.parent.iterdir()] == [".env"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_owner_and_group_stay(file: Path) -> None:
    os.chown(file, 12345, 23456)
    storage.replace(file, b"A=new\n")
    status = file.stat()
    assert (status.st_uid, status.st_gid, mode_of(file)) == (12345, 23456, 0o640)


def test_extended_attributes_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.note", b"kept")
    except (OSError, AttributeError):
        pytest.skip("this file system has no user attributes")
    storage.replace(file, b"A=new\n")
    assert os.getxattr(file, "user.note") == b"kept"


def test_a_group_that_cannot_be_kept_makes_the_file_private(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fstat

    def other_group(descriptor: int) -> os.stat_result:
        fields = list(real(descriptor))
        fields[stat.ST_GID] += 1
        return os.stat_result(fields)

    monkeypatch.setattr(os, "fstat", other_group)
    monkeypatch.setattr(os, "fchown", _failing(errno.EPERM))
    storage.replace(file, b"A=new\n")
    assert mode_of(file) == 0o600


def test_an_owner_that_cannot_be_kept_stops_the_save(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fstat

    def other_owner(descriptor: int) -> os.stat_result:
        fields = list(real(descriptor))
        fields[stat.ST_UID] += 1
        return os.stat_result(fields)

    monkeypatch.setattr(os, "fstat", other_owner)
    monkeypatch.setattr(os, "fchown", _failing(errno.EPERM))
    with pytest.raises(EnvFileError, match="belongs to another user"):
        storage.replace(file, b"A=new\n")
    assert file.read_bytes() == b"A=old\n"
    assert [path.name for path in file.parent.iterdir()] == [".env"]


def _failing(number: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["open", "write", "fsync", "fchmod", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EIO])
def test_a_failing_system_call_loses_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, call, _failing(number))
        with pytest.raises(EnvFileError) as caught:
            storage.replace(file, b"A=new\n" * 1000)
    assert str(file) in caught.value.message
    assert number == errno.EIO or caught.value.hint
    assert file.read_bytes() == b"A=old\n"
    assert [path.name for path in file.parent.iterdir()] == [".env"]


def test_short_writes_are_continued(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data[:7])))
    storage.replace(file, bytes(range(256)) * 4)
    assert file.read_bytes() == bytes(range(256)) * 4


def test_a_disk_that_is_really_full_loses_nothing(file: Path) -> None:
    program = textwrap.dedent(
        """
        import resource, sys
        from pathlib import Path
        from tui.workspace import storage
        from tui.workspace.enverrors import EnvFileError
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        try:
            storage.replace(Path(sys.argv[1]), b"x" * 5000)
        except EnvFileError as error:
            print(error)
            sys.exit(7)
        """
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 7, done.stderr
    assert "too large" in done.stdout
    assert file.read_bytes() == b"A=old\n"
    assert [path.name for path in file.parent.iterdir()] == [".env"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB of its own; only root can have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a file system")
    options = ["-t", "tmpfs", "-o", "size=64k,mode=700", "none", str(disk)]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], capture_output=True, check=True)


@pytest.mark.parametrize("free", [0, 4096, 12288])
def test_a_disk_that_fills_during_a_save_loses_nothing_and_the_next_save_works(small_disk: Path, free: int) -> None:
    path = small_disk / ".env"
    path.write_bytes(b"A=old\n")
    with storage.locked(path):
        (path.parent / storage.STATE_FOLDER / "history").mkdir()
    filler = small_disk / "filler"
    room = os.statvfs(small_disk)
    filler.write_bytes(b"x" * (room.f_bavail * room.f_frsize - free))
    file = EnvFile.load(path)
    file.document.set("A", "new" * 6000)
    with pytest.raises(EnvFileError, match="no space left") as caught:
        file.save()
    assert "free some space" in caught.value.hint
    assert path.read_bytes() == b"A=old\n"
    assert sorted(entry.name for entry in small_disk.iterdir()) == [".env", storage.STATE_FOLDER, "filler"]
    filler.unlink()
    assert file.save().written
    assert path.read_bytes() == b"A=" + b"new" * 6000 + b"\n"


def test_a_file_system_that_is_read_only_is_named(small_disk: Path) -> None:
    path = small_disk / ".env"
    path.write_bytes(b"A=old\n")
    file = EnvFile.load(path)
    file.document.set("A", "new")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True, capture_output=True)
    with pytest.raises(EnvFileError, match="read-only") as caught:
        file.save()
    assert "mount it writable" in caught.value.hint
    assert path.read_bytes() == b"A=old\n"


def test_a_file_that_became_a_folder_is_named(file: Path) -> None:
    loaded = EnvFile.load(file)
    loaded.document.set("A", "new")
    file.unlink()
    file.mkdir()
    with pytest.raises(EnvFileError, match="is a folder"):
        loaded.save()
    assert list(file.iterdir()) == []


@pytest.mark.parametrize(("mode", "refused"), [(0o777, True), (0o703, True), (0o1777, False), (0o770, False)])
def test_a_folder_in_which_anybody_may_replace_files_is_refused(file: Path, mode: int, refused: bool) -> None:
    loaded = EnvFile.load(file)
    loaded.document.set("A", "new")
    file.parent.chmod(mode)
    if refused:
        with pytest.raises(EnvFileError, match="may replace files in") as caught:
            loaded.save()
        assert f"chmod o-w {file.parent}" in caught.value.hint
        assert [path.name for path in file.parent.iterdir()] == [".env"]
    else:
        assert loaded.save().warnings == []


def test_where_rights_mean_nothing_a_shared_folder_can_be_allowed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(storage.SHARED_VARIABLE, "1")
    loaded = EnvFile.load(file)
    loaded.document.set("A", "new")
    file.parent.chmod(0o777)
    assert "may replace" in loaded.save().warnings[0]


@pytest.mark.parametrize(("mode", "words"), [(0o644, ["may read"]), (0o666, ["may change"]), (0o640, []), (0o600, [])])
def test_a_file_that_others_may_read_or_change_is_named(file: Path, mode: int, words: list[str]) -> None:
    file.chmod(mode)
    said = storage.exposures(file)
    assert [word in sentence for word, sentence in zip(words, said, strict=True)] == [True] * len(words)


def test_a_file_without_write_permission_is_refused_even_for_root(file: Path) -> None:
    file.chmod(0o440)
    with pytest.raises(EnvFileError, match="read-only") as caught:
        storage.replace(file, b"A=new\n")
    assert "chmod" in caught.value.hint
    assert file.read_bytes() == b"A=old\n"


def test_reading_what_is_no_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(EnvFileError, match="is a folder"):
        storage.read(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EnvFileError, match="not a regular file"):
        storage.read(tmp_path / "pipe")
    assert storage.read(tmp_path / "missing") == storage.Snapshot(b"", exists=False)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(EnvFileError):
        storage.real_path(tmp_path / "loop")
    with pytest.raises(EnvFileError, match="Cannot read"):
        storage.read(tmp_path / "loop")


def test_an_unreadable_file_is_named_with_a_way_out(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", _failing(errno.EACCES))
    with pytest.raises(EnvFileError, match="permission denied") as caught:
        storage.read(file)
    assert caught.value.hint


def test_an_empty_and_a_missing_file_are_told_apart() -> None:
    assert storage.Snapshot(b"", exists=True).fingerprint != storage.Snapshot(b"", exists=False).fingerprint


def test_a_second_writer_waits_for_the_first(file: Path) -> None:
    order: list[str] = []
    entered, leave = threading.Event(), threading.Event()

    def first() -> None:
        with storage.locked(file):
            entered.set()
            leave.wait(10)
            order.append("first")

    def second() -> None:
        entered.wait(10)
        leave.set()
        with storage.locked(file, wait=10):
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert order == ["first", "second"]


def test_a_writer_that_never_ends_is_reported(file: Path) -> None:
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from tui.workspace import storage
        with storage.locked(Path(sys.argv[1])):
            print("held", flush=True)
            sys.stdin.read()
        """
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(EnvFileLocked, match="another Launchdeck"), storage.locked(file, wait=0):
            pass
    finally:
        holder.communicate()
    with storage.locked(file, wait=0):
        pass


def test_the_state_folder_is_private_and_no_repository_takes_it(file: Path) -> None:
    folder = file.parent / storage.STATE_FOLDER
    folder.mkdir(mode=0o755)
    assert storage.state_folder(file) == folder
    assert mode_of(folder) == 0o700
    assert (folder / ".gitignore").read_text(encoding="ascii") == "*\n"


def test_debris_of_a_killed_writer_is_removed_and_nothing_else(file: Path) -> None:
    debris = file.parent / ".env.launchdeck-0123456789abcdef"
    hidden = file.parent / "..env.launchdeck-0123456789abcdef"
    kept = file.parent / ".env.local"
    for path in (debris, hidden, kept):
        path.write_bytes(b"x")
    storage.remove_debris(file)
    assert sorted(path.name for path in file.parent.iterdir()) == [
        ".env",
        ".env.launchdeck-0123456789abcdef",
        ".env.local",
    ]
