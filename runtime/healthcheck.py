"""``launchdeck-runtime healthcheck``: is this role alive? Standard library only, and little of that.

api: its own /health answers on the configured port. worker and beat: their heartbeat file is young. migration and
job end by themselves and are never unhealthy. Reads only, so any number of checks may look at the same time.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Mapping

HEALTHY = 0
UNHEALTHY = 1
"""Docker knows these two codes; starting counts as not yet healthy and is told apart by its word."""

HTTP_TIMEOUT = 5.0
"""Seconds that the API has to answer."""
HEARTBEAT_AGE = 60.0
"""Seconds after which a heartbeat file is too old (RUNTIME_HEALTH_AGE). A worker writes it every two seconds, beat
at each tick, at least every five."""
SOLO_AGE = 1560.0
"""The solo pool cannot beat while a task runs: the time limit of a task and a minute."""
START_SECONDS = 180.0
"""How long a role without a heartbeat counts as starting."""

Answer = tuple[int, str]
"""The exit code, and a line for the engine's health log."""


def check(environ: Mapping[str, str], now: float | None = None) -> Answer:
    """How the role of this environment is. Never raises for what a sick role does."""
    mode = (environ.get("MODE") or "api").strip().casefold()
    if mode == "api":
        return check_http(environ)
    if mode in {"worker", "beat"}:
        return check_heartbeat(environ, mode, time.time() if now is None else now)
    return HEALTHY, f"{mode}: nothing to check"


def check_http(environ: Mapping[str, str]) -> Answer:
    """Ask the API itself, on the address and the port that it was given."""
    host = (environ.get("DIFY_BIND_ADDRESS") or "0.0.0.0").strip("[]")  # noqa: S104 - compared, not bound
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    port = environ.get("DIFY_PORT") or "5001"
    path = environ.get("RUNTIME_HEALTH_PATH") or "/health"
    question = f"GET {path} HTTP/1.0\r\nHost: {host}\r\nUser-Agent: healthcheck\r\n\r\n"
    try:
        with socket.create_connection((host, int(port)), HTTP_TIMEOUT) as connection:
            connection.settimeout(HTTP_TIMEOUT)
            connection.sendall(question.encode("ascii", "replace"))
            line = connection.recv(64).split(b"\r\n")[0]
    except (OSError, ValueError, OverflowError) as error:
        return UNHEALTHY, f"api: port {port} does not answer: {type(error).__name__}"
    words = line.split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or words[1][:1] not in b"23":
        return UNHEALTHY, f"api: {path} answers {line.decode('ascii', 'replace') or 'nothing'}"
    return HEALTHY, f"api: {path} answers"


def check_heartbeat(environ: Mapping[str, str], mode: str, now: float) -> Answer:
    """Look at the age of the heartbeat file; without one, at the age of the start."""
    from runtime import rundir  # noqa: PLC0415 - the API's check does without

    folder = rundir.locate(environ)
    pool = environ.get("CELERY_WORKER_POOL") or environ.get("CELERY_WORKER_CLASS")
    longest = SOLO_AGE if mode == "worker" and pool == "solo" else HEARTBEAT_AGE
    try:
        longest = float(environ.get("RUNTIME_HEALTH_AGE") or longest)
        beaten = rundir.heartbeat_file(folder, mode).stat().st_mtime
    except FileNotFoundError:
        return _without_heartbeat(rundir.started_file(folder, mode), mode, now)
    except (OSError, ValueError) as error:
        return UNHEALTHY, f"{mode}: its heartbeat cannot be read: {type(error).__name__}"
    age = now - beaten
    if age > longest:
        return UNHEALTHY, f"{mode}: the last heartbeat is {age:.0f} s old"
    return HEALTHY, f"{mode}: alive"


def _without_heartbeat(started: os.PathLike[str], mode: str, now: float) -> Answer:
    try:
        age = now - os.stat(started).st_mtime  # noqa: PTH116 - pathlib is not imported for this
    except OSError:
        return UNHEALTHY, f"{mode}: it was never started here"
    if age < START_SECONDS:
        return UNHEALTHY, f"{mode}: starting"
    return UNHEALTHY, f"{mode}: no heartbeat since it was started {age:.0f} s ago"


def main() -> int:
    """Print the answer; the exit code."""
    code, line = check(os.environ)
    sys.stdout.write(f"{line}\n")
    return code
