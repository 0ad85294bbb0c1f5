"""Whether a service works: asked with its own protocol, without a driver where a socket is enough."""

from __future__ import annotations

import http.client
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from tui.engine.local.environment import LOOPBACK, Settings

TIMEOUT_SECONDS = 2.0
HEARTBEAT_SECONDS = 45.0
"""A heartbeat older than this means that the service no longer works."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a probe found."""

    healthy: bool
    detail: str = ""


def never() -> Answer:
    """A one-shot is not asked."""
    return Answer(healthy=False)


def postgres(settings: Settings) -> Answer:
    """A real login to the main database; the password never leaves the process."""
    import psycopg2

    try:
        psycopg2.connect(
            host=settings.database_host,
            port=settings.database_port,
            user=settings.database_user,
            password=settings.database_password,
            dbname="postgres",
            connect_timeout=int(TIMEOUT_SECONDS),
        ).close()
    except psycopg2.OperationalError as error:
        return Answer(healthy=False, detail=str(error).strip().splitlines()[-1].rpartition("FATAL:")[2].strip())
    return Answer(healthy=True)


def valkey(settings: Settings) -> Answer:
    """AUTH and PING in the protocol's own words; anything but PONG is unhealthy (FIELD F47)."""
    commands = [("AUTH", settings.redis_password)] if settings.redis_password else []
    request = b"".join(_command(*parts) for parts in [*commands, ("PING",)])
    try:
        with socket.create_connection((settings.redis_host, settings.redis_port), TIMEOUT_SECONDS) as connection:
            connection.settimeout(TIMEOUT_SECONDS)
            connection.sendall(request)
            answer = b""
            while answer.count(b"\r\n") <= len(commands):
                piece = connection.recv(1024)
                if not piece:
                    break
                answer += piece
    except OSError as error:
        return Answer(healthy=False, detail=error.strerror or "no answer")
    lines = answer.decode(errors="replace").split("\r\n")
    bad = next((line for line in lines if line.startswith("-")), "")
    return Answer(healthy="+PONG" in lines, detail=bad.removeprefix("-").partition(" ")[0])


def _command(*parts: str) -> bytes:
    encoded = [part.encode() for part in parts]
    return b"*%d\r\n" % len(encoded) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in encoded)


def http_get(port: int, path: str) -> int:
    """The status of a GET on this machine; 0 when nobody answers."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def get(port: int, path: str) -> Answer:
    """200 on a path."""
    status = http_get(port, path)
    detail = f"{path} answers {status}" if status else f"{path} does not answer"
    return Answer(healthy=status == 200, detail=detail)


def heartbeat(file: Path) -> Answer:
    """A file that was touched lately."""
    try:
        age = time.time() - file.stat().st_mtime
    except OSError:
        return Answer(healthy=False, detail="no heartbeat yet")
    return Answer(healthy=age <= HEARTBEAT_SECONDS, detail=f"last heartbeat {age:.0f} s ago")
