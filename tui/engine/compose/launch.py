"""Bringing services up: Compose applies, the watch waits, the first broken service is explained."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import replace

from tui.engine.compose import causes, logs
from tui.engine.compose.cli import BUILD, Compose, Event
from tui.engine.compose.client import Connection
from tui.engine.compose.containers import Container, read_containers
from tui.engine.compose.model import Model
from tui.engine.compose.waiting import Watch
from tui.engine.protocol import EngineError, Progress, Step

LOOK_SECONDS = 0.5
LOG_LINES = 15
"""Lines of the log that explain a failure."""
LATE_SECONDS = 2.0
"""Compose is through and nothing was made: no service will come any more."""


class Cancelled(EngineError):  # noqa: N818 - a word of its own, as its family has them
    """Somebody ended Compose from another thread."""


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

    @property
    def last_word(self) -> str:
        """Why it starts nothing more."""
        if self.code:
            return self.error or f"Compose ended with exit code {self.code}"
        return "Compose made no container for it"

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
        try:
            for event in self._call.events():
                if event.error or event.is_word:
                    self.error = event.text
                self.events.put(event)
        except EngineError as error:
            self.error = str(error)
        self.code = 1 if self._call.code is None else self._call.code


def bring_up(
    compose: Compose,
    connection: Connection,
    model: Model,
    services: Collection[str],
    arguments: Sequence[str],
    *,
    cancelled: threading.Event,
) -> Iterator[Progress]:
    """Run Compose and wait until each of the services is up, done or failed; failures come with their cause.

    ``arguments`` are those of Compose, none to wait only; ``services`` what is waited for. Closing the generator,
    or setting ``cancelled``, interrupts Compose; what was started stays.
    """
    watch = Watch(model, services, time.monotonic(), before=_containers(connection, model.project))
    if arguments:
        yield command_of(compose, arguments)
    runner = Runner(compose, arguments)
    try:
        yield from _follow(runner, watch, connection, model, cancelled)
    finally:
        runner.close()
    if broken := watch.first_broken():
        yield Progress("launch", Step.FAILED, f"{broken} is the first that failed")


def _follow(
    runner: Runner, watch: Watch, connection: Connection, model: Model, cancelled: threading.Event
) -> Iterator[Progress]:
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
            watch.applied()
        containers = _containers(connection, model.project)
        yield from _explained(watch.look(containers, now), containers, connection, model)
        if not watch.waiting and not runner.running:
            return
        if ended_at is not None and now - ended_at > LATE_SECONDS:
            yield from _explained(watch.give_up(containers, runner.last_word), containers, connection, model)
        if cancelled.wait(LOOK_SECONDS):
            yield Progress("launch", Step.FAILED, "cancelled: what was started stays")
            return


def _explained(
    changes: list[Progress], containers: list[Container], connection: Connection, model: Model
) -> Iterator[Progress]:
    """Failures with the last lines of the log, the known cause and the variable that mends it."""
    for change in changes:
        if change.step is not Step.FAILED:
            yield change
            continue
        container = next((one for one in containers if one.service == change.service), None)
        lines = _last_lines(connection, container)
        environment = model.services[change.service].environment
        cause = causes.explain([*lines, change.message], environment, container)
        message = f"{change.message}: {cause.sentence}" if cause else change.message
        yield Progress(change.service, Step.FAILED, message, tuple(lines), cause.variable if cause else "")


def _last_lines(connection: Connection, container: Container | None) -> list[str]:
    if container is None:
        return []
    try:
        with connection.talking() as client:
            return logs.last_lines(client, container.id, LOG_LINES)
    except EngineError:
        return []


def _containers(connection: Connection, project: str) -> list[Container]:
    with connection.talking() as client:
        return read_containers(client, project)


def fetching(event: Event) -> Progress | None:
    """Progress of a pull or a build, in tenths, so that a slow terminal is not flooded; None for anything else."""
    service = event.parent or event.name
    if event.subject == BUILD:
        return Progress(service, Step.PREPARING, f"building {event.detail}") if event.text and service else None
    if event.percent is not None and service:
        return Progress(service.partition(":")[0] or service, Step.PREPARING, f"fetching {event.percent // 10 * 10} %")
    if event.subject == "Image" or event.text in {"Pulling", "Building", "Built", "Pulled"}:
        return Progress(service, Step.PREPARING, event.text.lower())
    return None


def fetch(compose: Compose, arguments: Sequence[str], services: Mapping[str, str]) -> Generator[Progress, None, bool]:
    """Pull or build; returns whether all came. What did not is named with the reason, nothing else is touched.

    ``services`` are those whose images are fetched, by the image: builders tell the one or the other.
    """
    refused: dict[str, str] = {}
    printed: deque[str] = deque(maxlen=LOG_LINES)

    def told(event: Event) -> Progress | None:
        if event.text == "Error" and event.name:
            refused[event.name] = event.detail
            return None
        if event.subject == BUILD and not event.text:
            printed.extend(line for line in event.detail.splitlines() if line.strip())
        elif event.subject == BUILD and not event.name:
            event = replace(event, name=next(iter(services.values())))
        progress = fetching(event)
        return progress and replace(progress, service=services.get(event.name, progress.service))

    try:
        yield from run_to_end(compose, arguments, told)
    except Cancelled:
        yield Progress("launch", Step.FAILED, "cancelled: what was fetched stays, nothing was started")
        return False
    except EngineError as error:
        reasons = refused or dict.fromkeys(services.values(), error.message)
        for name, reason in reasons.items():
            cause = causes.of_fetching(reason)
            if cause is None:
                yield Progress(name, Step.FAILED, f"no image: {reason}", tuple(printed))
            else:
                yield Progress(name, Step.FAILED, f"no image: {cause.sentence}", (*printed, reason), cause.variable)
        return False
    return True


def command_of(compose: Compose, arguments: Sequence[str]) -> Progress:
    """The command line of a call, for people: where it runs and without how its progress is written."""
    return Progress("", Step.COMMAND, compose.typed(*arguments))


def run_to_end(
    compose: Compose, arguments: Sequence[str], told: Callable[[Event], Progress | None]
) -> Iterator[Progress]:
    """Run Compose and pass on what ``told`` makes of its progress. Raises EngineError when it fails or is cancelled."""
    call = compose.call(*arguments)
    yield command_of(compose, arguments)
    error = ""
    last: Progress | None = None
    cancelled = False
    try:
        for event in call.events():
            if event.error or event.is_word:
                error = event.text
            progress = told(event)
            if progress is not None and progress != last:
                last = progress
                yield progress
        cancelled = call.interrupted
    finally:
        call.interrupt()
    if cancelled:
        raise Cancelled("cancelled", "The same again goes on from there")
    if call.code:
        raise EngineError(error or f"Compose ended with exit code {call.code}")
