"""LocalEngine: the services of a workspace as supervised processes on this machine."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from tui.engine.local import checks, database, events, logs
from tui.engine.local import daemon as supervisor
from tui.engine.local.daemon import Daemon, Process, Program
from tui.engine.local.environment import Settings, local_settings
from tui.engine.local.layout import Layout
from tui.engine.local.processes import processes_of
from tui.engine.local.resources import Resources
from tui.engine.local.services import Service, named, services_of, with_needs
from tui.engine.local.started import is_stale, started_of
from tui.engine.local.times import zone_of
from tui.engine.processes import ServiceProcess
from tui.engine.protocol import (
    BY_HAND,
    Check,
    Condition,
    EngineError,
    Health,
    LogLine,
    Need,
    Planned,
    Progress,
    ServiceEvent,
    ServiceStatus,
    State,
    Step,
    WithoutOffers,
    refusals,
)
from tui.engine.sealed import Note, write_note
from tui.engine.started import Started
from tui.workspace.enverrors import EnvFileError
from tui.workspace.states import LOCAL_LAUNCH_RECORD
from tui.workspace.storage import write_private

PROGRAMS = (
    Program("postgres", stop_signal="INT", stop_seconds=60),
    Program("valkey"),
    Program("migration", stop_seconds=120, one_shot=True),
    Program("api", stop_seconds=40),
    Program("worker", stop_seconds=120),
    Program("beat"),
)
"""All that the supervisor may be asked to run; which of them a workspace has depends on its values."""

POLL_SECONDS = 0.1
LOG_LINES = 12
"""How many lines of its log explain a failure."""

_STATES = {
    supervisor.STOPPED: State.STOPPED,
    supervisor.STARTING: State.STARTING,
    supervisor.RUNNING: State.RUNNING,
    supervisor.BACKOFF: State.STARTING,
    supervisor.STOPPING: State.STOPPING,
    supervisor.EXITED: State.FAILED,
    supervisor.FATAL: State.FAILED,
}


def _start_of(service: ServiceStatus, process: Process | None) -> Planned:
    by_hand = process is not None and process.state == supervisor.STOPPED and process.started_at > 0
    return Planned(service.name, "start", BY_HAND if by_hand else f"it is {service.state}", by_hand=by_hand)


class LocalEngine(WithoutOffers):
    """The engine for a machine without Docker."""

    name = "local"
    where = ""

    def __init__(self, workspace: Path, read_values: Callable[[], Mapping[str, str]]) -> None:
        self.workspace = workspace
        self.layout = Layout.of(workspace)
        self._read_values = read_values
        self._daemon = Daemon(self.layout, PROGRAMS)
        self._resources = Resources()

    # What is

    def services(self) -> tuple[str, ...]:
        """The names of all services in start order."""
        return tuple(service.name for service in self._services(self._settings()))

    def needs(self) -> dict[str, tuple[Need, ...]]:
        """What each service waits for: the databases to be healthy, the migration to have ended well."""
        services = self._services(self._settings())
        one_shots = {service.name for service in services if service.one_shot}

        def need(name: str) -> Need:
            return Need(name, Condition.COMPLETED if name in one_shots else Condition.HEALTHY)

        return {service.name: tuple(need(name) for name in service.needs) for service in services}

    def status(self) -> list[ServiceStatus]:
        """Every service as it is now."""
        processes = self._daemon.processes()
        services = self._services(self._settings())
        return [self._status_of(service, processes.get(service.name)) for service in services]

    def plan(self) -> list[Planned]:
        """What the next ``up`` would start; what runs with older settings changes with ``restart``."""
        services = self.status()
        stale = [Planned(one.name, "recreate", "its settings changed") for one in services if one.stale]
        idle = [one for one in services if one.state in {State.STOPPED, State.FAILED}]
        processes = self._daemon.processes()
        return [*stale, *(_start_of(one, processes.get(one.name)) for one in idle)]

    def preflight(self, *, remote: bool = False) -> list[Check]:  # noqa: ARG002 - its servers are its own
        """What would stop a launch."""
        return self._checks(())

    def _checks(self, only: Sequence[str]) -> list[Check]:
        """The checks of a launch of some services and what they need; of all when none is named."""
        try:
            settings = self._settings()
            services = self._services(settings)
            database.check_password(settings, self.layout)
        except EngineError as error:
            return [Check("LD-LOCAL-SETTINGS", "fail", error.message, error.hint)]
        wanted = with_needs(named(only, services), services)
        return [
            Check("LD-LOCAL-SETTINGS", "ok", "the Local engine can run these settings"),
            *(checks.port(one, self.layout.root) for one in services if one.address and one.name in wanted),
            checks.disk(self.workspace),
            *Note.read(self.workspace / LOCAL_LAUNCH_RECORD).checks(self._read_values(), "launchdeck down --volumes"),
        ]

    def logs(
        self,
        services: Sequence[str] = (),
        *,
        tail: int | None = 200,
        follow: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[LogLine]:
        """The last lines of each service, then with follow what comes."""
        settings = self._settings()
        zone = zone_of(settings.environment.get("LOG_TZ") or "UTC")
        sources = {
            name: logs.Source(self.layout.log(name), None if name == "valkey" else zone)
            for name in named(services, self._services(settings))
        }
        return logs.lines_of(sources, tail=tail, follow=follow, since=since, until=until)

    def events(
        self, services: Sequence[str] = (), *, since: datetime | None = None, follow: bool = False
    ) -> Iterator[ServiceEvent]:
        """What the supervisor's journal tells of the services."""
        names = named(services, self._services(self._settings()))
        return events.events_of(self.layout.journal, names, since=since, follow=follow)

    def environment(self, service: str) -> Started:
        """What a process was started with last, against what it would get now."""
        every = {one.name: one for one in self._services(self._settings())}
        named([service], list(every.values()))
        return started_of(every[service], self._daemon.processes().get(service), self.layout)

    def processes(self, service: str) -> list[ServiceProcess]:
        """What the supervisor started for a service, and what descends from it."""
        named([service], self._services(self._settings()))
        return processes_of(service, self._daemon.processes().get(service))

    # Intents

    def up(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Start everything, or some services and what they need, each until it is healthy."""
        if refused := refusals(self._checks(services)):
            yield from refused
            return
        settings = self._settings()
        every = self._services(settings)
        asked = named(services, every)
        wanted = with_needs(asked, every) - self._done_already(every, asked)
        yield from self._start([service for service in every if service.name in wanted], settings)
        with contextlib.suppress(OSError, EnvFileError):
            write_note(self.workspace / LOCAL_LAUNCH_RECORD, self._read_values())

    def start(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Start services that are stopped, and what they need."""
        return self.up(services)

    def stop(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Stop services gracefully, dependants first."""
        every = self._services(self._settings())
        names = named(services, every)
        for service in reversed(every):
            if service.name in names:
                yield from self._stop_one(service)

    def restart(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Stop and start with the settings that are on disk now."""
        yield from refusals(self._checks(services)) or chain(self.stop(services), self.up(services))

    def down(self, *, volumes: bool = False) -> Iterator[Progress]:
        """Stop everything and the supervisor; with volumes remove the data."""
        yield from self.stop()
        self._daemon.shutdown()
        if volumes:
            yield Progress("data", Step.STOPPING, f"removing {self.layout.data}")
            try:
                shutil.rmtree(self.layout.data, ignore_errors=False)
            except FileNotFoundError:
                pass
            except OSError as error:
                yield Progress("data", Step.FAILED, f"{self.layout.data} cannot be removed: {error.strerror}")
                return
            yield Progress("data", Step.REMOVED, "the data is removed")

    def run(self, job: Sequence[str]) -> Generator[LogLine, None, int]:
        """Run a job in the services' environment; returns its exit code."""
        settings = self._settings()
        self.layout.prepare()
        env = {**settings.environment, "MODE": "job", "MIGRATION_ENABLED": "false"}
        command = [sys.executable, "-m", "runtime", *job]
        # On the command line a job may ask; in a thread of the app's the terminal is the app's, also as /dev/tty.
        asks = threading.current_thread() is threading.main_thread()
        process = subprocess.Popen(
            command,
            env=env,
            cwd=self.layout.run,
            stdin=None if asks else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=not asks,
        )
        try:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            for line in process.stdout:
                yield LogLine("job", line.rstrip("\n"), datetime.now(UTC))
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()

    # Starting and stopping one

    def _start(self, services: Sequence[Service], settings: Settings) -> Iterator[Progress]:
        for service in services:
            yield Progress(service.name, Step.WAITING, "")
        self._daemon.ensure()
        for service in services:
            ready = False
            for step in self._start_one(service, settings):
                yield step
                ready = step.step in {Step.READY, Step.DONE}
            if not ready:
                return

    def _start_one(self, service: Service, settings: Settings) -> Iterator[Progress]:
        process = self._daemon.processes().get(service.name)
        if process is not None and process.state == supervisor.RUNNING and not service.one_shot:
            yield Progress(service.name, Step.CHECKING, "runs already")
        else:
            try:
                yield from self._prepare(service, settings)
                self._daemon.start(service.name)
            except EngineError as error:
                yield Progress(service.name, Step.FAILED, str(error))
                return
            yield Progress(service.name, Step.STARTING, service.program)
        yield from self._wait(service)
        if service.name == "postgres" and service.probe().healthy:
            database.create_databases(settings)

    def _prepare(self, service: Service, settings: Settings) -> Iterator[Progress]:
        """What has to be there before a start: data folders, configuration, the environment in a private file."""
        if service.name == "postgres":
            if not (self.layout.postgres / "PG_VERSION").exists():
                yield Progress(service.name, Step.PREPARING, "making the database")
            database.prepare(settings, self.layout)
        if service.config_file is not None:
            write_private(service.config_file, service.config)
        for left in ("heartbeat", "starts"):
            (self.layout.run / f"{service.name}.{left}").unlink(missing_ok=True)
        write_private(self.layout.spec(service.name), self._spec(service))

    def _wait(self, service: Service) -> Iterator[Progress]:
        """Wait until the service is healthy, done or failed."""
        deadline = time.monotonic() + service.start_seconds
        said = ""
        while time.monotonic() < deadline:
            process = self._daemon.processes().get(service.name)
            if process is not None and process.state in {supervisor.FATAL, supervisor.EXITED}:
                if service.one_shot and process.state == supervisor.EXITED and process.exit_code == 0:
                    yield Progress(service.name, Step.DONE, "done")
                    return
                reason = process.reason or f"{service.program} ended with exit code {process.exit_code}"
                yield self._failure(service, reason)
                return
            if not service.one_shot:
                answer = service.probe()
                if answer.healthy:
                    yield Progress(service.name, Step.READY, service.address)
                    return
                if answer.detail and answer.detail != said:
                    said = answer.detail
                    yield Progress(service.name, Step.CHECKING, said)
            time.sleep(POLL_SECONDS)
        yield self._failure(service, f"not healthy after {service.start_seconds:.0f} s: {said or 'no answer'}")

    def _failure(self, service: Service, reason: str) -> Progress:
        lines = logs.last_lines(self.layout.log(service.name), LOG_LINES)
        return Progress(service.name, Step.FAILED, reason, tuple(lines))

    def _stop_one(self, service: Service) -> Iterator[Progress]:
        process = self._daemon.processes().get(service.name)
        if process is None or process.state not in supervisor.ALIVE:
            return
        yield Progress(service.name, Step.STOPPING, "")
        self._daemon.stop(service.name)
        deadline = time.monotonic() + service.stop_seconds + 10
        while time.monotonic() < deadline:
            process = self._daemon.processes().get(service.name)
            if process is None or process.state not in supervisor.ALIVE:
                yield Progress(service.name, Step.STOPPED, "")
                return
            time.sleep(POLL_SECONDS)
        yield self._failure(service, "did not stop in time")

    # Inside

    def _settings(self) -> Settings:
        return local_settings(self._read_values(), self.layout)

    def _services(self, settings: Settings) -> list[Service]:
        return services_of(settings, self.layout)

    def _spec(self, service: Service) -> str:
        return database.spec_text(list(service.argv), service.env, self.layout, not_root=service.not_root)

    def _done_already(self, services: Sequence[Service], asked: Sequence[str]) -> set[str]:
        """One-shots that ended well on this database and are only needed by what was asked for."""
        processes = self._daemon.processes()
        return {
            service.name
            for service in services
            if service.one_shot
            and service.name not in asked
            and (process := processes.get(service.name)) is not None
            and (process.state, process.exit_code) == (supervisor.EXITED, 0)
            and self._ran_on_this_database(service)
        }

    def _ran_on_this_database(self, service: Service) -> bool:
        """Whether a one-shot's work is still where it was done; other settings do not undo it."""
        try:
            before = json.loads(self.layout.spec(service.name).read_text("utf-8"))["env"]
        except (OSError, ValueError, KeyError):
            return False
        return all(before.get(name) == text for name, text in service.env.items() if name.startswith("DB_"))

    def _status_of(self, service: Service, process: Process | None) -> ServiceStatus:
        if process is None or (process.state == supervisor.STOPPED and not process.started_at):
            return ServiceStatus(service.name, State.STOPPED, image=service.program, one_shot=service.one_shot)
        state = _STATES.get(process.state, State.FAILED)
        if process.state == supervisor.EXITED and process.exit_code == 0:
            state = State.DONE if service.one_shot else State.STOPPED
        health, detail = Health.NONE, process.reason
        answer = service.probe() if state in {State.STARTING, State.RUNNING} and not service.one_shot else None
        if answer is not None and answer.healthy:
            state = State.RUNNING  # the supervisor says so a second later
        running = state is State.RUNNING
        if running and answer is not None:
            young = time.time() - process.started_at < service.start_seconds
            health = Health.HEALTHY if answer.healthy else Health.STARTING if young else Health.UNHEALTHY
            detail = answer.detail
        cpu, memory = self._resources.of(process.pid) if running else (None, None)
        return ServiceStatus(
            service.name,
            state,
            health,
            datetime.fromtimestamp(process.started_at, UTC) if running else None,
            self.layout.restarts(service.name),
            (service.address,) if service.address else (),
            service.program,
            cpu,
            memory,
            stale=running and is_stale(service, self._spec(service), self.layout),
            detail=detail,
            one_shot=service.one_shot,
        )
