"""The completion scripts in the shells themselves: what stands in the line after Tab."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

DEADLINE = 60.0
"""Seconds after which a shell that says nothing more is given up: generous, since the machine may be busy."""


def the_shell(name: str) -> str:
    """The program; skips where there is none, fails where CI promises one."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"there is no {name}, though .ci/prepare-shells should have brought it")
        pytest.skip(f"there is no {name} here: .ci/prepare-shells brings it")
    return found


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home without settings, and launchdeck on the path."""
    program = tmp_path / "bin" / "launchdeck"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m tui.cli "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "some.env").write_text("", "utf-8")
    kept = {name: os.environ[name] for name in ("LANG", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "HOME": str(tmp_path), "ZDOTDIR": str(tmp_path), "TERM": "dumb", "PATH": path}


def test_fish_offers_words_and_files_where_there_are_none(environment: dict[str, str], tmp_path: Path) -> None:
    lines = ("env his", "completion z", "env get --file so", "init --profile pro", "init --profi")
    asked = "; ".join(f"complete -C 'launchdeck {line}'; echo ." for line in lines)
    done = subprocess.run(
        [the_shell("fish"), "--no-config", "-c", f"launchdeck completion fish | source; {asked}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["history", ".", "zsh", ".", "some.env", ".", "production", ".", "--profile", "."]


def test_zsh_completes_the_line_that_is_typed(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".zshrc").write_text(
        "PS1='ready> '\nautoload -U compinit && compinit -u\nsource <(launchdeck completion zsh)\n", "utf-8"
    )
    zsh = Typed(the_shell("zsh"), environment, tmp_path)
    try:
        zsh.until("ready> ")
        for line, completed in (
            ("launchdeck env his\t", "launchdeck env history"),
            ("launchdeck completion z\t", "launchdeck completion zsh"),
            ("launchdeck init --profile pro\t", "launchdeck init --profile production"),
            ("launchdeck env get --file so\t", "launchdeck env get --file some.env"),
        ):
            zsh.type(line)
            zsh.until(completed)
            zsh.type("\x15")  # ctrl+u clears the line
    finally:
        zsh.end()


class Typed:
    """A shell in a terminal."""

    def __init__(self, shell: str, environment: dict[str, str], folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [shell, "-i"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self._said = ""

    def type(self, text: str) -> None:
        """Press keys."""
        self._said = ""
        os.write(self._ours, text.encode())

    def until(self, text: str) -> None:
        """Wait until the shell has written something."""
        end = time.monotonic() + DEADLINE
        while text not in self._said.replace("\r", "").replace("\x08", ""):
            assert time.monotonic() < end, f"waited in vain for {text!r}, there is {self._said!r}"
            if select.select([self._ours], [], [], 0.1)[0]:
                self._said += os.read(self._ours, 4096).decode(errors="replace")

    def end(self) -> None:
        """Leave it."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)
