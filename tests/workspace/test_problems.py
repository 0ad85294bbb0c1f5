"""Lines that a reader refuses, skips or takes for something else."""

from __future__ import annotations

import pytest

from tui.workspace.document import EnvDocument


@pytest.mark.parametrize(
    ("text", "line", "part", "fatal"),
    [
        ("A=1\nB='x\nC=1\n", 2, "never closed", True),
        ("A=1\nB='x\nC=1\n", 2, "python-dotenv cannot read", False),
        ("A=1\nnot a line!\n", 2, 'the character "!"', True),
        ("A B=1\n", 1, "cannot contain a blank", True),
        ("export ", 1, "not followed by a name", True),
        ("A=${b\n", 1, "not closed", True),
        ("A=1\nB=${NO:?m}\n", 2, "NO is required", True),
        ("A\x01=1\n", 1, "U+0001", True),
        ("A= # why\n", 1, "the comment behind it is part of the value", False),
        ("A=x\t# why\n", 1, "the comment behind it is part of the value", False),
        ("B=1\nA=$B\n", 2, "because of its $", False),
        ("A=1\nA\n", 1, "a later line without equal sign", False),
        ("A=1\nB\n", 2, "B has no equal sign", False),
        ("A: x\n", 1, "python-dotenv does not read it", False),
        ("# c\rB=2\nA=1\n", 1, "B is set for python-dotenv only", False),
        ("A='a\\\\b'\n", 1, "read different values", False),
        ('A="x" y\n', 1, "python-dotenv cannot read", False),
        ("A=1\nB=p${word}d\n", 2, "takes for a variable that this file does not set", False),
        ("A=1\nB=2\0\n", 2, "NUL", False),
    ],
)
def test_the_line_is_named(text: str, line: int, part: str, fatal: bool) -> None:
    problems = EnvDocument.parse(text.encode()).problems()
    found = [problem for problem in problems if part in problem.message]
    assert [(problem.line, problem.fatal) for problem in found] == [(line, fatal)], problems


def test_bytes_that_are_not_utf8_are_found() -> None:
    (problem,) = EnvDocument.parse(b"A=1\r\nB=h\xe9llo\r\n").problems()
    assert (problem.line, "UTF-8" in problem.message) == (2, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeffA=1\r\nB='x y' # c\r\n",
        "A=1\nB=${A:-x}\n",
        'A="two\nlines"\n',
        "A='$B'\n",
        "A=a#b\n",
        "export A=1",
        "A=é日\n",
    ],
)
def test_a_clean_file_has_none(text: str) -> None:
    assert EnvDocument.parse(text.encode()).problems() == []


def test_no_message_shows_a_value() -> None:
    text = "A= # secret\nB='secret\\\\x'\nC=secret${b\nD=\"secret\" secret\nE=$secret\nsecret\nsecret+/\n"
    for problem in EnvDocument.parse(text.encode()).problems():
        assert "secret" not in problem.message + problem.key
