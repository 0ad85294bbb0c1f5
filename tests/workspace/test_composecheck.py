"""After a save Compose is asked what it reads, and what it reads otherwise is taken back."""

from __future__ import annotations

import random
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workspace import pieces
from tui.workspace.composecheck import PROGRAM_VARIABLE, misread_keys, read_by_compose
from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import EnvFileError
from tui.workspace.envfile import EnvFile

# Answers as Compose does, but for what a test puts in the place of LIE.
PROGRAM = """\
#!{python}
import json, os, sys
env_file = sys.argv[sys.argv.index("--env-file") + 1]
model = json.load(sys.stdin)
assert sys.argv[-3:] == ["config", "--format", "json"]
values = dict(line.split("=", 1) for line in open(env_file).read().splitlines() if "=" in line)
asked = {{k: values[v[2:-1]] for k, v in model["services"]["interpolated"]["environment"].items()}}
answer = {{"interpolated": {{"environment": asked}}, "file": {{"environment": values}}}}
{lie}
print(json.dumps({{"services": answer}}))
"""

Lie = Callable[[str], None]


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lie:
    """Puts a program in the place of Compose."""

    def use(lie: str) -> None:
        program = tmp_path / "compose"
        program.write_text(PROGRAM.format(python=sys.executable, lie=textwrap.dedent(lie)), "utf-8")
        program.chmod(0o700)
        monkeypatch.setenv(PROGRAM_VARIABLE, str(program))

    return use


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An env file of plain values."""
    path = tmp_path / "project" / ".env"
    path.parent.mkdir()
    path.write_bytes(b"A=1\nB=x\n")
    path.chmod(0o600)
    return path


def test_a_save_that_compose_reads_as_it_was_meant_stays(path: Path, answers: Lie) -> None:
    answers("")
    file = EnvFile.load(path)
    file.document.set("A", "2")
    assert file.save().written
    assert path.read_bytes() == b"A=2\nB=x\n"


@pytest.mark.parametrize("part", ["interpolated", "file"])
def test_a_value_that_compose_reads_otherwise_brings_the_former_file_back(path: Path, answers: Lie, part: str) -> None:
    key = "K0" if part == "interpolated" else "A"
    answers(f"answer[{part!r}]['environment'][{key!r}] = 'other'")
    file = EnvFile.load(path)
    file.document.set("A", "2")
    with pytest.raises(EnvFileError, match="did not read back as it was meant: A; the former file is back"):
        file.save()
    assert path.read_bytes() == b"A=1\nB=x\n"
    assert [file.history.read(entry.number).value("A") for entry in file.history.entries()] == ["1"]
    answers("")
    assert file.save().written


def test_a_new_file_that_compose_misreads_is_removed(path: Path, answers: Lie) -> None:
    answers("answer['file']['environment']['MORE'] = ''")
    file = EnvFile.load(path.with_name("new.env"))
    file.document.set("A", "1")
    with pytest.raises(EnvFileError, match="MORE; the new file was removed"):
        file.save()
    assert not path.with_name("new.env").exists()


def test_a_file_that_only_compose_refuses_is_taken_back(path: Path, answers: Lie) -> None:
    answers("values.get('A') == '2' and sys.exit(1)")
    file = EnvFile.load(path)
    file.document.set("A", "2")
    with pytest.raises(EnvFileError, match="Compose refuses the whole file"):
        file.save()
    assert path.read_bytes() == b"A=1\nB=x\n"


@pytest.mark.parametrize("lie", ["sys.exit(1)", "print('no json'); sys.exit()", "print('[]'); sys.exit()"])
def test_a_compose_that_does_not_work_stands_in_nobodys_way(path: Path, answers: Lie, lie: str) -> None:
    answers(lie)
    file = EnvFile.load(path)
    file.document.set("A", "2")
    assert file.save().written


def test_a_compose_that_is_missing_stands_in_nobodys_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROGRAM_VARIABLE, str(path.with_name("missing")))
    assert read_by_compose(path, ["A"]) is None
    monkeypatch.delenv(PROGRAM_VARIABLE)
    monkeypatch.setenv("PATH", str(path.parent))
    assert read_by_compose(path, ["A"]) is None


def test_a_file_that_compose_refused_before_can_still_be_edited(path: Path, answers: Lie) -> None:
    answers("values.get('B') == 'x' and sys.exit(1)")
    file = EnvFile.load(path)
    file.document.set("A", "2")
    assert file.save().written


def test_a_file_that_is_refused_anyway_is_not_asked_about(path: Path, answers: Lie) -> None:
    answers("values and sys.exit(1)")
    path.write_bytes(b"A=1\nB=${NO:?needed}\n")
    file = EnvFile.load(path)
    file.document.set("A", "2")
    assert file.save().written


@pytest.mark.compose
def test_the_real_compose_agrees_with_what_was_saved(
    compose_binary: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if len(compose_binary) == 1:
        monkeypatch.setenv(PROGRAM_VARIABLE, compose_binary[0])
    else:
        monkeypatch.delenv(PROGRAM_VARIABLE)
    folder = tmp_path / "with $dollar and blank"
    folder.mkdir()
    file = EnvFile.load(folder / ".env")
    rnd = random.Random("saved")
    file.document = EnvDocument.parse(
        b"COMPOSE_PROJECT_NAME='Not A Name'\nCOMPOSE_FILE=none.yaml\nR=${K1:-x}\nD.OT='1'\nBARE\nX=\xe9\n"
    )
    file.document.update({f"K{number}": pieces.value(rnd) for number in range(400)})
    assert file.save().written
    reading = read_by_compose(file.path, file.document.keys()[:1])
    assert reading is not None
    assert reading.env_file["D.OT"] == "1"


@pytest.mark.compose
def test_the_real_compose_finds_what_differs(
    compose_binary: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if len(compose_binary) == 1:
        monkeypatch.setenv(PROGRAM_VARIABLE, compose_binary[0])
    else:
        monkeypatch.delenv(PROGRAM_VARIABLE)
    path = tmp_path / ".env"
    path.write_bytes(b"A=1\nB=2\n")
    assert misread_keys(path, EnvDocument.parse(b"A=1\nB=3\nC=1\n")) == ["B", "C"]
    assert misread_keys(path, EnvDocument.parse(b"A=1\nB=2\n")) == []
