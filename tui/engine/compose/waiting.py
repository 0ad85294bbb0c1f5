"""Waiting until a project is up: our own, because Compose calls a crash loop a success and a one-shot a failure.

A :class:`Watch` is fed what the engine shows and says what changed. It knows nothing of Docker or of time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tui.engine.compose.containers import LOOPING, LOOPS, Container, detail_of, state_of
from tui.engine.compose.model import COMPLETED, HEALTHY, STARTED, Model
from tui.engine.protocol import Progress, State, Step

SETTLE_SECONDS = 4.0
"""A service without a health check counts as up when it has run so long: a crash at the start comes sooner."""
MARGIN_SECONDS = 60.0
"""What a health check gets beyond the time after which the engine itself gives up."""
START_SECONDS = 300.0
"""Until a service must exist and run; images are there by then."""
ONE_SHOT_SECONDS = 1800.0
"""A migration may take long."""


@dataclass(slots=True)
class _Seen:
    """What the watch remembers of one service."""

    since: float
    """When the present step began, or its last crash was."""
    step: Step = Step.WAITING
    message: str = ""
    restarts: dict[str, int] = field(default_factory=dict)
    """Restart count by container when it was first seen."""
    crashes: int = 0
    """Restarts since then, at the last look."""
    crash: str = LOOPING
    """What was seen of its last crash."""


class Watch:
    """Follows services until each is ready, done or failed."""

    def __init__(self, model: Model, services: Iterable[str], now: float, *, before: Iterable[Container] = ()) -> None:
        """``before`` are the containers from before the launch: until :meth:`applied` they say nothing of it."""
        self._model = model
        self._one_shots = model.one_shots()
        self._before = {one.id: one for one in before}
        self._applied = False
        self._seen = {name: _Seen(now) for name in services}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The services that are neither up nor failed."""
        return tuple(name for name, seen in self._seen.items() if seen.step not in _FINAL)

    @property
    def failed(self) -> tuple[str, ...]:
        """The services that failed."""
        return tuple(name for name, seen in self._seen.items() if seen.step is Step.FAILED)

    def first_broken(self) -> str:
        """Of the failed services the one that the others depend on; empty when none failed."""
        failed = set(self.failed)
        return next((name for name in self._model.order() if name in failed), "")

    def applied(self) -> None:
        """Compose is through: what it did not touch stays as it is, and is judged as it is."""
        self._applied = True

    def look(self, containers: Iterable[Container], now: float) -> list[Progress]:
        """What changed since the last look."""
        by_service: dict[str, list[Container]] = {}
        for one in containers:
            if self._applied or not self._is_untouched(one):
                by_service.setdefault(one.service, []).append(one)
        changed = []
        for name, seen in self._seen.items():
            if seen.step in _FINAL:
                continue
            step, message = self._judge(name, by_service.get(name, []), seen, now)
            if (step, message) != (seen.step, seen.message):
                if step is not seen.step:
                    seen.since = now
                seen.step, seen.message = step, message
                changed.append(Progress(name, step, message))
        return changed

    def _is_untouched(self, container: Container) -> bool:
        """Whether nothing happened to the container since the launch began: Compose may still replace or start it."""
        known = self._before.get(container.id)
        return known is not None and known.started == container.started

    def give_up(self, containers: Iterable[Container], reason: str) -> list[Progress]:
        """Compose is through and will start nothing more: what has not begun has failed, for the reason or for what
        it waits for. What runs is watched on."""
        begun = {one.service for one in containers if one.state != "created"}
        changed = []
        for name in self.waiting:
            if name in begun:
                continue
            seen = self._seen[name]
            blocked = self._blocked_by(name)
            seen.step = Step.FAILED
            seen.message = f"waits for {blocked}, which failed" if blocked else reason
            changed.append(Progress(name, seen.step, seen.message))
        return changed

    def _blocked_by(self, name: str) -> str:
        """A dependency that failed and that has to be well first; one that only has to start does not block."""
        return next(
            (
                dependency.service
                for dependency in self._model.services[name].depends_on
                if dependency.service in self.failed and dependency.condition != STARTED and dependency.required
            ),
            "",
        )

    def _judge(self, name: str, containers: list[Container], seen: _Seen, now: float) -> tuple[Step, str]:
        one_shot = name in self._one_shots
        if not containers and self._applied and not self._model.services[name].replicas:
            return Step.DONE, "the files ask for no container of it"
        if not containers or all(one.state == "created" and not one.error for one in containers):
            return self._not_yet(name, seen, now)
        crashes = sum(self._crashes(one, seen) for one in containers)
        if crashes > seen.crashes:
            seen.crashes, seen.since = crashes, now
        ended = next((one for one in containers if one.state == "restarting"), None)
        if ended is not None:
            seen.crash = detail_of(ended)
        if seen.crashes >= LOOPS:
            return Step.FAILED, f"crash loop: {seen.crash}"
        if ended is not None:
            return Step.STARTING, "crashed once and is started again"
        for one in containers:
            if state_of(one, one_shot=one_shot) is State.FAILED or (one.state == "exited" and one.exit_code != 0):
                return Step.FAILED, detail_of(one)
        if all(one.state in {"exited", "dead"} for one in containers):
            if self._model.services[name].has_health_check and not one_shot:
                return Step.FAILED, "ended, though it should go on running"
            return Step.DONE, "done"
        if one_shot:
            return self._in_time(Step.STARTING, "runs to its end", seen, now, ONE_SHOT_SECONDS)
        return self._running(name, containers, seen, now)

    def _crashes(self, container: Container, seen: _Seen) -> int:
        """Restarts of a container during this launch."""
        known = self._before.get(container.id)
        first = seen.restarts.setdefault(container.id, known.restarts if known else 0)
        if container.restarts < first:  # a start by hand or by Compose begins to count anew
            first = seen.restarts[container.id] = 0
        return container.restarts - first

    def _running(self, name: str, containers: list[Container], seen: _Seen, now: float) -> tuple[Step, str]:
        model = self._model.services[name]
        unwell = next((one for one in containers if one.health == "unhealthy"), None)
        if unwell is not None:
            return Step.FAILED, f"unhealthy: {detail_of(unwell)}"
        if any(one.health == "starting" for one in containers):
            probe = next((one.probe for one in containers if one.probe), "")
            return self._in_time(Step.CHECKING, probe, seen, now, model.health_patience + MARGIN_SECONDS)
        if all(one.health == "healthy" for one in containers):
            return Step.READY, "healthy"
        if all(self._is_untouched(one) for one in containers):
            return Step.READY, "runs on (it has no health check)"
        began = seen.since if seen.step is Step.STARTING else now
        if now - began >= SETTLE_SECONDS:
            return Step.READY, "runs (it has no health check)"
        return Step.STARTING, "started"

    def _not_yet(self, name: str, seen: _Seen, now: float) -> tuple[Step, str]:
        blocked = self._blocked_by(name)
        if blocked:
            return Step.FAILED, f"waits for {blocked}, which failed"
        wanted = [d for d in self._model.services[name].depends_on if d.service in self.waiting]
        if wanted:
            word = {HEALTHY: "to be healthy", COMPLETED: "to be done"}.get(wanted[0].condition, "to start")
            seen.since = now
            return Step.WAITING, f"waits for {wanted[0].service} {word}"
        return self._in_time(Step.WAITING, "", seen, now, START_SECONDS)

    @staticmethod
    def _in_time(step: Step, message: str, seen: _Seen, now: float, limit: float) -> tuple[Step, str]:
        if seen.step is step and now - seen.since > limit:
            return Step.FAILED, f"not up within {limit:.0f} s{f': {message}' if message else ''}"
        return step, message


_FINAL = frozenset({Step.READY, Step.DONE, Step.FAILED})
