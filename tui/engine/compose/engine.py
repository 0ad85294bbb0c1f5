"""ComposeEngine: the services of a workspace in a Docker engine."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tui.engine.compose import events as container_events
from tui.engine.compose import jobs, processes, started, stats
from tui.engine.compose import logs as container_logs
from tui.engine.compose import preflight as checks
from tui.engine.compose.cli import Event
from tui.engine.compose.client import Connection, address, is_here, shown
from tui.engine.compose.containers import Container, read_containers, service_status
from tui.engine.compose.images import image_ids
from tui.engine.compose.launch import bring_up, fetch, run_to_end
from tui.engine.compose.model import DEFAULT_GRACE, Model, closed, needs_of
from tui.engine.compose.plan import ALIVE, is_stale, make_plan
from tui.engine.compose.project import Project
from tui.engine.compose.rotation import Rotation
from tui.engine.processes import ServiceProcess
from tui.engine.protocol import (
    Check,
    EngineError,
    LogLine,
    Need,
    Offer,
    Planned,
    Progress,
    ServiceEvent,
    ServiceStatus,
    Step,
    refusals,
)
from tui.engine.started import Started

if TYPE_CHECKING:
    from docker import DockerClient

AT_ONCE = 8
"""Containers that are started or stopped at the same time."""
SHELL = "command -v bash >/dev/null && exec bash || exec sh"

_STEPS = {"Stopping": Step.STOPPING, "Stopped": Step.STOPPED, "Removing": Step.STOPPING, "Removed": Step.REMOVED}
_BY_COMPOSE = frozenset({"create", "recreate", "start", "scale"})
"""Planned actions that Compose carries out."""


class ComposeEngine:
    """The engine for a machine, near or far, with Docker and Compose."""

    name = "compose"
    offers = frozenset(Offer)

    def __init__(
        self,
        workspace: Path,
        read_values: Callable[[], Mapping[str, str]],
        files: Sequence[Path] = (),
        project: str = "",
    ) -> None:
        self.workspace = workspace
        self.where = ""
        self.project = Project(workspace, lambda: read_values().keys(), files, project)
        self.connection = Connection()
        """To the Docker engine; shared with the checks and with what works on data in containers."""
        self._read_values = read_values
        self._cancelled = threading.Event()

    # What is

    def services(self) -> tuple[str, ...]:
        """The services of the active profiles in start order."""
        return self.project.model().order()

    def needs(self) -> dict[str, tuple[Need, ...]]:
        """What each service of the active profiles waits for."""
        model = self.project.model()
        return {name: needs_of(model.services[name]) for name in model.order()}

    def status(self) -> list[ServiceStatus]:
        """Every service of the active profiles, and what else of the project exists."""
        self.where = "" if is_here() else shown(address())
        model, containers = self.project.model(), self.containers()
        running = [one.id for one in containers if one.state == "running"]
        usage = self.connection.usage(running)
        hashes = self.project.hashes() if running else None  # only what runs can be stale
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
        """What the next launch would do, by Compose's own configuration hash and by what the images are now."""
        model, containers = self.project.model(), self.containers()
        images = {one.image for name, one in model.services.items() if any(c.service == name for c in containers)}
        return make_plan(model, containers, self.project.hashes(), image_ids(self.connection, images))

    def preflight(self, *, remote: bool = False) -> list[Check]:
        """What would stop a launch, and what would make it a bad one."""
        return checks.run(self, remote=remote)

    def logs(
        self,
        services: Sequence[str] = (),
        *,
        tail: int | None = 200,
        follow: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[LogLine]:
        """The last lines of each container in the order of time, then with follow what comes."""
        wanted = set(self._named(services) or self.project.everything().services)

        def containers() -> list[Container]:
            return [one for one in self.containers() if one.service in wanted]

        with self.connection.talking() as client:
            lines, seen = container_logs.history(client, containers(), tail, since, until)
        yield from lines
        if follow:
            yield from container_logs.follow(client, containers, seen)

    def events(
        self, services: Sequence[str] = (), *, since: datetime | None = None, follow: bool = False
    ) -> Iterator[ServiceEvent]:
        """What the engine remembers of the services, then with follow what comes."""
        wanted = set(self._named(services) or self.project.everything().services)
        name = self.project.model().project
        if follow:
            yield from container_events.follow(self.connection, name, since, wanted)
            return
        with self.connection.talking() as client:
            known = container_events.remembered(client, name, since)
        yield from (event for event in known if event.service in wanted)

    def environment(self, service: str) -> Started:
        """What a container of a service was made with, against what Compose would make now."""
        self._named([service])
        return started.read(self, service)

    def processes(self, service: str) -> list[ServiceProcess]:
        """What runs in the containers of a service."""
        self._named([service])
        return processes.read(self, service)

    # Intents

    def up(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Start everything, or some services and what they need, each until it is healthy or done.

        What runs already with these settings is left alone, and a one-shot that ended well is not run again.
        """
        self._cancelled.clear()
        if refused := refusals(self.preflight()):
            yield from refused
            return
        model = self.project.model()
        wanted = closed(model, self._named(services))
        planned = {one.service: one.action for one in self.plan()}
        begin = [name for name in wanted if planned.get(name) in _BY_COMPOSE]
        for name in wanted:
            yield Progress(name, Step.WAITING)
        if not (yield from self._fetch_missing(model, begin)):
            return
        if len(begin) == len(wanted):
            yield from self._bring_up(model, wanted, ["up", "--detach", *services])
        else:
            yield from self._in_waves(model, begin, ["up", "--detach", "--no-deps"])
            yield from self._bring_up(model, [name for name in wanted if name not in begin], [])
        yield from self._reload([name for name in wanted if planned.get(name) == "reload"])
        checks.remember_launch(self)

    def apply(self) -> Iterator[Progress]:
        """Make anew what runs with older settings, and reload what forwards to it; what does not run stays so."""
        self._cancelled.clear()
        yield from self._refused(self.services()) or self._carry_out()

    def apply_plan(self) -> Iterator[Progress]:
        """The same, whatever the data says: for who has just changed it."""
        self._cancelled.clear()
        yield from self._carry_out()

    def _carry_out(self) -> Iterator[Progress]:
        model, planned = self.project.model(), {one.service: one.action for one in self.plan()}
        anew = [name for name in model.order() if planned.get(name) == "recreate"]
        yield from self._in_waves(model, anew, ["up", "--detach", "--no-deps"])
        yield from self._reload([name for name, action in planned.items() if action == "reload"])

    def _bring_up(self, model: Model, names: Collection[str], arguments: Sequence[str]) -> Iterator[Progress]:
        yield from bring_up(self.project.compose(), self.connection, model, names, arguments, cancelled=self._cancelled)

    def _in_waves(self, model: Model, names: Collection[str], arguments: Sequence[str]) -> Iterator[Progress]:
        """Apply to some services only, each after what it depends on: no one-shot among the others runs again."""
        broken = ""
        for wave in model.waves(names):
            if broken:
                yield from (Progress(name, Step.FAILED, f"not begun: {broken} failed before it") for name in wave)
                continue
            for told in self._bring_up(model, wave, [*arguments, *wave]):
                yield told
                if told.step is Step.FAILED and not broken:
                    broken = told.service

    def _reload(self, names: Collection[str]) -> Iterator[Progress]:
        """Let a proxy look its upstreams up again: HUP is nginx's word for it (nginx manual, 'Controlling nginx')."""
        for one in self.containers():
            if one.service in names and one.state == "running":
                with self.connection.talking() as client:
                    client.api.kill(one.id, "HUP")
                yield Progress(one.service, Step.READY, "reloaded: it forwards to the new addresses")

    def _fetch_missing(self, model: Model, names: Collection[str]) -> Generator[Progress, None, bool]:
        """Pull or build the images that are not there, as a step of its own: what runs is not touched when it fails.

        Returns whether all are there now.
        """
        here = image_ids(self.connection, {model.services[name].image for name in names})
        missing = [model.services[name] for name in names if model.services[name].misses_image(here)]
        made = {service.image for service in missing}
        builders = [one for one in model.services.values() if one.builds and (one.image in made or one in missing)]
        built = [one.name for one in builders]
        of_builders = {one.image for one in builders}
        pulled = [one.name for one in missing if not one.builds and one.image not in of_builders]
        for verb, those in (("pull", pulled), ("build", built)):
            if those and not (yield from fetch(self.project.compose(), [verb, *those], self._images(model, those))):
                return False
        return True

    @staticmethod
    def _images(model: Model, names: Collection[str]) -> dict[str, str]:
        """The services by their images, the service's own name where its file names none."""
        return {model.services[name].image or name: name for name in names}

    def start(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Start services that are stopped, and what they need."""
        return self.up(services)

    def stop(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Stop services gracefully, dependants first; each gets its own grace period."""
        everything = self.project.everything()
        names = self._named(services) if services else tuple(everything.services)
        for wave in everything.waves(names, reverse=True):
            running = [one for one in self.containers() if one.service in wave and one.state in ALIVE]
            for one in running:
                yield Progress(one.service, Step.STOPPING)
            yield from self._each(running, lambda one: self._stop_one(one, everything), Step.STOPPED)

    def _stop_one(self, container: Container, model: Model) -> None:
        service = model.services.get(container.service)
        with self.connection.talking() as client:
            client.api.stop(container.id, timeout=int(service.grace if service else DEFAULT_GRACE))

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
        self._cancelled.clear()
        names = self._named(services) if services else self._to_restart()
        anew = self._in_waves(self.project.model(), names, ["up", "--detach", "--no-deps"])
        yield from self._refused(names) or chain(self.stop(names), anew)

    def _to_restart(self) -> tuple[str, ...]:
        """All services but the one-shots that are done and stay so."""
        planned = {one.service for one in self.plan()}
        done = {name for name in self.project.model().one_shots() if name not in planned}
        return tuple(name for name in self.services() if name not in done)

    def recreate(self, services: Sequence[str]) -> Iterator[Progress]:
        """Make services anew and wait until they are healthy."""
        self._cancelled.clear()
        names = self._named(services)
        arguments = ["up", "--detach", "--no-deps", "--force-recreate"]
        yield from self._refused(names) or self._in_waves(self.project.model(), names, arguments)

    def _refused(self, names: Sequence[str]) -> list[Progress]:
        """What stands against other settings for these services: data that needs the former passwords or keys."""
        others = {one.service for one in self.plan() if one.action == "recreate"}
        return refusals(checks.of_data(self)) if others.intersection(names) else []

    def scale(self, service: str, count: int) -> Iterator[Progress]:
        """Run that many containers of a service."""
        if count < 0:
            raise EngineError(f"{count} containers cannot be", "Name a number from 0 on")
        self._named([service])
        self._cancelled.clear()
        arguments = ["up", "--detach", "--no-deps", "--no-recreate", "--scale", f"{service}={count}", service]
        if count == 0:
            yield from run_to_end(self.project.compose(), arguments, self._told)
            yield Progress(service, Step.STOPPED, "no container left")
            return
        yield from self._bring_up(self.project.model(), [service], arguments)

    def pull(self, services: Sequence[str] = ()) -> Iterator[Progress]:
        """Fetch the images anew; what runs goes on with the old ones until it is made anew."""
        names = self._named(services) if services else ()
        model = self.project.model()
        arguments = ["pull", "--ignore-buildable", *names]
        names = names or tuple(model.services)
        if not (yield from fetch(self.project.compose(), arguments, self._images(model, names))):
            return
        for name in names:
            if not model.services[name].builds:
                yield Progress(name, Step.DONE, "its image is the newest")

    def down(self, *, volumes: bool = False) -> Iterator[Progress]:
        """Remove containers and networks of all profiles; with volumes the named volumes too.

        Folders of the workspace that are mounted stay: only their owner may delete them.
        """
        arguments = ["--profile", "*", "down", *(["--volumes"] if volumes else [])]
        yield from run_to_end(self.project.compose(), arguments, self._told)
        folders = sorted({mount.source for mount in checks.data_folders(self.project.everything())})
        if volumes and folders:
            yield Progress("data", Step.DONE, f"mounted folders stay: {', '.join(folders)}")

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
        model = self.project.model()
        return (yield from jobs.run(self.project.compose(), self.connection, model.project, jobs.words(model, job)))

    def shell(self, service: str, command: Sequence[str] = ()) -> list[str]:
        """The command that runs another in a running service, a shell when none is named."""
        self._named([service])
        return jobs.inside(self.project, self.workspace, service, command or ("sh", "-c", SHELL))

    def rotate(self, key: str, new: str, write: Callable[[str], None]) -> Iterator[Progress]:
        """Change a password inside its service, in the file and in its readers, or in none of them."""
        yield from Rotation(self, key, self._read_values().get(key, ""), write).rotate_or_resume(new)

    def cancel(self) -> None:
        """End what runs now, from another thread: Compose as by Ctrl-C; what a launch has started stays."""
        self._cancelled.set()
        for running in tuple(self.project.compose().running):
            running.interrupt()

    # Inside

    def client(self) -> DockerClient:
        """The connection to Docker, made when it is first wanted. Raises EngineError with the mend."""
        return self.connection.client()

    def values(self) -> Mapping[str, str]:
        """The values in force, from the files on disk."""
        return self._read_values()

    def containers(self) -> list[Container]:
        """The containers of the project."""
        project = self.project.model().project
        with self.connection.talking() as client:
            return read_containers(client, project)

    def _named(self, names: Sequence[str]) -> tuple[str, ...]:
        known = self.project.everything().services
        for name in names:
            if name not in known:
                raise EngineError(f"{name} is not a service", f"There are {', '.join(known)}")
        return tuple(names)
