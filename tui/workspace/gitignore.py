"""Whether git would take an env file or its history into the repository, and the lines that keep them out."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tui.workspace import storage

PATIENCE_SECONDS = 10.0
"""A git that needs longer says nothing."""


@dataclass(frozen=True, slots=True)
class GitState:
    """What git makes of an env file."""

    folder: Path
    """Where the env file is."""
    missing: tuple[str, ...] = ()
    """The lines that its ``.gitignore`` lacks."""
    tracked: tuple[str, ...] = ()
    """What is in the repository already: a line in ``.gitignore`` does not take it out."""

    @property
    def notes(self) -> list[str]:
        """What the person should know, as sentences."""
        found = [
            f"{name} is in the git repository already: git rm --cached {name} takes it out" for name in self.tracked
        ]
        if self.missing:
            names = " and ".join(self.missing)
            found.append(f"git does not ignore {names}: launchdeck env history --ignore adds that to .gitignore")
        return found


def git_state(path: Path) -> GitState:
    """Ask git about an env file and the folder of its history; it has nothing to say outside of a work tree.

    Raises:
        EnvFileError: the path is a link that leads nowhere.
    """
    real = storage.real_path(path)
    state = GitState(real.parent)
    git = shutil.which("git")
    if git is None or not any((folder / ".git").exists() for folder in (real.parent, *real.parent.parents)):
        return state
    names = (real.name, f"{storage.STATE_FOLDER}/")
    tracked = tuple(name for name in names if _answers(git, real.parent, "ls-files", "--error-unmatch", "--", name))
    ignored = {
        name for name in names if _answers(git, real.parent, "check-ignore", "--quiet", "--no-index", "--", name)
    }
    return GitState(real.parent, tuple(name for name in names if name not in ignored), tracked)


def add_to_gitignore(state: GitState) -> Path:
    """Add the missing lines to the ``.gitignore`` beside the env file; every other byte of it stays.

    Raises:
        EnvFileError: it cannot be written.
    """
    path = state.folder / ".gitignore"
    former = storage.read(path).data
    line_break = b"\r\n" if b"\r\n" in former else b"\n"
    opening = line_break if former and not former.endswith(b"\n") else b""
    lines = b"".join(b"/" + name.encode() + line_break for name in state.missing)
    storage.replace(path, former + opening + lines, new_mode=storage.PUBLIC_FILE)
    return path


def _answers(git: str, folder: Path, *arguments: str) -> bool:
    """Whether git says yes."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(
            [git, *arguments], cwd=folder, env=environment, capture_output=True, timeout=PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
