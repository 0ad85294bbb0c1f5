"""What could stop a launch of plain processes: ports that others have, a full disk."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import psutil

from tui.engine import ports
from tui.engine.local.services import Service
from tui.engine.protocol import Check

LEAST_FREE = 2**30
"""Bytes of free disk below which the database is in danger."""


def port(service: Service, root: Path) -> Check:
    """Whether the address of a service is free, or is one of our own; root is the engine's folder."""
    found = ports.clash(service.address, service.name, service.port_variable, partial(is_ours, root=root))
    if found is None:
        return Check("LD-PORT", "ok", f"{service.address} is free for {service.name}")
    mend = f"Stop it, or set {found.variable} to {found.suggestion or 'a free port'}"
    return Check("LD-PORT", "fail", f"{service.address} ({service.name}) is taken by {found.owner}", mend)


def is_ours(pid: int, root: Path) -> bool:
    """Whether a process is one of our services': all of them, and what they start, work in the engine's folder.

    Also those that the supervisor lost: when gunicorn's master was killed, its workers end a moment later.
    """
    try:
        return Path(psutil.Process(pid).cwd()).is_relative_to(root)
    except (psutil.Error, OSError):
        return False


def disk(place: Path) -> Check:
    """Whether there is room for data."""
    free = shutil.disk_usage(place).free
    status = "ok" if free > LEAST_FREE else "warn"
    return Check(
        "LD-DISK", status, f"{free / 2**30:.1f} GB free for {place}", "The database stops when the disk is full"
    )
