"""The Compose plugin reads what was written, in both of its ways to read an env file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.workspace import pieces
from tests.workspace.judges import ComposeJudge
from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import EnvEditError, EnvKeyError
from tui.workspace.readers import Views

pytestmark = pytest.mark.compose


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_thousands_of_hostile_values_read_back(compose: ComposeJudge, line_break: str) -> None:
    rnd = random.Random(f"values {line_break!r}")
    values = {f"K{number}": pieces.value(rnd) for number in range(3000)}
    lines = [
        f"{name}={rnd.choice(pieces.VALUES)}{rnd.choice(pieces.COMMENTS)}{line_break}"
        for name in values
        if rnd.random() < 0.5
    ]
    document = EnvDocument.parse("".join(lines).encode())
    document.update(values)
    data = document.to_bytes()
    assert compose.interpolated(data, list(values)) == values
    assert compose.env_files([data]) == [values]


def test_hostile_files_keep_their_other_values(compose: ComposeJudge) -> None:
    rnd = random.Random("files")
    edits: list[tuple[str, str, bytes, bytes]] = []
    while len(edits) < 800:
        text, key, value = pieces.file(rnd, broken=0.02), rnd.choice(pieces.KEYS), pieces.value(rnd)
        # A reference to the edited key changes with it, as it should: those files are judged by our own reader.
        if f"${key}" in text or f"${{{key}" in text or _refused(text):
            continue
        document = EnvDocument.parse(text.encode())
        try:
            document.set(key, value)
        except (EnvEditError, EnvKeyError):
            continue
        edits.append((key, value, text.encode(), document.to_bytes()))
    before = compose.env_files([old for *_, old, _ in edits])
    after = compose.env_files([new for *_, new in edits])
    for (key, value, _, _), old, new in zip(edits, before, after, strict=True):
        assert new == {**old, key: value}


def _refused(text: str) -> bool:
    views = Views(text)
    return views.compose.error is not None or bool(views.refusals())


def test_the_shell_wins_over_the_file(compose: ComposeJudge) -> None:
    data = b"A=file\nB=${A}-x\nC='1'\nexport D\nE=${D:-none}\n"
    for environment in ({}, {"A": "shell", "D": "from shell"}):
        document = EnvDocument.parse(data)
        keys = document.keys()
        assert document.values(environment) == compose.interpolated(data, keys, environment)


def test_the_real_template_reads_the_same(compose: ComposeJudge, reference: Path) -> None:
    data = (reference / "docker.env.example").read_bytes()
    document = EnvDocument.parse(data)
    assert compose.interpolated(data, document.keys()) == document.values()
    document.set("REDIS_PASSWORD", "it's ${HOME}\\ # \"")
    assert compose.interpolated(document.to_bytes(), document.keys()) == document.values()
