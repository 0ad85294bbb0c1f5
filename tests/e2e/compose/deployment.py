"""The small project of the end-to-end tests, and what ``docker compose`` itself says of it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from tui.engine.choice import choose_engine
from tui.engine.compose import ComposeEngine
from tui.engine.protocol import Progress, ServiceStatus, Step

PATIENCE = 90.0
"""Seconds until something that should have happened counts as missing."""

COMPOSE = """\
name: ${COMPOSE_PROJECT_NAME}
x-fast: &fast
  interval: 1s
  timeout: 5s
  retries: 30
x-bounded: &bounded
  driver: json-file
  options: {max-size: 1m}
services:
  db:
    image: postgres:15-alpine
    environment:
      POSTGRES_USER: ${DB_USERNAME:-postgres}
      POSTGRES_PASSWORD: ${DB_PASSWORD}
      PGUSER: ${DB_USERNAME:-postgres}
      E2E_INITDB_FAST: "1"
    healthcheck: {<<: *fast, test: [CMD, pg_isready, -h, 127.0.0.1]}
    volumes: ["db:/var/lib/postgresql/data"]
    logging: *bounded
  redis:
    image: redis:6-alpine
    command: [sh, -c, 'exec docker-entrypoint.sh redis-server --save "" --requirepass "$$REDISCLI_AUTH"']
    environment: {REDISCLI_AUTH: "${REDIS_PASSWORD}"}
    healthcheck: {<<: *fast, test: [CMD, sh, -c, 'test "$$(redis-cli ping)" = PONG']}
    ports: ["127.0.0.1:${EXPOSE_REDIS_PORT}:6379"]
    logging: *bounded
  init:
    image: busybox:latest
    command: [sh, -c, 'echo "initialised"']
    depends_on: {db: {condition: service_healthy}}
    logging: *bounded
  app:
    image: busybox:latest
    init: true
    stop_grace_period: 5s
    command: [sh, -c, 'n=0; while :; do n=$$((n+1)); echo "app says $$WORD $$n"; sleep 0.5; done']
    environment: {WORD: "${WORD:-hello}", DB_PASSWORD: "${DB_PASSWORD}"}
    healthcheck: {<<: *fast, test: [CMD, sh, -c, 'test -n "$$WORD"']}
    depends_on:
      init: {condition: service_completed_successfully}
      redis: {condition: service_healthy}
    logging: *bounded
  plain:
    image: busybox:latest
    init: true
    command: [sh, -c, 'n=0; while :; do n=$$((n+1)); echo "plain $$n"; sleep 0.5; done']
    logging: *bounded
  crasher:
    image: busybox:latest
    profiles: [broken]
    restart: always
    command: [sh, -c, 'echo "cannot open /data/x: Permission denied" >&2; exit 3']
    logging: *bounded
  unwell:
    image: busybox:latest
    profiles: [broken]
    init: true
    command: [sleep, "600"]
    healthcheck: {interval: 1s, retries: 2, timeout: 5s, test: [CMD, sh, -c, 'echo "nobody home"; exit 1']}
    logging: *bounded
  after:
    image: busybox:latest
    profiles: [broken]
    init: true
    command: [sleep, "600"]
    depends_on: {unwell: {condition: service_healthy}}
    logging: *bounded
  login:
    image: postgres:15-alpine
    profiles: [denied]
    environment: {PGPASSWORD: "not the password", DB_PASSWORD: "not the password"}
    command: [psql, -h, db, -U, postgres, -c, "select 1"]
    depends_on: {db: {condition: service_healthy}}
    logging: *bounded
  after_login:
    image: busybox:latest
    profiles: [denied]
    init: true
    command: [sleep, "600"]
    depends_on: {login: {condition: service_completed_successfully}}
    logging: *bounded
volumes:
  db: {}
"""

PASSWORD = "S3cretOfTheDatabase77"
"""Searched for in whatever is printed or listed."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def compose_project(folder: Path, project: str) -> None:
    """The files of the small project."""
    (folder / "compose.yaml").write_text(COMPOSE)
    values = {
        "COMPOSE_PROJECT_NAME": project,
        "DB_PASSWORD": PASSWORD,
        "REDIS_PASSWORD": "S3cretOfRedis77",
        "EXPOSE_REDIS_PORT": free_port(),
        "WORD": "hello",
    }
    (folder / ".env").write_text("".join(f"{name}={text}\n" for name, text in values.items()))
    (folder / ".env").chmod(0o600)


def eventually(condition: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail(f"not within {PATIENCE:.0f} s: {what}")


class Deployment:
    """One project on the real engine."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self._environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **environment}

    @property
    def engine(self) -> ComposeEngine:
        """A new engine object, as another process would have."""
        engine = choose_engine("auto", self.folder)
        assert isinstance(engine, ComposeEngine)
        return engine

    def compose(self, *arguments: str) -> str:
        """What ``docker compose`` itself says."""
        named = os.environ.get("LAUNCHDECK_COMPOSE")
        command = [named] if named else ["docker", "compose"]
        done = subprocess.run(
            [*command, *arguments],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ps(self) -> dict[str, list[dict[str, str]]]:
        """The containers by service, as Compose lists them, ended ones too."""
        found: dict[str, list[dict[str, str]]] = {}
        for line in self.compose("--profile", "*", "ps", "--all", "--format", "json").splitlines():
            record = json.loads(line)
            found.setdefault(record["Service"], []).append(record)
        return found

    def ids(self) -> dict[str, str]:
        """The id of the first container of each service."""
        return {name: found[0]["ID"] for name, found in self.ps().items()}

    def service(self, name: str) -> ServiceStatus:
        """One service as the engine shows it."""
        return next(one for one in self.engine.status() if one.name == name)

    def set(self, name: str, text: str) -> None:
        """Change a variable on disk."""
        path = self.folder / ".env"
        kept = [line for line in path.read_text().splitlines() if not line.startswith(f"{name}=")]
        path.write_text("\n".join([*kept, f"{name}={text}"]) + "\n")

    def remove(self) -> None:
        """Remove all that belongs to the project."""
        self.compose("--profile", "*", "down", "--volumes", "--timeout", "0")


def last_steps(told: Iterable[Progress]) -> dict[str, Step]:
    """The last step of each service."""
    return {one.service: one.step for one in told if one.step is not Step.COMMAND}
