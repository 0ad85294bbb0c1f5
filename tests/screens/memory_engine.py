"""An engine without processes for tests and screenshots. It answers the whole protocol and its states really change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.engine.moments import within
from tui.engine.processes import ServiceProcess
from tui.engine.protocol import (
    Check,
    Condition,
    EngineError,
    Health,
    LogLine,
    Need,
    Offer,
    Planned,
    Progress,
    ServiceEvent,
    ServiceStatus,
    State,
    Step,
    WithoutOffers,
)
from tui.engine.started import Started, against, compared, known

PORTS = {"postgres": "127.0.0.1:5432", "valkey": "127.0.0.1:6379", "api": "127.0.0.1:5001"}
MEMORY = {"postgres": 48_200_000, "valkey": 9_600_000, "api": 96_400_000, "worker": 88_100_000, "beat": 61_300_000}
PROGRAMS = {"postgres": "PostgreSQL", "valkey": "Valkey"}
"""What runs; the others are the runtime in a mode."""
ONE_SHOTS = ("migration",)
BACKING = ("postgres", "valkey")
STARTED = timedelta(hours=2, minutes=14, seconds=3)
"""How long a service has been running as soon as it runs: long enough that a test does not see it grow."""


JOBS = ("reset-password", "upgrade-db")
"""The jobs that end well."""
OFFERED = frozenset(Offer) - {Offer.ROTATE}


class MemoryEngine(WithoutOffers):
    """Services in start order; a failing one can be named, and what is offered chosen."""

    name = "local"
    where = ""

    def __init__(
        self,
        workspace: Path,
        *,
        failing: str = "",
        clash: str = "",
        cause: str = "",
        offers: Collection[Offer] = OFFERED,
    ) -> None:
        self.workspace = workspace
        self.offers = frozenset(offers)
        self.cause = cause
        """The variable that decides why the failing service fails."""
        self.failing = failing
        """A service whose start fails."""
        self.clash = clash
        """A taken address that the preflight finds."""
        self.order = ("postgres", "valkey", "migration", "api", "worker", "beat")
        self.calls: list[str] = []
        """Every job that was asked for."""
        self._services = {name: self._stopped(name) for name in self.order}
        self._lines: list[LogLine] = []
        self.happened: list[ServiceEvent] = []
        """What there is to tell of the services."""
        self._news = threading.Condition()
        self.runs: dict[str, str] = {"PATH": "/usr/local/bin:/usr/bin"}
        """The environment that each service was started with."""
        self.given: dict[str, str] = {}
        """What the files give each service now."""
        self.password = "in the arguments"
        self.image, self.newer = "shop-api:1.4", "shop-api:1.5"
        """What each service was made of, and would be made of now."""

    def _stopped(self, name: str) -> ServiceStatus:
        return ServiceStatus(name, State.STOPPED, one_shot=name in ONE_SHOTS)

    # What is

    def services(self) -> tuple[str, ...]:
        return self.order

    def needs(self) -> dict[str, tuple[Need, ...]]:
        backing = (Need("postgres", Condition.HEALTHY), Need("valkey", Condition.HEALTHY))
        migrated = (Need("migration", Condition.COMPLETED),)
        return {name: () if name in BACKING else backing if name in ONE_SHOTS else migrated for name in self.order}

    def status(self) -> list[ServiceStatus]:
        return list(self._services.values())

    def preflight(self, *, remote: bool = False) -> list[Check]:  # noqa: ARG002 - the protocol's
        if self.clash:
            return [Check("ports", "fail", f"{self.clash} is taken by nginx (pid 812)", "stop it or set another port")]
        return [Check("ports", "ok", "all ports are free")]

    def environment(self, service: str) -> Started:
        """What a test or a picture says that it was started with; the two things that any process has besides."""
        if self._services[service].state is State.STOPPED:
            raise EngineError(f"{service} has no container yet", f"launchdeck up {service} makes one")
        made = (
            known("container", f"shop-{service}-1 (4f1c8ab20d97)"),
            against("image", self.image, self.newer),
        )
        return Started(service, made, compared(self.runs, self.given, {"PATH": "/usr/local/bin:/usr/bin"}))

    def processes(self, service: str) -> list[ServiceProcess]:
        """One process and its child; the password stands where no password should."""
        if self._services[service].state is not State.RUNNING:
            raise EngineError(f"{service} does not run, so it has no processes", f"launchdeck up {service}")
        command = f"gunicorn --bind 0.0.0.0:5001 --access-token {self.password} app"
        return [
            ServiceProcess(812, 811, "app", 0.4, 41_000_000, f"{command} [worker]", f"shop-{service}-1"),
            ServiceProcess(811, 1, "app", 0.1, 22_000_000, command, f"shop-{service}-1"),
        ]

    # Jobs

    def up(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        self.calls.append(f"up {' '.join(services)}".strip())
        yield from self._start(services)

    def start(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        self.calls.append(f"start {' '.join(services)}".strip())
        yield from self._start(services)

    def stop(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        self.calls.append(f"stop {' '.join(services)}".strip())
        for name in reversed(services or self.order):
            yield Progress(name, Step.STOPPING)
            self._services[name] = self._stopped(name)
            self.log(name, f"{name} stopped")
            yield Progress(name, Step.STOPPED)

    def restart(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        self.calls.append(f"restart {' '.join(services)}".strip())
        for name in services or self.order:
            self._services[name] = self._stopped(name)
        yield from self._start(services)

    def down(self, *, volumes: bool = False) -> Iterator[Progress]:
        self.calls.append("down with data" if volumes else "down")
        for name in reversed(self.order):
            self._services[name] = self._stopped(name)
            yield Progress(name, Step.REMOVED)

    def run(self, job: Sequence[str]) -> Generator[LogLine, None, int]:
        self.calls.append(f"run {' '.join(job)}")
        if job[0] not in JOBS:
            yield LogLine("job", f"Error: No such command '{job[0]}'.")
            return 2
        yield LogLine("job", f"{job[0]} finished")
        return 0

    def plan(self) -> list[Planned]:
        plan = []
        for service in self._services.values():
            if service.stale:
                port = PORTS.get(service.name, "").rpartition(":")[2]
                loses = f"port {port} does not answer meanwhile" if port else ""
                plan.append(Planned(service.name, "recreate", "its settings changed", loses))
            elif service.state in {State.STOPPED, State.FAILED}:
                plan.append(Planned(service.name, "start", "it does not run"))
        return plan

    def recreate(self, services: Sequence[str]) -> Iterator[Progress]:
        self.calls.append(f"recreate {' '.join(services)}")
        for name in services:
            self._services[name] = self._stopped(name)
        yield from self._start(services)

    def scale(self, service: str, count: int) -> Iterator[Progress]:
        self.calls.append(f"scale {service} {count}")
        self._services[service] = self._running(service) if count else self._stopped(service)
        self.mark(service, detail=f"{count} containers")
        yield Progress(service, Step.READY if count else Step.STOPPED, f"{count} containers")

    def pull(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        self.calls.append(f"pull {' '.join(services)}".strip())
        for name in services or self.order:
            yield Progress(name, Step.DONE, "its image is the newest")

    def rotate(self, key: str, new: str, write: Callable[[str], None]) -> Iterator[Progress]:
        """The database keeps the password; a failing one takes it back, as the real one does."""
        self.calls.append(f"rotate {key}")
        yield Progress("postgres", Step.CHECKING, "the present password is checked by a login")
        if self.failing == "postgres":
            yield Progress("postgres", Step.FAILED, "the new password is refused: taken back")
            raise EngineError(f"{key} was not rotated: the new password is refused", "All is as it was before")
        write(new)
        yield Progress("postgres", Step.READY, "the new password is in force")

    def shell(self, service: str, command: Sequence[str] = ()) -> list[str]:
        """A program that leaves a file behind and ends with 3, as a shell may."""
        self.calls.append(f"shell {service}")
        return list(command) or ["sh", "-c", f"echo {service} > '{self.workspace}/entered'; exit 3"]

    def _start(self, services: Sequence[str]) -> Iterator[Progress]:
        for name in services or self.order:
            if self._services[name].state is State.RUNNING and not self._services[name].stale:
                continue
            yield Progress(name, Step.STARTING)
            if name == self.failing:
                self._services[name] = replace(self._stopped(name), state=State.FAILED, detail="exited with code 1")
                log = ("Traceback", "ValueError: no such host")
                yield Progress(name, Step.FAILED, "exited with code 1", log, self.cause)
                return
            self._services[name] = self._running(name)
            self.log(name, f"{name} is ready")
            yield Progress(name, Step.DONE if name in ONE_SHOTS else Step.READY, "after 0.4 s")

    def _running(self, name: str) -> ServiceStatus:
        if name in ONE_SHOTS:
            return ServiceStatus(name, State.DONE, detail="up to date", one_shot=True)
        return ServiceStatus(
            name,
            State.RUNNING,
            Health.HEALTHY,
            started_at=datetime.now(UTC) - STARTED,
            ports=(PORTS[name],) if name in PORTS else (),
            image=PROGRAMS.get(name, f"runtime {name}"),
            cpu=0.4,
            memory=MEMORY[name],
        )

    def events(
        self, services: Sequence[str] = (), *, since: datetime | None = None, follow: bool = False
    ) -> Iterator[ServiceEvent]:
        wanted, at = {*(services or self.order), ""}, 0
        while True:
            with self._news:
                if follow and at == len(self.happened):
                    self._news.wait(0.2)
                fresh, at = self.happened[at:], len(self.happened)
            yield from (one for one in fresh if one.service in wanted and (since is None or one.at >= since))
            if not follow:
                return

    # For tests

    def happen(self, event: ServiceEvent) -> None:
        """Let something happen."""
        with self._news:
            self.happened.append(event)
            self._news.notify_all()

    def log(self, service: str, text: str, at: datetime | None = None) -> None:
        """Write a line as the service would."""
        with self._news:
            self._lines.append(LogLine(service, text, at or datetime.now(UTC)))
            self._news.notify_all()

    def forget_lines(self) -> None:
        """Begin the logs anew."""
        with self._news:
            self._lines.clear()

    def mark(self, name: str, **changes: object) -> None:
        """Change how a service is."""
        if name not in self._services:
            raise EngineError(f"there is no service {name}")
        self._services[name] = replace(self._services[name], **changes)  # type: ignore[arg-type]

    def logs(
        self,
        services: Sequence[str] = (),
        *,
        tail: int | None = 200,
        follow: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[LogLine]:
        wanted = set(services or self.order)
        at = 0
        while True:
            with self._news:
                if at == 0:
                    at = max(0, len(self._lines) - (len(self._lines) if tail is None else tail))
                elif at == len(self._lines):
                    self._news.wait(0.2)
                fresh, at = self._lines[at:], len(self._lines)
            yield from (line for line in fresh if line.service in wanted and within(line.at, since, until))
            if not follow:
                return
            if at == 0:
                with self._news:
                    self._news.wait(0.2)
