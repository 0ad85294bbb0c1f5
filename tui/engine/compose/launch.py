"""Bringing services up: Compose applies, the watch waits, the first broken service is explained."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from tui.engine.compose import causes, logs
from tui.engine.compose.cli import Compose, Event
from tui.engine.compose.client import explained
from tui.engine.compose.containers import Container, read_containers
from tui.engine.compose.model import Model
from tui.engine.compose.waiting import Watch
from tui.engine.protocol import EngineError, Progress, Step

if TYPE_CHECKING:
    from docker import DockerClient

LOOK_SECONDS = 0.5
LOG_LINES = 15
"""Lines of the log that explain a failure."""
LATE_SECONDS = 2.0
"""Compose is through and nothing was made: no service will come any more."""


class Runner:
    """A changing call of Compose in a thread: its progress in a queue, so that somebody can look at the engine too."""

    def __init__(self, compose: Compose, arguments: Sequence[str]) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.code: int | None = None
        """Compose's exit code, None while it runs, or when nothing was to run."""
        self.error = ""
        """Its last complaint."""
        self._call = compose.call(*arguments)
        self._thread = threading.Thread(target=self._read, name="compose", daemon=True)
        if arguments:
            self._thread.start()

    @property
    def running(self) -> bool:
        """True while Compose works."""
        return self._thread.is_alive()

    def take(self) -> Iterator[Event]:
        """The progress since the last call."""
        while not self.events.empty():
            yield self.events.get()

    def close(self) -> None:
        """Interrupt Compose as Ctrl-C would, and wait for its end."""
        self._call.interrupt()
        if self._thread.is_alive():
            self._thread.join()

    def _read(self) -> None:
        for event in self._call.events():
            if event.error:
                self.error = event.text
            self.events.put(event)
        self.code = self._call.code


def bring_up(
    compose: Compose, client: DockerClient, model: Model, services: Collection[str], arguments: Sequence[str]
) -> Iterator[Progress]:
    """Run Compose and wait until each of the services is up, done or failed; failures come with their cause.

    ``arguments`` are those of Compose, none to wait only; ``services`` what is waited for. Closing the generator
    interrupts Compose.
    """
    before = {one.id: one.restarts for one in _containers(client, model.project)}
    watch = Watch(model, services, time.monotonic(), known=before)
    runner = Runner(compose, arguments)
    try:
        yield from _follow(runner, watch, client, model)
    finally:
        runner.close()
    if broken := watch.first_broken():
        yield Progress("launch", Step.FAILED, f"{broken} is the first that failed")


def _follow(runner: Runner, watch: Watch, client: DockerClient, model: Model) -> Iterator[Progress]:
    fetched: dict[str, str] = {}
    ended_at: float | None = None
    while True:
        for event in runner.take():
            if (told := fetching(event)) is not None and fetched.get(told.service) != told.message:
                fetched[told.service] = told.message
                yield told
        now = time.monotonic()
        if not runner.running and ended_at is None:
            ended_at = now
        containers = _containers(client, model.project)
        yield from _explained(watch.look(containers, now), containers, client, model)
        if not watch.waiting and not runner.running:
            return
        if runner.code and ended_at is not None and now - ended_at > LATE_SECONDS:
            yield from watch.give_up(runner.error or f"Compose ended with exit code {runner.code}")
            return
        if watch.failed and not runner.running:
            yield from watch.give_up("another service failed first")
            return
        time.sleep(LOOK_SECONDS)


def _explained(
    changes: list[Progress], containers: list[Container], client: DockerClient, model: Model
) -> Iterator[Progress]:
    """Failures with the last lines of the log, the known cause and the variable that mends it."""
    for change in changes:
        if change.step is not Step.FAILED:
            yield change
            continue
        container = next((one for one in containers if one.service == change.service), None)
        lines = _last_lines(client, container)
        environment = model.services[change.service].environment
        cause = causes.explain([*lines, change.message], environment, container)
        message = f"{change.message}: {cause.sentence}" if cause else change.message
        yield Progress(change.service, Step.FAILED, message, tuple(lines), cause.variable if cause else "")


def _last_lines(client: DockerClient, container: Container | None) -> list[str]:
    if container is None:
        return []
    try:
        with explained():
            return logs.last_lines(client, container.id, LOG_LINES)
    except EngineError:
        return []


def _containers(client: DockerClient, project: str) -> list[Container]:
    with explained():
        return read_containers(client, project)


def fetching(event: Event) -> Progress | None:
    """Progress of a pull or a build, in tenths, so that a slow terminal is not flooded; None for anything else."""
    service = event.parent or event.name
    if event.percent is not None and service:
        return Progress(service.partition(":")[0] or service, Step.PREPARING, f"fetching {event.percent // 10 * 10} %")
    if event.subject == "Image" or event.text in {"Pulling", "Building", "Built", "Pulled"}:
        return Progress(service, Step.PREPARING, event.text.lower())
    return None


def run_to_end(
    compose: Compose, arguments: Sequence[str], told: Callable[[Event], Progress | None]
) -> Iterator[Progress]:
    """Run Compose and pass on what ``told`` makes of its progress. Raises EngineError when it fails."""
    call = compose.call(*arguments)
    error = ""
    last: Progress | None = None
    try:
        for event in call.events():
            if event.error:
                error = event.text
            progress = told(event)
            if progress is not None and progress != last:
                last = progress
                yield progress
    finally:
        call.interrupt()
    if call.code:
        raise EngineError(error or f"Compose ended with exit code {call.code}")
