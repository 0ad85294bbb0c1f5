"""Compose as a program: found, asked for its version, run with a scrubbed environment, its progress read by line."""

from __future__ import annotations

import base64
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from tui.engine.protocol import EngineError

PROGRAM_VARIABLE = "LAUNCHDECK_COMPOSE"
"""Names the program to use as Compose, where it is neither a plugin of docker nor on the path."""
MINIMUM = (2, 20)
"""Below it ``depends_on.required`` and most of what the bundled files use are unknown (FIELD F40)."""
DAEMON_REFUSES = "Error response from daemon: "
"""How Compose passes the engine's refusal on, where it does not write JSON."""
INTERRUPT_SECONDS = 10.0
ASK_SECONDS = 60.0
"""The patience with calls that only read."""

_PLAIN = re.compile(r"^\s*(?:\[\+\] )?(Container|Network|Volume|Image|Service) (\S+)\s+(.+?)\s*$")
_BUILD_STEP = re.compile(r"\[(?:(?P<service>[\w.-]+) )?(?P<step>[\w.-]+ +\d+/\d+)\] (?P<word>\w+)")
"""A vertex of BuildKit that is a line of the Dockerfile."""
BUILD = "Build"
"""The subject of what a build says."""
_PLAIN_SERVICE = re.compile(r"^ (\S+) (Pulling|Pulled|Building|Built|Skipped|Warning|Error)\b\s*(.*?)\s*$")
"""Compose 2.26 names a service or image alone, and the reason after it."""
_LOG_LINE = re.compile(r'^time="[^"]*" level=(\w+) msg="?(.*?)"?$')


@dataclass(frozen=True, slots=True)
class Event:
    """One line of Compose's progress."""

    subject: str
    """Container, Network, Volume, Image, Build; empty for a layer or a message."""
    name: str
    text: str
    detail: str = ""
    """More about it: a bar, or why an image could not be fetched."""
    percent: int | None = None
    parent: str = ""
    """The image or service that a layer belongs to."""
    error: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a sentence of Compose's own; the last one says why it failed."""
        return not (self.subject or self.name) and bool(self.text)


class Interruptible(Protocol):
    """Something that runs and that another thread may end."""

    def interrupt(self) -> None:
        """End it."""
        ...


class Call:
    """One changing call of Compose, whose progress is read in one thread and which another may interrupt."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environ: Mapping[str, str],
        running: set[Interruptible] | None = None,
    ) -> None:
        """``running`` is where it is listed while it runs."""
        self._running = set() if running is None else running
        self._command = list(command)
        self._folder = folder
        self._environ = dict(environ)
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._interrupted = False
        self.code: int | None = None
        """Its exit code, once the events are read to the end."""

    @property
    def interrupted(self) -> bool:
        """Whether somebody wanted its end."""
        return self._interrupted

    def events(self) -> Iterator[Event]:
        """Start it and yield its progress to the end. Raises EngineError when it cannot be run."""
        process = self._start()
        if process is None:
            return
        self._running.add(self)
        with process:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            for line in process.stdout:
                event = event_of(line)
                if event is not None:
                    yield event
            self.code = process.wait()
        self._running.discard(self)

    def _start(self) -> subprocess.Popen[str] | None:
        """The process in a session of its own; None when it was interrupted before it began."""
        with self._lock:
            if self._interrupted:
                return None
            try:
                self._process = subprocess.Popen(
                    self._command,
                    cwd=self._folder,
                    env=self._environ,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,  # a build reports on the one, all else on the other
                    text=True,
                    errors="replace",
                    start_new_session=True,
                )
            except OSError as error:
                raise EngineError(f"Compose cannot be run: {error.strerror}") from None
            return self._process

    def interrupt(self) -> None:
        """End it as Ctrl-C would; what was started stays. Nothing happens when it is through.

        SIGTERM does the same as SIGINT to Compose, and is not ignored by children of a job in the background.
        """
        with self._lock:
            self._interrupted = True
        process = self._process
        if process is None or process.poll() is not None:
            return
        # The whole group, as the terminal would: docker starts its Compose plugin as a child.
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(INTERRUPT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@dataclass(frozen=True, slots=True)
class Compose:
    """A Compose program for one workspace."""

    command: tuple[str, ...]
    version: tuple[int, ...]
    folder: Path
    """Where it runs: it finds the files of the project there."""
    environ: Mapping[str, str] = field(repr=False)
    json_progress: bool = True
    running: set[Interruptible] = field(default_factory=set, repr=False, compare=False)
    """What runs now, for whoever wants to end it."""

    @property
    def version_text(self) -> str:
        """The version for people."""
        return ".".join(str(part) for part in self.version)

    def ask(self, *arguments: str) -> str:
        """What a reading call prints. Raises EngineError with Compose's own last word."""
        return self.ask_with_warnings(*arguments)[0]

    def ask_with_warnings(self, *arguments: str) -> tuple[str, tuple[str, ...]]:
        """What a reading call prints, and the warnings beside it. Raises EngineError as :meth:`ask`."""
        try:
            done = subprocess.run(
                [*self.command, *arguments],
                cwd=self.folder,
                env=dict(self.environ),
                capture_output=True,
                text=True,
                timeout=ASK_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise EngineError(f"Compose did not answer within {ASK_SECONDS:.0f} s") from None
        except OSError as error:
            raise EngineError(f"Compose cannot be run: {error.strerror}") from None
        if done.returncode:
            raise refusal(done.stderr)
        return done.stdout, tuple(line for line in done.stderr.splitlines() if "level=warning" in line)

    def call(self, *arguments: str) -> Call:
        """A changing call, not started yet."""
        progress = ("--progress", "json" if self.json_progress else "plain")
        return Call([*self.command, *progress, *arguments], self.folder, self.environ, self.running)

    def typed(self, *arguments: str) -> str:
        """The same command line as a person would type it; a value of the workspace never stands in it."""
        program = [Path(self.command[0]).name, *self.command[1:]]
        named = self.environ.get("COMPOSE_PROJECT_NAME", "")
        options = ["-p", named] if named else []
        for path in filter(None, self.environ.get("COMPOSE_FILE", "").split(os.pathsep)):
            options += ["-f", path]
        return f"cd {shlex.quote(str(self.folder))} && {shlex.join([*program, *options, *arguments])}"

    def argv(self, *arguments: str) -> list[str]:
        """The whole command line, for a child that takes the terminal over."""
        return [*self.command, *arguments]


def event_of(line: str) -> Event | None:
    """A line of ``--progress json`` or ``plain``; None when it says nothing."""
    text = line.strip()
    if text.startswith("{"):
        try:
            record = json.loads(text)
        except ValueError:
            return None
        return _event_of_record(record) if isinstance(record, dict) else None
    if found := _PLAIN.match(line):
        return Event(found[1], found[2], found[3])
    if found := _PLAIN_SERVICE.match(line):
        return Event("", found[1], found[2], found[3])
    if found := _LOG_LINE.match(text):
        return Event("", "", found[2], error=found[1] in {"error", "fatal"}) if found[1] != "warning" else None
    if text.startswith(DAEMON_REFUSES):
        return Event("", "", text.removeprefix(DAEMON_REFUSES), error=True)
    return Event("", "", text) if text else None


def _event_of_record(record: Mapping[str, object]) -> Event | None:
    if record.get("error"):
        return Event("", "", str(record.get("message") or "interrupted"), error=True)
    if "id" not in record:
        return _event_of_build(record)
    subject, space, name = str(record["id"]).partition(" ")
    if not space:
        subject, name = "", subject
    percent = record.get("percent")
    text, status = str(record.get("text") or ""), str(record.get("status") or "")
    return Event(
        subject,
        name,
        text or status,
        detail=status if text else "",
        percent=percent if isinstance(percent, int) else None,
        parent=str(record.get("parent_id") or ""),
    )


def _event_of_build(record: Mapping[str, Any]) -> Event | None:
    """A line of BuildKit's progress: a step that begins, or what a step prints."""
    for vertex in record.get("vertexes") or ():
        step = _BUILD_STEP.match(str(vertex.get("name")))
        if step is not None and vertex.get("started") and not vertex.get("completed"):
            return Event(BUILD, step["service"] or "", "Building", detail=f"{step['step']} {step['word']}")
    printed = [base64.b64decode(entry.get("data") or "") for entry in record.get("logs") or ()]
    return Event(BUILD, "", "", detail=b"".join(printed).decode(errors="replace")) if printed else None


def refusal(stderr: str) -> EngineError:
    """Compose's refusal as one line of ours: its last word, without the decoration of its log."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip() and "level=warning" not in line]
    last = lines[-1] if lines else "Compose failed without a word"
    event = event_of(last)
    return EngineError(f"Compose refuses: {event.text if event else last}", "docker compose config shows where")


def find_compose(folder: Path, environ: Mapping[str, str]) -> Compose:
    """The Compose that the machine has: the plugin of docker, else docker-compose of version 2.

    Raises EngineError that tells a missing program, the old version 1 and a broken plugin apart (FIELD F40).
    """
    named = os.environ.get(PROGRAM_VARIABLE)
    candidates: list[tuple[str, ...]] = [(named,)] if named else []
    docker = shutil.which("docker", path=environ.get("PATH"))
    if docker:
        candidates.append((docker, "compose"))
    standalone = shutil.which("docker-compose", path=environ.get("PATH"))
    if standalone:
        candidates.append((standalone,))
    seen = ""
    for command in candidates:
        version = _version(command, environ)
        if version and version >= MINIMUM:
            return Compose(command, version, folder, environ, json_progress=_knows_json(command, environ))
        if version:
            seen = ".".join(str(part) for part in version)
    if seen:
        raise EngineError(f"Compose {seen} is too old", f"Install Compose {'.'.join(map(str, MINIMUM))} or newer")
    if docker:
        raise EngineError("docker has no Compose plugin", "Install the docker-compose-plugin package")
    raise EngineError("Docker is not installed", "Install Docker with Compose, or use --engine local")


def _version(command: Sequence[str], environ: Mapping[str, str]) -> tuple[int, ...]:
    text = _output([*command, "version", "--short"], environ)
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)", text.strip())
    return tuple(int(part) for part in found.groups()) if found else ()


def _knows_json(command: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Compose 2.26 does not; asking is surer than a table of versions."""
    found = re.search(r"--progress\b(.*?)--", _output([*command, "--help"], environ), re.DOTALL)
    return found is not None and "json" in found[1]


def _output(command: Sequence[str], environ: Mapping[str, str]) -> str:
    try:
        done = subprocess.run(
            list(command), env=dict(environ), capture_output=True, text=True, timeout=ASK_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
