"""The note of the keys of a launch."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tui.engine.sealed import Note, write_note


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the note is."""
    return tmp_path / "kept" / "frozen.json"


def test_another_key_is_seen_and_no_key_can_be_read(path: Path) -> None:
    write_note(path, {"SECRET_KEY": "s3cret-of-the-launch", "LOG_LEVEL": "INFO"})
    assert "s3cret" not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    note = Note.read(path)
    assert note.changed({"SECRET_KEY": "s3cret-of-the-launch", "LOG_LEVEL": "DEBUG"}) == []
    assert note.changed({"SECRET_KEY": "another"}) == note.changed({}) == ["SECRET_KEY"]
    [check] = note.checks({"SECRET_KEY": "another"}, "remove it")
    assert (check.id, check.status) == ("LD-FROZEN-SECRET", "fail")
    assert "another" not in check.message
    assert check.mend.endswith("remove it")


def test_two_launches_have_one_salt_and_two_workspaces_two(path: Path, tmp_path: Path) -> None:
    values = {"SECRET_KEY": "s3cret-of-the-launch"}
    write_note(path, values)
    first = Note.read(path)
    write_note(path, values, ["keys"])
    assert Note.read(path, ["keys"]) == Note(first.salt, first.digests, frozenset({"keys"}))
    write_note(tmp_path / "other.json", values)
    assert Note.read(tmp_path / "other.json").digests != first.digests


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"salt": "no hex", "SECRET_KEY": "x"}', '{"SECRET_KEY": "x"}', '"text"']
)
def test_a_spoilt_note_stops_nothing(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    assert Note.read(path) == Note()
    assert Note.read(path).changed({"SECRET_KEY": "another"}) == []
