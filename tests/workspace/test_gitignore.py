"""Secrets stay out of git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tui.workspace.envfile import EnvFile
from tui.workspace.gitignore import add_to_gitignore, git_state

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    """Run git; gives what it prints."""
    who = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An env file with a history, in a folder of a work tree."""
    git(tmp_path, "init", "--quiet")
    path = tmp_path / "docker" / ".env"
    path.parent.mkdir()
    path.write_bytes(b"A=1\n")
    path.chmod(0o600)
    file = EnvFile.load(path)
    file.document.set("A", "2")
    file.save()
    return path


def test_an_env_file_that_git_would_take_is_named_and_kept_out(path: Path) -> None:
    state = git_state(path)
    assert state.missing == (".env",)
    assert "launchdeck env history --ignore" in state.notes[0]
    ignore = add_to_gitignore(state)
    assert ignore.read_bytes() == b"/.env\n"
    assert git_state(path).notes == []
    git(path.parent, "add", "--all")
    assert git(path.parent, "ls-files").split() == [".gitignore"]


def test_lines_are_added_as_the_file_is_written(path: Path) -> None:
    ignore = path.parent / ".gitignore"
    ignore.write_bytes(b"*.pyc\r\n!.env")
    add_to_gitignore(git_state(path))
    assert ignore.read_bytes() == b"*.pyc\r\n!.env\r\n/.env\r\n"


def test_a_rule_further_up_counts(path: Path) -> None:
    (path.parent.parent / ".gitignore").write_bytes(b".env\n")
    assert git_state(path).notes == []


def test_a_history_without_its_own_rule_is_named_too(path: Path) -> None:
    (path.parent / ".launchdeck" / ".gitignore").unlink()
    assert git_state(path).missing == (".env", ".launchdeck/")
    add_to_gitignore(git_state(path))
    git(path.parent, "add", "--all")
    assert git(path.parent, "ls-files").split() == [".gitignore"]


def test_a_file_that_is_in_the_repository_is_named(path: Path) -> None:
    git(path.parent, "add", ".env")
    assert git_state(path).tracked == (".env",)
    assert "git rm --cached .env" in git_state(path).notes[0]


def test_outside_of_a_work_tree_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert git_state(tmp_path / ".env").notes == []
