"""Modes as real processes, for tests: started as a container would, stopped at the end, their output kept."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.conftest import ROOT
from tests.runtime.services import PATIENCE, free_port, stop

Found = TypeVar("Found")


def eventually(
    ask: Callable[[], Found | None], what: str, patience: float = PATIENCE, output: Callable[[], str] = str
) -> Found:
    """Ask until there is an answer; fails with what was waited for and what the processes wrote."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        answer = ask()
        if answer is not None and answer is not False:
            return answer
        time.sleep(0.05)
    pytest.fail(f"this did not happen within {patience:g} s: {what}\n{output()}")


class Runner:
    """Starts modes and knows what they wrote."""

    def __init__(self, environ: Mapping[str, str], folder: Path) -> None:
        self.environ = {**environ, "PYTHONPATH": str(ROOT), "DIFY_BIND_ADDRESS": "127.0.0.1"}
        self.folder = folder
        self.port = free_port()
        self.prefix: list[str] = []
        """What stands before each command, such as what contains it."""
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, mode: str, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start a mode; its output goes to a file."""
        environ = {**self.environ, "DIFY_PORT": str(self.port), "MODE": mode, **variables}
        with self.log(mode, len(self._processes)).open("wb") as output:
            process = subprocess.Popen(
                [*self.prefix, sys.executable, "-m", "runtime", *arguments],
                env=environ,
                cwd=self.folder,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._processes.append(process)
        return process

    def run(self, mode: str, *arguments: str, **variables: str) -> int:
        """Start a mode that ends by itself; its exit code."""
        return self.start(mode, *arguments, **variables).wait(180)

    def log(self, mode: str, number: int = -1) -> Path:
        """Where the process of that number writes."""
        return self.folder / f"{mode}-{number}.log"

    def output(self) -> str:
        """What all of them wrote."""
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("*.log")))

    def ask(
        self, path: str, body: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """A request to the API: the status and the JSON; status 0 while nobody listens."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json", **(headers or {})}
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")
        except OSError:
            return 0, None

    def wait_until_healthy(self) -> Any:
        """Wait for /health; what it answered."""
        return eventually(lambda: self.ask("/health")[1], "/health answers", output=self.output)

    def run_of(self, identity: str) -> Any:
        """Wait for a task to end; its row as the API shows it."""

        def ended() -> Any:
            run = self.ask(f"/tasks/{identity}")[1]
            return run if run and run.get("finished_at") else None

        return eventually(ended, f"task {identity} ends", output=self.output)

    def stop_all(self) -> None:
        """Stop what still runs, the last one first."""
        for process in reversed(self._processes):
            stop(process)


@pytest.fixture
def runner(environ: dict[str, str], tmp_path: Path) -> Iterator[Runner]:
    """Modes against an empty database and a queue of this test's own."""
    made = Runner(environ, tmp_path)
    yield made
    made.stop_all()
