"""The one protocol that every engine answers, and the plain data that it speaks in.

A screen or a command never asks which engine it has. All calls that may take long are generators of
:class:`Progress` or :class:`LogLine`; they run in a thread of the caller's and end early when their generator is
closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from schemas.errors import LaunchdeckError
from tui.engine.processes import ServiceProcess
from tui.engine.started import Started


class State(StrEnum):
    """Whether a service runs."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    FAILED = "failed"
    """It ended with an error or keeps crashing."""
    DONE = "done"
    """A one-shot that ended well: migration, init."""


class Health(StrEnum):
    """Whether a running service works."""

    NONE = "none"
    """No health check, or not running."""
    STARTING = "starting"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """One service as it is now."""

    name: str
    state: State
    health: Health = Health.NONE
    started_at: datetime | None = None
    """Aware, UTC; None when it does not run."""
    restarts: int = 0
    ports: tuple[str, ...] = ()
    """Published addresses such as 127.0.0.1:5001."""
    image: str = ""
    """The image, or for a process the program's name."""
    cpu: float | None = None
    """Percent of one core; None when not known."""
    memory: int | None = None
    """Bytes; None when not known."""
    stale: bool = False
    """It runs with older settings than the file has."""
    detail: str = ""
    """The last word about it, for people: why it failed, what it waits for."""
    one_shot: bool = False


class Step(StrEnum):
    """Where a service stands in a launch."""

    WAITING = "waiting"
    PREPARING = "preparing"
    STARTING = "starting"
    CHECKING = "checking"
    READY = "ready"
    DONE = "done"
    STOPPING = "stopping"
    STOPPED = "stopped"
    REMOVED = "removed"
    FAILED = "failed"
    COMMAND = "command"
    """Of no service: the command line that is run now, as a person could type it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One line of progress about one service; the latest per service is what a screen shows."""

    service: str
    step: Step
    message: str = ""
    """For people: what is being done, or why it failed."""
    log: tuple[str, ...] = ()
    """With FAILED: the last lines of its log."""
    variable: str = ""
    """With FAILED: the variable that mends it, where the cause is known."""


BY_HAND = "it was stopped by hand; up starts it again"
"""Why a launch starts what somebody stopped on purpose."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the next launch does to one service."""

    service: str
    action: str
    """create, recreate, start, scale, reload or orphan."""
    reason: str
    loses: str = ""
    """What is interrupted meanwhile; empty when nothing is."""
    by_hand: bool = False
    """Somebody stopped it on purpose: a launch starts it again, applying settings does not."""


class Condition(StrEnum):
    """What a service waits for in another one."""

    STARTED = "started"
    HEALTHY = "healthy"
    COMPLETED = "completed"
    """It ended well."""


@dataclass(frozen=True, slots=True)
class Need:
    """One service that another one waits for."""

    service: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a service's log."""

    service: str
    text: str
    at: datetime | None = None


class What(StrEnum):
    """What happened to a service."""

    CREATED = "created"
    STARTED = "started"
    RESTARTED = "restarted"
    SIGNALLED = "signalled"
    """Somebody sent a signal to it: a stop begins so."""
    ENDED = "ended"
    """Its process is through, whoever wanted it."""
    STOPPED = "stopped"
    """It ended because it was asked to."""
    FAILED = "failed"
    """It is not started again: it ended too often."""
    OUT_OF_MEMORY = "out of memory"
    PAUSED = "paused"
    RESUMED = "resumed"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    REMOVED = "removed"
    LOST = "engine lost"
    """The engine cannot be reached: what happens now is not seen. The event names no service."""
    BACK = "engine back"


@dataclass(frozen=True, slots=True)
class ServiceEvent:
    """Something that happened to one container, or to one process, of a service."""

    at: datetime
    """Aware, UTC."""
    service: str
    what: What
    container: str = ""
    """Its name; empty where there are none."""
    cause: str = ""
    """For people: the exit code, the signal, why the engine is lost."""


@dataclass(frozen=True, slots=True)
class PortClash:
    """A port that is needed and taken."""

    address: str
    """HOST:PORT."""
    service: str
    variable: str
    """The variable that decides the port; empty when fixed."""
    owner: str
    """Who has it: program and pid, or 'another program' when it cannot be seen."""
    suggestion: int | None = None
    """The next free port."""


class EngineError(LaunchdeckError):
    """The engine cannot do what was asked."""


@dataclass(frozen=True, slots=True)
class Check:
    """One preflight check."""

    id: str
    status: str
    """ok, warn, fail or skip."""
    message: str
    mend: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def refusals(checks: Sequence[Check]) -> list[Progress]:
    """The failed checks, as the progress of what they stop."""
    failed = (check for check in checks if check.status == "fail")
    return [Progress("preflight", Step.FAILED, f"{check.message}. {check.mend}") for check in failed]


class Offer(StrEnum):
    """What only some engines can do; a screen asks for the offer, never which engine it has."""

    PULL = "pull"
    RECREATE = "recreate"
    SCALE = "scale"
    SHELL = "shell"
    ROTATE = "rotate"


class Engine(Protocol):
    """What runs the services of a workspace. It reads the files on disk, never a screen's state."""

    name: str
    """auto's answer: 'compose' or 'local'."""
    workspace: Path
    where: str
    """The address of a far engine, without a password; empty for this machine, and until the first status."""
    offers: frozenset[Offer]

    def services(self) -> tuple[str, ...]:
        """The names of all services in start order."""
        ...

    def needs(self) -> dict[str, tuple[Need, ...]]:
        """What each service waits for before it starts; the services in start order."""
        ...

    def status(self) -> list[ServiceStatus]:
        """Every service as it is now; quick (no waiting)."""
        ...

    def preflight(self, *, remote: bool = False) -> list[Check]:
        """What would stop a launch: ports taken (with owner), missing programs, permissions.

        With remote also whether servers outside of the project (database, mail, object storage) take the logins.
        """
        ...

    def up(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Create what is missing and start the services (all, or these and what they need) until they are healthy."""
        ...

    def down(self, *, volumes: bool = False) -> Iterator[Progress]:
        """Stop everything in reverse dependency order; with volumes remove the data too."""
        ...

    def start(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Start services that are stopped."""
        ...

    def stop(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Stop services gracefully, dependants first."""
        ...

    def restart(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Stop and start with the settings that are on disk now."""
        ...

    def logs(
        self,
        services: Sequence[str] = (),
        *,
        tail: int | None = 200,
        follow: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[LogLine]:
        """The last lines of each service (None: all there are), then with follow what comes, until it is closed.

        With a moment to begin or to end with only the lines of in between.
        """
        ...

    def events(
        self, services: Sequence[str] = (), *, since: datetime | None = None, follow: bool = False
    ) -> Iterator[ServiceEvent]:
        """What happened to the services in the order of time, as far back as is known or since a moment.

        With follow what comes, until the generator is closed; an engine that is lost meanwhile is waited for.
        """
        ...

    def run(self, job: Sequence[str]) -> Iterator[LogLine]:
        """Run a one-off command in the full environment; the generator's return value is its exit code."""
        ...

    def plan(self) -> list[Planned]:
        """What the next ``up`` would change, service by service; empty when nothing."""
        ...

    def environment(self, service: str) -> Started:
        """What a service was started with last, against what it would get now. Raises EngineError when it never was."""
        ...

    def processes(self, service: str) -> list[ServiceProcess]:
        """The processes of a service, of all its containers. Raises EngineError when it does not run."""
        ...

    def cancel(self) -> None:
        """End the call that runs now, from another thread, as closing its generator would; nothing is taken back."""
        ...

    # Only with the offer of the same name

    def pull(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Fetch the images anew; what runs goes on with the old ones."""
        ...

    def recreate(self, services: Sequence[str]) -> Iterator[Progress]:
        """Make services anew, also when their settings did not change, and wait until they are healthy."""
        ...

    def scale(self, service: str, count: int) -> Iterator[Progress]:
        """Run that many containers of a service."""
        ...

    def shell(self, service: str, command: Sequence[str] = ()) -> list[str]:
        """The command line that runs a command in a running service, else a shell; it takes the terminal over."""
        ...

    def rotate(self, key: str, new: str, write: Callable[[str], None]) -> Iterator[Progress]:
        """Change a password that a service keeps in its data: in there, in the file by ``write``, in its readers.

        Raises EngineError when it cannot be done; then all is as it was, or the message says what goes on. A rotation
        that was interrupted is finished or taken back instead of a new one.
        """
        ...


class WithoutOffers:
    """Mixed into an engine that offers nothing beyond the common part."""

    name = ""
    offers: frozenset[Offer] = frozenset()

    def cancel(self) -> None:
        """Its generators yield often enough to be closed instead."""

    def pull(self, services: Sequence[str] = ()) -> Iterator[Progress]:  # noqa: ARG002 - the protocol's
        """Not offered: raises EngineError."""
        raise self._refusal("images to fetch")

    def recreate(self, services: Sequence[str]) -> Iterator[Progress]:  # noqa: ARG002 - the protocol's
        """Not offered: raises EngineError."""
        raise self._refusal("containers to make anew")

    def scale(self, service: str, count: int) -> Iterator[Progress]:  # noqa: ARG002 - the protocol's
        """Not offered: raises EngineError."""
        raise self._refusal("copies of a service")

    def shell(self, service: str, command: Sequence[str] = ()) -> list[str]:  # noqa: ARG002 - the protocol's
        """Not offered: raises EngineError."""
        raise self._refusal("containers to enter")

    def rotate(self, key: str, new: str, write: Callable[[str], None]) -> Iterator[Progress]:  # noqa: ARG002 - the protocol's
        """Not offered: raises EngineError."""
        raise self._refusal("way to change a password inside a service")

    def _refusal(self, what: str) -> EngineError:
        return EngineError(f"the {self.name} engine has no {what}", "--engine compose has, where Docker runs")
