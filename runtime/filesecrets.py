"""Secrets from files: ``NAME_FILE`` names the file that holds the value of ``NAME``. Standard library only.

Works for every secret of the catalog, and for those that RUNTIME_FILE_SECRETS names beside them. Other variables
that happen to end in ``_FILE`` (LOG_FILE) stay what they are.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from runtime.errors import Problem
from runtime.record import field, record

SUFFIX: Final = "_FILE"
RULE: Final = "LD-SECRET-FILE"
LARGEST: Final = 64 * 1024
"""Bytes that a secret may have; what is longer is another file."""


@record(slots=True)
class FileSecrets:
    """What the files held."""

    values: dict[str, str] = field(default_factory=dict, repr=False)
    """The secrets by name."""
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def wanted(variables: Mapping[str, str]) -> tuple[str, ...]:
    """The names that a set ``*_FILE`` variable could stand for; whether they are secrets is not asked yet."""
    return tuple(name.removesuffix(SUFFIX) for name, text in variables.items() if name.endswith(SUFFIX) and text)


def read(variables: Mapping[str, str], secrets: Collection[str]) -> FileSecrets:
    """Read the file of every secret that is given by one. Never raises: what is wrong is collected."""
    found = FileSecrets()
    for name in wanted(variables):
        if name not in secrets:
            continue
        pointer = name + SUFFIX
        if variables.get(name):
            found.problems.append(Problem(pointer, f"and {name} are both set; keep one of them", RULE))
            continue
        text = _content(pointer, Path(variables[pointer]), found)
        if text is not None:
            found.values[name] = text
    return found


def _content(pointer: str, path: Path, found: FileSecrets) -> str | None:
    """The text of a file without its final line end; None after a problem."""
    try:
        mode = path.stat().st_mode
        # Only a plain file is opened: a pipe or a device might never end.
        data = b""
        if stat.S_ISREG(mode):
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        found.problems.append(Problem(pointer, f"names a file that cannot be read: {error.strerror}", RULE))
        return None
    if not stat.S_ISREG(mode) or len(data) > LARGEST:
        wrong = (
            "something that is not a plain file" if not stat.S_ISREG(mode) else "a file that is too long for a secret"
        )
        found.problems.append(Problem(pointer, f"names {wrong}", RULE))
        return None
    # One line end belongs to the file and not to the secret; more of them are the secret's own.
    data = data.removesuffix(b"\n").removesuffix(b"\r")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        found.problems.append(Problem(pointer, "names a file that is not UTF-8", RULE))
        return None
    if "\0" in text:
        found.problems.append(Problem(pointer, "names a file that holds a NUL character", RULE))
        return None
    if mode & stat.S_IWOTH:
        found.notes.append(f"the file of {pointer} can be written by everybody")
    if not text:
        found.notes.append(f"the file of {pointer} is empty")
    return text
