"""Parts of a container without an engine: a process namespace, a read-only root, a user that nobody knows."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest


@cache
def namespaces_work() -> bool:
    """True where this machine lets us make namespaces of our own."""
    if shutil.which("unshare") is None:
        return False
    command = ["unshare", "-Urmpf", "--mount-proc", "true"]
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0


needs_namespaces = pytest.mark.skipif(not namespaces_work(), reason="this machine does not allow namespaces")


def in_own_processes(script: str, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a shell script as the first process of a process namespace."""
    command = ["unshare", "-Urmpf", "--mount-proc", "sh", "-c", script]
    return subprocess.run(command, env=dict(environ), capture_output=True, text=True, check=False, timeout=120)


def contained(writable: Path) -> list[str]:
    """What stands before a command: every file system read-only but for one folder, an unknown user in group 0.

    The process that is started is the command itself, so that it gets the signals.
    """
    script = (
        'set -e; mount --bind "$1" "$1"; '
        # Every mount is one of its own; the kernel's file systems stay as they are, and so does /dev/shm, which every
        # container has: prefork's semaphores need it.
        "awk '$3 !~ /^(proc|sysfs|cgroup.*|devpts|devtmpfs)$/ && $2 != \"/dev/shm\" { print $2 }' /proc/self/mounts | "
        "while read -r place; do "
        '[ "$place" = "$1" ] || mount -o remount,bind,ro "$place" 2>/dev/null || true; done; '
        'cd "$1"; shift; exec unshare -U --map-user=54321 --map-group=0 "$@"'
    )
    return ["unshare", "-Urm", "sh", "-c", script, "contained", str(writable)]
