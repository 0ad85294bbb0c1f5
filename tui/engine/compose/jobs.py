"""Jobs: a one-off command in a container of its own, which is removed whatever happens."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tui.engine.compose.cli import Compose
from tui.engine.compose.client import Connection
from tui.engine.compose.model import Model
from tui.engine.compose.project import Project
from tui.engine.protocol import EngineError, LogLine


def words(model: Model, job: Sequence[str]) -> list[str]:
    """What ``compose run`` gets: a service and its command.

    Where a service runs the bundled entrypoint by its MODE, a job runs in its environment with MODE=job; elsewhere the
    first word has to name the service.
    """
    if job[0] in model.services:
        return list(job)
    for service in model.services.values():
        if service.environment.get("MODE") == "api":
            return ["--no-deps", "-e", "MODE=job", "-e", "MIGRATION_ENABLED=false", service.name, *job]
    raise EngineError(f"{job[0]} is not a service", f"Name one first: {', '.join(model.services)}")


def inside(project: Project, workspace: Path, service: str, command: Sequence[str]) -> list[str]:
    """What runs a command in a running service.

    It names its project, whatever the operator's shell exports, and takes a terminal only where there is one.
    """
    files = [part for path in project.files for part in ("--file", str(path))]
    place = ["--project-directory", str(workspace.resolve()), "--project-name", project.model().project]
    terminal = () if sys.stdin.isatty() else ("--no-TTY",)
    return project.compose().argv(*files, *place, "exec", *terminal, service, *command)


def run(
    compose: Compose, connection: Connection, project: str, arguments: Sequence[str]
) -> Generator[LogLine, None, int]:
    """Run the job and yield its output; returns its exit code. Closing the generator ends the job."""
    name = f"{project}-job-{secrets.token_hex(4)}"
    command = compose.argv("--progress", "quiet", "run", "--rm", "--no-TTY", "--name", name, *arguments)
    try:
        process = subprocess.Popen(
            command,
            cwd=compose.folder,
            env=dict(compose.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise EngineError(f"Compose cannot be run: {error.strerror}") from None
    interruptible = _Job(process)
    compose.running.add(interruptible)
    with process:
        try:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            blank = 0
            for line in process.stdout:
                text = line.rstrip("\n")
                if not text:  # Compose puts an empty line of its own behind a job that failed
                    blank += 1
                    continue
                yield from (LogLine("job", "", datetime.now(UTC)) for _ in range(blank))
                blank = 0
                yield LogLine("job", text, datetime.now(UTC))
            return process.wait()
        finally:
            compose.running.discard(interruptible)
            interruptible.interrupt()
            if process.returncode < 0:
                _remove(connection, name)


class _Job:
    """The process of a job."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def interrupt(self) -> None:
        """End it where it runs."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _remove(connection: Connection, name: str) -> None:
    """Remove the container of a job that was given up; Compose cannot be trusted to have made it yet."""
    from docker.errors import NotFound

    with connection.talking() as client:
        try:
            client.api.remove_container(name, force=True)
        except NotFound:
            return
