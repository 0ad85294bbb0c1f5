"""A value in the person's own editor: a private file, their program, the text that they left in it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from schemas.errors import UsageError

VARIABLES = ("VISUAL", "EDITOR")
"""Name the editor, the first one that is set (environ(7)); both may hold arguments."""
USUAL = ("nano", "vi")
"""Tried where none is named."""


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The editor and its arguments. Raises UsageError when there is none."""
    for variable in VARIABLES:
        if words := shlex.split(environment.get(variable, "")):
            if shutil.which(words[0], path=environment.get("PATH")) is None:
                raise UsageError(f"{variable} names {words[0]}, which is not installed", f"export {variable}=nano")
            return words
    for name in USUAL:
        if shutil.which(name, path=environment.get("PATH")) is not None:
            return [name]
    raise UsageError("no editor is installed", "install nano or vim, or name one with EDITOR")


def edit(text: str, name: str, environment: Mapping[str, str]) -> str:
    """The text as the person left it; the line end that editors add to a last line is not part of it.

    Raises:
        UsageError: there is no editor, it ended with an error (then nothing is meant), or left no text.
    """
    command = editor_command(environment)
    with tempfile.TemporaryDirectory(prefix="launchdeck-") as folder:  # for its owner only, as mkdtemp makes it
        path = Path(folder) / f"{name}.txt"
        path.touch(mode=0o600)
        path.write_text(f"{text}\n" if text else "", encoding="utf-8", newline="")
        done = subprocess.run([*command, str(path)], env=dict(environment), check=False)
        if done.returncode:
            raise UsageError(f"{command[0]} ended with exit code {done.returncode}", f"{name} stays as it was")
        try:
            left = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{command[0]} left no text", f"{name} stays as it was") from error
    return left.removesuffix("\n").removesuffix("\r")
