"""Loading and saving an env file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from schemas.errors import LaunchdeckError
from tui.workspace import storage
from tui.workspace.envfile import EnvFile, EnvFileChanged, EnvFileError, SaveResult


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An env file on the disk."""
    path = tmp_path / ".env"
    path.write_bytes(b"A=1 # why\r\nB='x'\r\n")
    path.chmod(0o600)
    return path


def test_a_missing_file_is_an_empty_document_until_it_is_saved(tmp_path: Path) -> None:
    file = EnvFile.load(tmp_path / ".env")
    assert not file.exists
    assert file.document.keys() == []
    assert not file.modified
    file.document.set("A", "1")
    result = file.save()
    assert result == SaveResult(written=True, path=tmp_path / ".env", former=None, changed=["A"])
    assert file.exists
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert file.history.entries() == []


def test_a_save_writes_what_was_edited_and_keeps_the_former_file(path: Path) -> None:
    before = path.read_bytes()
    file = EnvFile.load(path)
    file.document.set("A", "2")
    assert file.modified
    result = file.save()
    assert path.read_bytes() == b"A=2 # why\r\nB='x'\r\n"
    assert result.changed == ["A"]
    assert result.former is not None
    assert result.former.read_bytes() == before
    assert not file.modified
    assert file.base == file.document


def test_an_identical_file_is_not_written(path: Path) -> None:
    before = path.stat()
    file = EnvFile.load(path)
    file.document.set("A", "2")
    file.document.set("A", "1")
    result = file.save()
    assert not result.written
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert not (path.parent / storage.STATE_FOLDER).exists()


def test_a_file_that_changed_since_it_was_opened_is_not_overwritten(path: Path) -> None:
    file = EnvFile.load(path)
    file.document.set("A", "mine")
    path.write_bytes(b"A=theirs\n")
    with pytest.raises(EnvFileChanged) as caught:
        file.save()
    assert path.read_bytes() == b"A=theirs\n"
    three = (caught.value.base, caught.value.mine, caught.value.theirs)
    assert [document.value("A") for document in three] == ["1", "mine", "theirs"]
    assert "mine" not in str(caught.value)
    assert "theirs" not in str(caught.value)


def test_a_change_during_the_save_is_seen_before_the_rename(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = EnvFile.load(path)
    file.document.set("A", "mine")
    keep = file.history.keep

    def somebody_writes(*_: object) -> Path:
        path.write_bytes(b"A=theirs\n")
        return keep(b"")

    monkeypatch.setattr("tui.workspace.history.History.keep", somebody_writes)
    with pytest.raises(EnvFileChanged):
        file.save()
    assert path.read_bytes() == b"A=theirs\n"


def test_a_file_that_was_removed_or_appeared_is_reported(path: Path) -> None:
    file, missing = EnvFile.load(path), EnvFile.load(path.with_name("other.env"))
    file.document.set("A", "2")
    missing.document.set("A", "2")
    path.unlink()
    missing.path.write_bytes(b"")
    with pytest.raises(EnvFileChanged, match="removed"):
        file.save()
    with pytest.raises(EnvFileChanged, match="changed"):
        missing.save()


def test_the_same_edit_made_elsewhere_is_no_conflict(path: Path) -> None:
    file = EnvFile.load(path)
    file.document.set("A", "2")
    path.write_bytes(b"A=2 # why\r\nB='x'\r\n")
    assert not file.save().written
    file.document.set("A", "3")
    assert file.save().written


def test_a_symbolic_link_stays_one_and_its_target_is_replaced(path: Path) -> None:
    folder = path.parent / "project"
    folder.mkdir()
    link = folder / ".env"
    link.symlink_to("../.env")
    file = EnvFile.load(link)
    file.document.set("A", "2")
    result = file.save()
    assert link.is_symlink()
    assert result.path == path
    assert b"A=2" in path.read_bytes()
    assert [entry.path.parent.parent.parent for entry in file.history.entries()] == [path.parent]


def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / ".env"
    link.symlink_to("real.env")
    file = EnvFile.load(link)
    assert not file.exists
    file.document.set("A", "1")
    file.save()
    assert link.is_symlink()
    assert (tmp_path / "real.env").read_bytes() == b"A=1\n"


def test_a_folder_in_its_place_is_explained(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(EnvFileError, match="folder") as caught:
        EnvFile.load(tmp_path / ".env")
    assert "remove it" in caught.value.hint
    assert isinstance(caught.value, LaunchdeckError)


def test_a_missing_folder_is_explained(tmp_path: Path) -> None:
    file = EnvFile.load(tmp_path / "no" / ".env")
    file.document.set("A", "1")
    with pytest.raises(EnvFileError) as caught:
        file.save()
    assert "create it" in caught.value.hint


def test_a_file_that_reads_back_differently_is_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = storage.replace

    def lossy(target: Path, data: bytes, **keywords: object) -> None:
        real(target, data.replace(b"A=2", b"A=3") if target == path else data, **keywords)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "replace", lossy)
    file = EnvFile.load(path)
    file.document.set("A", "2")
    with pytest.raises(EnvFileError, match="did not read back as it was meant: A; the former file is back"):
        file.save()
    assert path.read_bytes() == b"A=1 # why\r\nB='x'\r\n"
    assert file.history.read(1).value("A") == "1"


def test_a_former_file_is_restored_and_the_present_one_kept(path: Path) -> None:
    before = path.read_bytes()
    file = EnvFile.load(path)
    file.document.set("A", "2")
    file.save()
    result = file.restore(1)
    assert result.written
    assert path.read_bytes() == before
    assert [file.history.read(entry.number).value("A") for entry in file.history.entries()] == ["2", "1"]
    with pytest.raises(EnvFileError, match="no entry 9"):
        file.restore(9)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user cannot become another one")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "part"), [(0o755, 0o600, "read"), (0o755, 0o644, "write"), (0o700, 0o644, "read")]
)
def test_another_user_gets_clear_words_and_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, folder_mode: int, file_mode: int, part: str
) -> None:
    program = textwrap.dedent(
        """
        import os, sys, tempfile
        from pathlib import Path
        from tui.workspace.envfile import EnvFile, EnvFileError

        folder = Path(tempfile.mkdtemp())
        path = folder / ".env"
        path.write_bytes(b"A=1\\n")
        path.chmod(int(sys.argv[2]))
        folder.chmod(int(sys.argv[1]))
        child = os.fork()
        if child == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            try:
                file = EnvFile.load(path)
                file.document.set("A", "2")
                file.save()
            except EnvFileError as error:
                print(error.message, "|", error.hint, flush=True)
                os._exit(3)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        same = path.read_bytes() == b"A=1\\n" and [entry.name for entry in folder.iterdir()] == [".env"]
        path.unlink()
        folder.rmdir()
        sys.exit(os.WEXITSTATUS(status) if same else 9)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder_mode), str(file_mode)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stdout + done.stderr
    assert f"Cannot {part}" in done.stdout
    assert "permission denied" in done.stdout
    assert done.stdout.partition("|")[2].strip()


def test_two_writers_never_lose_an_edit(path: Path) -> None:
    path.write_bytes(b"")
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from tui.workspace.envfile import EnvFile, EnvFileChanged

        for number in range(10):
            while True:
                file = EnvFile.load(Path(sys.argv[1]))
                file.document.set(f"{sys.argv[2]}{number}", str(number))
                try:
                    file.save()
                except EnvFileChanged:
                    continue
                break
        """
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in ("X", "Y")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    expected = {f"{name}{number}": str(number) for name in ("X", "Y") for number in range(10)}
    assert EnvFile.load(path).document.values() == expected
