"""Ports that are taken, and who has them."""

from __future__ import annotations

import socket
from collections.abc import Callable

import psutil

from tui.engine.protocol import PortClash

SEARCHED = 100
"""How many ports after a taken one are tried for a suggestion."""
PATIENCE = 0.5
"""Seconds in which a listener of this machine accepts."""


def is_free(host: str, port: int) -> bool:
    """True when a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            # A low port that this person may not open says nothing of the engine, which may.
            return not _answers(family, host, port)
        except OSError:
            return False
    return True


def _answers(family: socket.AddressFamily, host: str, port: int) -> bool:
    """True when somebody accepts connections there."""
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(PATIENCE)
        return probe.connect_ex((host, port)) == 0


def owner_of(port: int) -> tuple[str, int | None]:
    """Who listens on a port, for people, and its process id when it can be seen."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return "another program", None
    for connection in connections:
        if connection.status == psutil.CONN_LISTEN and connection.laddr and connection.laddr.port == port:
            if connection.pid is None:
                break
            try:
                return f"{psutil.Process(connection.pid).name()} (pid {connection.pid})", connection.pid
            except psutil.Error:
                break
    return "another program", None


def suggestion(host: str, port: int) -> int | None:
    """The next free port after a taken one."""
    return next((p for p in range(port + 1, min(port + SEARCHED, 65535)) if is_free(host, p)), None)


def clash(address: str, service: str, variable: str, is_ours: Callable[[int], bool]) -> PortClash | None:
    """The clash at HOST:PORT; None when it is free or held by one of our own processes."""
    host, _, text = address.rpartition(":")
    port = int(text)
    if is_free(host, port):
        return None
    owner, pid = owner_of(port)
    if pid is not None and is_ours(pid):
        return None
    return PortClash(address, service, variable, owner, suggestion(host, port))
