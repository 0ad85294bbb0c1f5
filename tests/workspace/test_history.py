"""The last twenty former files."""

from __future__ import annotations

import datetime
import stat
from pathlib import Path

import pytest

from tui.workspace import history as history_module
from tui.workspace import storage
from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import EnvFileError, EnvFileLocked
from tui.workspace.envfile import EnvFile
from tui.workspace.history import KEPT, History


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the env file is."""
    return tmp_path / ".env"


def test_the_last_twenty_are_kept_the_newest_first(path: Path) -> None:
    history = History(path)
    for number in range(KEPT + 5):
        history.keep(f"A={number}\n".encode())
    entries = history.entries()
    assert [entry.number for entry in entries] == list(range(1, KEPT + 1))
    assert [history.read(entry.number).value("A") for entry in entries] == [str(KEPT + 4 - n) for n in range(KEPT)]
    assert entries == sorted(entries, key=lambda entry: entry.saved, reverse=True)


def test_former_files_are_private_and_byte_exact(path: Path) -> None:
    kept = History(path).keep(b"\xff A=\r\n")
    assert kept.read_bytes() == b"\xff A=\r\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for folder in (kept.parent, kept.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (kept.parent.parent / ".gitignore").read_text(encoding="ascii") == "*\n"


def test_a_folder_that_was_opened_to_others_is_closed_again(path: Path) -> None:
    history = History(path)
    history.keep(b"A=1\n")
    history.folder.chmod(0o755)
    history.keep(b"A=2\n")
    assert stat.S_IMODE(history.folder.stat().st_mode) == 0o700


def test_each_env_file_has_its_own_history(path: Path) -> None:
    other = path.with_name(".env.local")
    History(path).keep(b"A=1\n")
    History(other).keep(b"A=2\n")
    assert [entry.path.read_bytes() for entry in History(path).entries()] == [b"A=1\n"]
    assert [entry.path.read_bytes() for entry in History(other).entries()] == [b"A=2\n"]


def test_a_clock_that_goes_back_does_not_turn_the_order_around(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Backwards(datetime.datetime):
        """A clock that loses an hour with each look at it."""

        hours = 0

        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            cls.hours += 1
            return datetime.datetime(2026, 1, 2, tzinfo=tz) - datetime.timedelta(hours=cls.hours)

    monkeypatch.setattr(history_module.datetime, "datetime", Backwards)
    history = History(path)
    for number in range(3):
        history.keep(f"A={number}\n".encode())
    assert [history.read(number).value("A") for number in (1, 2, 3)] == ["2", "1", "0"]


def test_an_entry_that_is_not_there_is_an_error_with_a_way_out(path: Path) -> None:
    with pytest.raises(EnvFileError, match="no entry 1") as caught:
        History(path).read(1)
    assert "history" in caught.value.hint


def test_a_history_that_cannot_be_kept_stops_the_save(path: Path) -> None:
    path.write_bytes(b"A=1\n")
    (path.parent / ".launchdeck").mkdir()
    (path.parent / ".launchdeck" / "history").write_bytes(b"in the way")
    file = EnvFile.load(path)
    file.document.set("A", "2")
    with pytest.raises(EnvFileError):
        file.save()
    assert path.read_bytes() == b"A=1\n"


def test_a_content_is_not_kept_twice_in_a_row(path: Path) -> None:
    history = History(path)
    first = history.keep(b"A=1\n")
    assert history.keep(b"A=1\n") == first
    history.keep(b"A=2\n")
    history.keep(b"A=1\n")
    assert [(entry.size, history.read(entry.number).value("A")) for entry in history.entries()] == [
        (4, "1"),
        (4, "2"),
        (4, "1"),
    ]


def test_saves_that_fail_after_the_former_file_was_kept_do_not_fill_the_history(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"A=1\n")
    path.chmod(0o600)
    real = storage.replace

    def refuse(target: Path, data: bytes, **keywords: object) -> None:
        if target == path:
            raise EnvFileError("no")
        real(target, data, **keywords)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "replace", refuse)
    file = EnvFile.load(path)
    file.document.set("A", "2")
    for _ in range(3):
        with pytest.raises(EnvFileError):
            file.save()
    assert len(file.history.entries()) == 1


def test_what_an_entry_differs_in_is_named_and_shown_without_secrets(path: Path) -> None:
    history = History(path)
    history.keep(b"A=1\nDB_PASSWORD=old-secret\nB=1\nGONE=1\n")
    present = EnvDocument.parse(b"A=2\nDB_PASSWORD=new-secret\nB=1\nNEW=1\n")
    assert history.changed(1, present) == ["A", "DB_PASSWORD", "NEW", "GONE"]
    lines = history.diff(1, present, lambda name: name == "DB_PASSWORD")
    assert {"-A=1", "+A=2", "-GONE=1", "+NEW=1"} <= set(lines)
    assert not [line for line in lines if "secret" in line]
    assert sum(line.startswith(("-DB_PASSWORD", "+DB_PASSWORD")) for line in lines) == 2


def test_restoring_is_refused_while_another_writer_has_the_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"A=1\n")
    path.chmod(0o600)
    file = EnvFile.load(path)
    file.document.set("A", "2")
    file.save()
    monkeypatch.setattr(storage, "LOCK_SECONDS", 0)
    with storage.locked(path), pytest.raises(EnvFileLocked):
        EnvFile.load(path).restore(1)
    assert path.read_bytes() == b"A=2\n"
    assert EnvFile.load(path).restore(1).written
    assert [file.history.read(entry.number).value("A") for entry in file.history.entries()] == ["2", "1"]
