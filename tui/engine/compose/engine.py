"""ComposeEngine: the services of a workspace in a Docker engine."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.engine.compose import logs as container_logs
from tui.engine.compose import preflight as checks
from tui.engine.compose import stats
from tui.engine.compose.cli import Event
from tui.engine.compose.client import connect, explained
from tui.engine.compose.containers import Container, read_containers, service_status
from tui.engine.compose.launch import bring_up, fetching, run_to_end
from tui.engine.compose.model import Model, ServiceModel, closed
from tui.engine.compose.plan import Hashes, is_stale, make_plan
from tui.engine.compose.project import Project
from tui.engine.protocol import (
    Check,
    EngineError,
    LogLine,
    Offer,
    Planned,
    Progress,
    ServiceStatus,
    Step,
)

if TYPE_CHECKING:
    from docker import DockerClient

FOLLOW_SECONDS = 0.1
NEW_CONTAINERS_SECONDS = 1.0
"""How soon the log of a container that was made meanwhile is followed too."""
AT_ONCE = 8
"""Containers that are started or stopped at the same time."""
ALIVE = frozenset({"running", "restarting"})
SHELL = "command -v bash >/dev/null && exec bash || exec sh"

_STEPS = {"Stopping": Step.STOPPING, "Stopped": Step.STOPPED, "Removing": Step.STOPPING, "Removed": Step.REMOVED}


class ComposeEngine:
    """The engine for a machine, near or far, with Docker and Compose."""

    name = "compose"
    offers = frozenset(Offer)

    def __init__(self, workspace: Path, read_values: Callable[[], Mapping[str, str]]) -> None:
        self.workspace = workspace
        self.project = Project(workspace, lambda: read_values().keys())
        self._read_values = read_values
        self._client: DockerClient | None = None
        self._stats: stats.Stats | None = None

    # What is

    def services(self) -> tuple[str, ...]:
        """The services of the active profiles in start order."""
        return self.project.model().order()

    def status(self) -> list[ServiceStatus]:
        """Every service of the active profiles, and what else of the project exists."""
        model, containers = self.project.model(), self._containers()
        usage = self._usage([one.id for one in containers if one.state == "running"])
        hashes = self._hashes(containers)
        one_shots = self.project.everything().one_shots()
        names = [*model.order(), *dict.fromkeys(one.service for one in containers if one.service not in model.services)]
        found = []
        for name in names:
            own = [one for one in containers if one.service == name]
            stale = hashes is not None and any(is_stale(one, hashes) for one in own)
            figures = stats.total([usage[one.id] for one in own if one.id in usage])
            found.append(service_status(name, own, one_shot=name in one_shots, stale=stale, usage=figures))
        return found

    def plan(self) -> list[Planned]:
        """What the next launch would do, by Compose's own configuration hash."""
        return make_plan(self.project.model(), self._containers(), self.project.hashes())

    def preflight(self) -> list[Check]:
        """What would stop a launch, and what would make it a bad one."""
        return checks.run(self)

    def logs(self, services: Sequence[str] = (), *, tail: int = 200, follow: bool = False) -> Iterator[LogLine]:
        """The last lines of each container in the order of time, then with follow what comes."""
        wanted = set(self._named(services) or self.project.everything().services)
        client = self._engine()
        with explained():
            containers = [one for one in self._containers() if one.service in wanted]
            lines = container_logs.history(client, containers, tail)
        yield from lines
        if follow:
            latest = max((line.at for line in lines if line.at), default=datetime.now(UTC))
            yield from self._follow(client, wanted, latest)

    def _follow(self, client: DockerClient, wanted: Collection[str], after: datetime) -> Iterator[LogLine]:
        follower = container_logs.Follower(client)
        looked = 0.0
        try:
            while True:
                if time.monotonic() - looked > NEW_CONTAINERS_SECONDS:
                    looked = time.monotonic()
                    for one in self._containers():
                        if one.service in wanted and one.state == "running":
                            follower.add(one, after)
                yield from follower.take()
                time.sleep(FOLLOW_SECONDS)
        finally:
            follower.close()

    # Intents

    def up(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Start everything, or some services and what they need, each until it is healthy or done.

        What runs already with these settings is left alone, and a one-shot that ended well is not run again.
        """
        failed = [check for check in self.preflight() if check.status == "fail"]
        if failed:
            for check in failed:
                yield Progress("preflight", Step.FAILED, f"{check.message}. {check.mend}")
            return
        model = self.project.model()
        wanted = closed(model, self._named(services))
        planned = {one.service: one.action for one in self.plan()}
        begin = [name for name in wanted if planned.get(name) in {"create", "recreate", "start"}]
        for name in wanted:
            yield Progress(name, Step.WAITING)
        yield from self._fetch_missing(model, begin)
        if len(begin) == len(wanted):
            yield from self._bring_up(model, wanted, ["up", "--detach", *services])
        else:
            yield from self._in_waves(model, begin, ["up", "--detach", "--no-deps"])
            yield from self._bring_up(model, [name for name in wanted if name not in begin], [])
        yield from self._reload([name for name in wanted if planned.get(name) == "reload"])
        checks.remember_launch(self.workspace)

    def _bring_up(self, model: Model, names: Collection[str], arguments: Sequence[str]) -> Iterator[Progress]:
        yield from bring_up(self.project.compose(), self._engine(), model, names, arguments)

    def _in_waves(self, model: Model, names: Collection[str], arguments: Sequence[str]) -> Iterator[Progress]:
        """Apply to some services only, each after what it depends on: no one-shot among the others runs again."""
        for wave in model.waves(names):
            for told in bring_up(self.project.compose(), self._engine(), model, wave, [*arguments, *wave]):
                yield told
                if told.step is Step.FAILED:
                    return

    def _reload(self, names: Collection[str]) -> Iterator[Progress]:
        """Let a proxy look its upstreams up again: HUP is nginx's word for it (nginx manual, 'Controlling nginx')."""
        for one in self._containers():
            if one.service in names and one.state == "running":
                with explained():
                    self._engine().containers.get(one.id).kill(signal="HUP")
                yield Progress(one.service, Step.READY, "reloaded: it forwards to the new addresses")

    def _fetch_missing(self, model: Model, names: Collection[str]) -> Iterator[Progress]:
        """Pull or build the images that are not there, as a step of its own: what runs is not touched when it fails."""
        missing = [model.services[name] for name in names if not self._has_image(model.services[name])]
        pulled = [service.name for service in missing if not service.builds]
        built = [service.name for service in missing if service.builds]
        for verb, those in (("pull", pulled), ("build", built)):
            if those:
                yield from run_to_end(self.project.compose(), [verb, *those], fetching)

    def _has_image(self, service: ServiceModel) -> bool:
        from docker.errors import ImageNotFound

        if not service.image:
            return not service.builds
        with explained():
            try:
                self._engine().images.get(service.image)
            except ImageNotFound:
                return False
        return True

    def start(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Start services that are stopped, and what they need."""
        return self.up(services)

    def stop(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Stop services gracefully, dependants first; each gets its own grace period."""
        everything = self.project.everything()
        names = self._named(services) if services else tuple(everything.services)
        for wave in everything.waves(names, reverse=True):
            running = [
                one for one in self._containers() if one.service in wave and one.state in {"running", "restarting"}
            ]
            for one in running:
                yield Progress(one.service, Step.STOPPING)
            yield from self._each(running, lambda one: self._stop_one(one, everything), Step.STOPPED)

    def _stop_one(self, container: Container, model: Model) -> None:
        service = model.services.get(container.service)
        with explained():
            self._engine().containers.get(container.id).stop(timeout=int(service.grace if service else 10))

    @staticmethod
    def _each(containers: Sequence[Container], act: Callable[[Container], None], step: Step) -> Iterator[Progress]:
        """Do the same to several containers at once."""
        if not containers:
            return
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for one, result in zip(containers, [pool.submit(act, one) for one in containers], strict=True):
                try:
                    result.result()
                    yield Progress(one.service, step)
                except EngineError as error:
                    yield Progress(one.service, Step.FAILED, str(error))

    def restart(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Stop and start with the settings that are on disk now: a container of older settings is made anew."""
        names = self._named(services) if services else self.services()
        yield from self.stop(names)
        yield from self._in_waves(self.project.model(), names, ["up", "--detach", "--no-deps"])

    def recreate(self, services: Sequence[str]) -> Iterator[Progress]:
        """Make services anew and wait until they are healthy."""
        arguments = ["up", "--detach", "--no-deps", "--force-recreate"]
        yield from self._in_waves(self.project.model(), self._named(services), arguments)

    def scale(self, service: str, count: int) -> Iterator[Progress]:
        """Run that many containers of a service."""
        if count < 0:
            raise EngineError(f"{count} containers cannot be", "Name a number from 0 on")
        self._named([service])
        arguments = ["up", "--detach", "--no-deps", "--no-recreate", "--scale", f"{service}={count}", service]
        if count == 0:
            yield from run_to_end(self.project.compose(), arguments, self._told)
            yield Progress(service, Step.STOPPED, "no container left")
            return
        yield from self._bring_up(self.project.model(), [service], arguments)

    def pull(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Fetch the images anew; what runs goes on with the old ones until it is made anew."""
        names = self._named(services) if services else ()
        yield from run_to_end(self.project.compose(), ["pull", "--ignore-buildable", *names], fetching)
        for name in names or self.services():
            yield Progress(name, Step.DONE, "its image is the newest")

    def down(self, *, volumes: bool = False) -> Iterator[Progress]:
        """Remove containers and networks of all profiles; with volumes the named volumes too.

        Folders of the workspace that are mounted stay: only their owner may delete them.
        """
        arguments = ["--profile", "*", "down", *(["--volumes"] if volumes else [])]
        yield from run_to_end(self.project.compose(), arguments, self._told)
        folders = sorted({mount.source for mount in self._data_folders()})
        if volumes and folders:
            yield Progress("data", Step.DONE, f"mounted folders stay: {', '.join(folders)}")

    def _data_folders(self) -> list[checks.Data]:
        return checks.data_folders(self.project.everything())

    def _told(self, event: Event) -> Progress | None:
        """What happens to a container or a volume, under its service's name."""
        word = event.text.split(" ")[0]
        step = _STEPS.get(word)
        if step is None or event.subject not in {"Container", "Volume"}:
            return None
        return Progress(self._service_of(event) if event.subject == "Container" else event.name, step)

    def _service_of(self, event: Event) -> str:
        prefix = re.escape(self.project.everything().project)
        found = re.fullmatch(rf"{prefix}[-_](.+?)[-_]\d+", event.name)
        return found[1] if found else event.name

    def run(self, job: Sequence[str]) -> Generator[LogLine, None, int]:
        """Run a job in a container of its own that is removed afterwards; returns its exit code.

        Where a service runs the bundled entrypoint by its MODE, the job runs in its environment with MODE=job;
        elsewhere the first word names the service.
        """
        command = self.project.compose().argv("run", "--rm", "--no-TTY", *self._job(job))
        process = subprocess.Popen(
            command,
            cwd=self.workspace,
            env=dict(self.project.compose().environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
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

    def _job(self, job: Sequence[str]) -> list[str]:
        model = self.project.model()
        if job[0] in model.services:
            return list(job)
        for service in model.services.values():
            if service.environment.get("MODE") == "api":
                return ["--no-deps", "-e", "MODE=job", "-e", "MIGRATION_ENABLED=false", service.name, *job]
        raise EngineError(f"{job[0]} is not a service", f"Name one first: {', '.join(model.services)}")

    def shell(self, service: str) -> list[str]:
        """The command that opens a shell in a running service."""
        self._named([service])
        return self.project.compose().argv("exec", service, "sh", "-c", SHELL)

    # Inside

    def client(self) -> DockerClient:
        """The connection to Docker, made when it is first wanted. Raises EngineError with the mend."""
        return self._engine()

    def values(self) -> Mapping[str, str]:
        """The values in force, from the files on disk."""
        return self._read_values()

    def containers(self) -> list[Container]:
        """The containers of the project."""
        return self._containers()

    def _engine(self) -> DockerClient:
        if self._client is None:
            self._client = connect()
            self._stats = stats.Stats(self._client)
        return self._client

    def _containers(self) -> list[Container]:
        with explained():
            return read_containers(self._engine(), self.project.model().project)

    def _usage(self, ids: Collection[str]) -> Mapping[str, stats.Usage]:
        return self._stats.of(ids) if self._stats is not None else {}

    def _hashes(self, containers: Sequence[Container]) -> Hashes | None:
        """The hashes, only when something runs that could be stale."""
        return self.project.hashes() if any(one.state == "running" for one in containers) else None

    def _named(self, names: Sequence[str]) -> tuple[str, ...]:
        known = self.project.everything().services
        for name in names:
            if name not in known:
                raise EngineError(f"{name} is not a service", f"There are {', '.join(known)}")
        return tuple(names)
