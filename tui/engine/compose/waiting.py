"""Waiting until a project is up: our own, because Compose calls a crash loop a success and a one-shot a failure.

A :class:`Watch` is fed what the engine shows and says what changed. It knows nothing of Docker or of time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tui.engine.compose.containers import Container, detail_of, state_of
from tui.engine.compose.model import COMPLETED, HEALTHY, Model
from tui.engine.protocol import Progress, State, Step

SETTLE_SECONDS = 4.0
"""A service without a health check counts as up when it has run so long: a crash at the start comes sooner."""
LOOPS = 2
"""Restarts during the wait that make a crash loop."""
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
    """When the present step began."""
    step: Step = Step.WAITING
    message: str = ""
    restarts: dict[str, int] = field(default_factory=dict)
    """Restart count by container when it was first seen."""


class Watch:
    """Follows services until each is ready, done or failed."""

    def __init__(self, model: Model, services: Iterable[str], now: float, *, known: Mapping[str, int] | None = None):
        """``known`` are the restart counts by container id from before the launch."""
        self._model = model
        self._one_shots = model.one_shots()
        self._known = dict(known or {})
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

    def look(self, containers: Iterable[Container], now: float) -> list[Progress]:
        """What changed since the last look."""
        by_service: dict[str, list[Container]] = {}
        for one in containers:
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

    def give_up(self, reason: str) -> list[Progress]:
        """Nothing more will come: what is not up has failed, with the reason or with what it waits for."""
        changed = []
        for name in self.waiting:
            seen = self._seen[name]
            blocked = self._blocked_by(name)
            seen.step = Step.FAILED
            seen.message = f"waits for {blocked}, which failed" if blocked else reason
            changed.append(Progress(name, seen.step, seen.message))
        return changed

    def _blocked_by(self, name: str) -> str:
        return next((d.service for d in self._model.services[name].depends_on if d.service in self.failed), "")

    def _judge(self, name: str, containers: list[Container], seen: _Seen, now: float) -> tuple[Step, str]:
        one_shot = name in self._one_shots
        if not containers or all(one.state == "created" and not one.error for one in containers):
            return self._not_yet(name, seen, now)
        for one in containers:
            first = seen.restarts.setdefault(one.id, self._known.get(one.id, one.restarts if _calm(one) else 0))
            if one.state == "restarting" or one.restarts > first:
                if one.restarts - first >= LOOPS:
                    return Step.FAILED, f"crashes again and again: {detail_of(one) or 'it restarts without a word'}"
                seen.since = now
                return Step.STARTING, "crashed once and was started again"
            if state_of(one, one_shot=one_shot) is State.FAILED or (one_shot and _ended_badly(one)):
                return Step.FAILED, detail_of(one)
        if all(one.state in {"exited", "dead"} for one in containers):
            return (Step.DONE, "done") if all(one.exit_code == 0 for one in containers) else _ended(containers)
        if one_shot:
            return self._in_time(Step.STARTING, "runs to its end", seen, now, ONE_SHOT_SECONDS)
        return self._running(name, containers, seen, now)

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


def _calm(container: Container) -> bool:
    """Whether it was up before anybody looked, so that its restarts are old ones."""
    return container.state == "running" and container.health != "starting" and container.restarts < LOOPS


def _ended_badly(container: Container) -> bool:
    return container.state == "exited" and container.exit_code != 0


def _ended(containers: list[Container]) -> tuple[Step, str]:
    return Step.FAILED, next((detail_of(one) for one in containers if one.exit_code), "ended")
