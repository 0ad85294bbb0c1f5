"""``python -m tui.engine.local.child SPEC``: become a service's program, with an environment from a private file.

Passwords are neither in an argument list nor in the supervisor's configuration. Standard library only.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
"""unshare(2)."""

CONFIG_ERROR = 78
"""sysexits.h: the program is configured wrongly."""


def leave_root() -> None:
    """Enter a user namespace in which root is uid 1000: PostgreSQL refuses to run as root, and files stay root's.

    Raises OSError where namespaces are switched off.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    for name, text in (("setgroups", "deny"), ("uid_map", "1000 0 1"), ("gid_map", "1000 0 1")):
        Path("/proc/self", name).write_text(text)


def main(spec: str) -> None:
    """Read what to become, and become it."""
    document = json.loads(Path(spec).read_text("utf-8"))
    if document.get("not_root") and os.getuid() == 0:
        try:
            leave_root()
        except OSError as error:
            sys.stderr.write(
                f"PostgreSQL does not run as root, and this machine has no user namespaces: {error.strerror}\n"
            )
            sys.stderr.write("Start Launchdeck as another user, or use the Compose engine\n")
            raise SystemExit(CONFIG_ERROR) from None
    os.umask(0o077)
    with Path(spec).with_suffix(".starts").open("ab") as starts:
        starts.write(b".")  # one byte per start: the engine shows how often the supervisor had to
    os.chdir(document["folder"])
    argv = document["argv"]
    os.execve(argv[0], argv, document["env"])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1])
