"""A file that changed while it was edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.workspace.document import EnvDocument
from tui.workspace.envfile import EnvFile, EnvFileChanged
from tui.workspace.threeway import Side, ThreeWay, on_top, three_way


def document(text: str) -> EnvDocument:
    """The document of a text."""
    return EnvDocument.parse(text.encode())


def test_each_key_that_differs_has_its_three_texts_and_who_changed_it() -> None:
    base, mine = document("A=1\nB=1\nC=1\nD=1\nE=1\n"), document("A=2\nB=1\nC=2\nD=2\nE=1\nN=1\n")
    theirs = document("A=1\nB=2\nC=3\nD=2\nE=1\n")
    assert three_way(base, mine, theirs) == [
        ThreeWay("A", "1", "2", "1"),
        ThreeWay("B", "1", "1", "2"),
        ThreeWay("C", "1", "2", "3"),
        ThreeWay("D", "1", "2", "2"),
        ThreeWay("N", None, "1", None),
    ]
    sides = [row.side for row in three_way(base, mine, theirs)]
    assert sides == [Side.MINE, Side.THEIRS, Side.BOTH, Side.ALIKE, Side.MINE]


def test_edits_go_on_top_of_another_file_as_they_were_spelled() -> None:
    base, theirs = document("A=1\nB=1\nC=1\n"), document("# theirs\nB=9 # kept\nA=1\nC=1\n")
    mine = base.copy()
    mine.set("A", "it's")
    mine.set_expression("C", "${A}/x")
    mine.set("NEW", "$x")
    mine.unset("B")
    text = on_top(base, mine, theirs).to_bytes()
    assert text == b"# theirs\nA=\"it's\"\nC=${A}/x\nNEW='$x'\n"


@pytest.fixture
def file(tmp_path: Path) -> EnvFile:
    """An env file with an edit, which something else wrote meanwhile."""
    path = tmp_path / ".env"
    path.write_bytes(b"A=1\nB=1\n")
    path.chmod(0o600)
    file = EnvFile.load(path)
    file.document.set("A", "mine")
    return file


def test_edits_of_other_keys_are_saved_on_top(file: EnvFile) -> None:
    file.path.write_bytes(b"A=1\nB=theirs\nC=new\n")
    result = file.save_on_top()
    assert file.path.read_bytes() == b"A=mine\nB=theirs\nC=new\n"
    assert result.changed == ["A"]
    assert file.history.read(1).to_bytes() == b"A=1\nB=theirs\nC=new\n"


def test_the_same_key_changed_twice_is_for_a_person(file: EnvFile) -> None:
    file.path.write_bytes(b"A=theirs\nB=1\n")
    with pytest.raises(EnvFileChanged) as caught:
        file.save_on_top()
    assert caught.value.collisions == [ThreeWay("A", "1", "mine", "theirs")]
    assert file.path.read_bytes() == b"A=theirs\nB=1\n"


def test_a_file_that_was_removed_is_for_a_person_too(file: EnvFile) -> None:
    file.path.unlink()
    with pytest.raises(EnvFileChanged, match="was removed") as caught:
        file.save_on_top()
    assert caught.value.collisions == [ThreeWay("A", "1", "mine", None)]
    assert not file.path.exists()
