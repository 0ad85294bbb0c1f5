"""``completion``, ``complete``, ``report``: help for shells and for whoever reads an issue."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.conftest import ROOT
from tests.verbs.conftest import CANARY
from tui.cli import build_parser
from tui.verbs.completion import SCRIPTS, candidates


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["che"], ["check"]),
        (["env", "hi"], ["history"]),
        (["env", "list", "--on"], ["--only"]),
        (["env", "list", "--only", "e"], ["errors"]),
        (["completion", ""], ["bash", "fish", "zsh"]),
        (["profile", "diff", "prod"], ["production"]),
        (["serve", "--port", ""], []),
        (["nonsense", "x"], []),
    ],
)
def test_the_next_word_is_offered(words: list[str], expected: list[str]) -> None:
    assert candidates(build_parser(), words) == expected


def test_names_come_from_the_workspace_that_is_meant(folder: Path) -> None:
    parser = build_parser()
    assert "DB_HOST" in candidates(parser, ["-C", str(folder), "env", "get", "DB_H"])
    assert candidates(parser, ["-C", str(folder / "nowhere"), "env", "get", "DB_H"]) == []
    (folder / "docker-compose.yaml").write_text("services: {apple: {image: x}, pear: {image: x}}\n", "utf-8")
    assert candidates(parser, ["-C", str(folder), "logs", "--follow", "a"]) == ["apple"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_takes_the_script() -> None:
    program = (
        f'launchdeck() {{ {sys.executable} -m tui.cli "$@"; }}\n{SCRIPTS["bash"]}'
        'COMP_WORDS=(launchdeck env his); COMP_CWORD=2; _launchdeck; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == "history\n"


@pytest.mark.parametrize("shell", list(SCRIPTS))
def test_each_shell_has_its_script(launchdeck: Run, shell: str) -> None:
    code, out, err = launchdeck("completion", shell)
    assert (code, err) == (0, "")
    assert "launchdeck complete --" in out


def test_a_report_tells_names_and_versions_and_no_value(
    folder: Path, launchdeck: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://somebody.example:2375")
    (folder / ".env").write_text(f"DB_PORT=http\nDB_PASSWORD={CANARY}\nMY_OWN=private-value\n", "utf-8")
    code, out, _ = launchdeck("-C", folder, "report", "--engine", "compose")
    assert code == 0
    assert "launchdeck 0." in out
    assert "x error LD-" in out
    assert ".env: 3 keys" in out
    assert "engine: " in out
    for hidden in (CANARY, "private-value", "somebody.example"):
        assert hidden not in out
