"""Who the process is: root is warned of, an unknown user gets a home, files are shared with group 0 where they must be.

An orchestrator may start the image as a user that no password file knows, in group 0. Standard library only.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import Final

from runtime.environment import Environment

GROUP_SHARED: Final = 0o002
"""What the group may do as well: the next container of another user in group 0 must be able to write the data."""


def notes() -> tuple[str, ...]:
    """What the person should know about the user."""
    if os.getuid() == 0:
        return ("this runs as root; give the container a user of its own (USER 1001)",)
    return ()


def home(environment: Environment, run_folder: Path) -> dict[str, str]:
    """HOME for a user that has none: the run folder. Programs fall over a home that is missing or not writable."""
    named = environment.variables.get("HOME", "")
    usable = os.access(named, os.W_OK | os.X_OK) if named else _is_known()
    return {} if usable else {"HOME": str(run_folder)}


def temporary(environment: Environment, run_folder: Path) -> dict[str, str]:
    """TMPDIR where nobody named one and the usual folder cannot be written: the run folder."""
    if environment.variables.get("TMPDIR") or os.access("/tmp", os.W_OK | os.X_OK):  # noqa: S108 - asked about only
        return {}
    return {"TMPDIR": str(run_folder)}


def umask(environment: Environment) -> int | None:
    """What is taken from the mode of new files: RUNTIME_UMASK, else 0002 for a user in group 0; None leaves it."""
    word = environment.text("RUNTIME_UMASK").strip()
    if not word:
        return GROUP_SHARED if os.getgid() == 0 != os.getuid() else None
    try:
        number = int(word, 8)
    except ValueError:
        number = -1
    if not 0 <= number <= 0o777:
        environment.report("RUNTIME_UMASK", "must be an octal number such as 0027")
        return None
    return number


def _is_known() -> bool:
    """True when the password file knows this user."""
    try:
        pwd.getpwuid(os.getuid())
    except KeyError:
        return False
    return True
