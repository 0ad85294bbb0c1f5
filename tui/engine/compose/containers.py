"""The containers of a project as they are: found by Compose's own labels, read in one look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tui.engine.protocol import Health, ServiceStatus, State

if TYPE_CHECKING:
    from docker import DockerClient

PROJECT = "com.docker.compose.project"
SERVICE = "com.docker.compose.service"
NUMBER = "com.docker.compose.container-number"
ONE_OFF = "com.docker.compose.oneoff"
HASH = "com.docker.compose.config-hash"
VERSION = "com.docker.compose.version"
FOLDER = "com.docker.compose.project.working_dir"
"""The labels that Compose puts on what it makes."""

KILLED = 137
"""128 and SIGKILL: somebody killed it, the grace period ended, or the kernel wanted its memory back."""
TERMINATED = 143
"""128 and SIGTERM."""
_STARTED_AGAIN = {"always", "unless-stopped"}
"""Policies by which the engine starts a container again, unless somebody stopped it."""
_SIGNALS = {
    KILLED: "was killed (SIGKILL): by hand, after its grace period, or for want of memory",
    TERMINATED: "was ended by SIGTERM",
    130: "was ended by SIGINT",
}
"""Exit codes that say that a service was ended from outside."""


@dataclass(frozen=True, slots=True)
class Container:
    """One container of a service."""

    id: str
    name: str
    service: str
    number: int
    state: str
    """created, running, restarting, paused, exited or dead: the engine's words."""
    exit_code: int
    health: str
    """healthy, unhealthy, starting or empty."""
    probe: str
    """What the last failed health check printed, one line."""
    restarts: int
    restart_policy: str
    started_at: datetime | None
    """None when it does not run."""
    started: str
    """When it was started last, in the engine's own words: another text means another start."""
    ports: tuple[str, ...]
    image: str
    image_id: str
    """What the image's name meant when the container was made."""
    config_hash: str
    compose_version: str
    out_of_memory: bool
    error: str
    """Why the engine could not start it."""


def read_containers(client: DockerClient, project: str) -> list[Container]:
    """All containers of a project but those of one-off runs, by service and number."""
    from docker.errors import NotFound

    found = []
    for summary in client.api.containers(all=True, filters={"label": [f"{PROJECT}={project}", f"{ONE_OFF}=False"]}):
        try:
            found.append(container_of(client.api.inspect_container(summary["Id"])))
        except NotFound:
            continue  # it was removed between the two calls
    return sorted(found, key=lambda one: (one.service, one.number))


def container_of(document: Mapping[str, Any]) -> Container:
    """A container from the answer to inspect."""
    state, config = document["State"], document["Config"]
    labels = config.get("Labels") or {}
    health = state.get("Health") or {}
    log = health.get("Log") or []
    failed = log and log[-1].get("ExitCode")
    return Container(
        id=document["Id"],
        name=document["Name"].lstrip("/"),
        service=labels.get(SERVICE, ""),
        number=int(labels.get(NUMBER) or 1),
        state=state["Status"],
        exit_code=int(state.get("ExitCode") or 0),
        health="" if health.get("Status") in {None, "none"} else health["Status"],
        probe=_last_line(log[-1].get("Output", "")) if failed else "",
        restarts=int(document.get("RestartCount") or 0),
        restart_policy=str((document.get("HostConfig", {}).get("RestartPolicy") or {}).get("Name") or ""),
        started_at=moment(str(state.get("StartedAt") or "")) if state["Status"] == "running" else None,
        started=str(state.get("StartedAt") or ""),
        ports=_ports((document.get("NetworkSettings") or {}).get("Ports") or {}),
        image=config.get("Image", ""),
        image_id=str(document.get("Image") or ""),
        config_hash=labels.get(HASH, ""),
        compose_version=labels.get(VERSION, ""),
        out_of_memory=bool(state.get("OOMKilled")),
        error=str(state.get("Error") or ""),
    )


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def moment(text: str) -> datetime | None:
    """A time of the engine (RFC 3339, nanoseconds are cut), in UTC; None for its zero value and for no time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None and found.year > 1 else None


def _ports(ports: Mapping[str, Any]) -> tuple[str, ...]:
    """Published addresses, each once: the engine lists IPv4 and IPv6 apart."""
    shown: dict[str, None] = {}
    for bindings in ports.values():
        for binding in bindings or ():
            host = binding.get("HostIp") or "0.0.0.0"  # noqa: S104 - what is shown, not what is bound
            shown[f"{'0.0.0.0' if host == '::' else host}:{binding['HostPort']}"] = None  # noqa: S104
    return tuple(shown)


def state_of(container: Container, *, one_shot: bool) -> State:
    """The engine's word as ours."""
    match container.state:
        case "running" | "paused":
            return State.RUNNING
        case "restarting":
            return State.FAILED
        case "removing":
            return State.STOPPING
        case "exited" | "dead":
            return _ended(container, one_shot=one_shot)
        case _:
            return State.FAILED if container.error else State.STOPPED


def _ended(container: Container, *, one_shot: bool) -> State:
    """How an ended container is to be read. A stop by SIGTERM or SIGKILL is no failure of a service."""
    if container.exit_code == 0:
        keeps_running = container.restart_policy in _STARTED_AGAIN
        return State.DONE if one_shot or not keeps_running else State.STOPPED
    stopped = container.exit_code in _SIGNALS and not container.out_of_memory
    return State.STOPPED if stopped and not one_shot else State.FAILED


def was_stopped(container: Container) -> bool:
    """Whether somebody stopped it on purpose.

    The engine starts what died by itself again where the policy says so; without one only the end by SIGTERM is told
    apart from a kill for want of memory that left no trace.
    """
    stopped = state_of(container, one_shot=False) is State.STOPPED
    return stopped and (container.exit_code in {0, TERMINATED} or container.restart_policy in _STARTED_AGAIN)


LOOPS = 2
"""So many restarts make a crash loop."""
CALM = timedelta(seconds=10)
"""After so long the engine itself forgets former crashes (Docker reference, restart policies)."""


def is_looping(container: Container, now: datetime) -> bool:
    """Whether it is up for a moment between two crashes."""
    begun = container.started_at
    return container.restarts >= LOOPS and begun is not None and now - begun < CALM


def word_of_exit(code: int) -> str:
    """What an exit code says, for people."""
    return _SIGNALS.get(code) or f"ended with exit code {code}"


def detail_of(container: Container) -> str:
    """The last word about a container, for people."""
    if container.error:
        return container.error
    if container.out_of_memory:
        return "the kernel ended it: out of memory"
    if container.state == "restarting":
        return f"ends again and again, last with exit code {container.exit_code}"
    if container.state in {"exited", "dead"} and container.exit_code:
        return word_of_exit(container.exit_code)
    if container.health == "unhealthy":
        return container.probe or "its health check fails"
    return "paused" if container.state == "paused" else ""


LOOPING = "ends again and again, soon after each start"

_ORDER = (State.FAILED, State.STARTING, State.STOPPING, State.RUNNING, State.STOPPED, State.DONE)
"""Of several containers of one service the first of these is shown."""
_HEALTHS = ("unhealthy", "starting", "healthy")
_HEALTH = {"healthy": Health.HEALTHY, "unhealthy": Health.UNHEALTHY, "starting": Health.STARTING}


def service_status(
    name: str, containers: Iterable[Container], *, one_shot: bool, stale: bool, usage: tuple[float | None, int | None]
) -> ServiceStatus:
    """One service from all of its containers; the worst decides."""
    every, now = list(containers), datetime.now(UTC)
    if not every:
        return ServiceStatus(name, State.STOPPED, one_shot=one_shot)
    states = {one.id: State.FAILED if is_looping(one, now) else state_of(one, one_shot=one_shot) for one in every}
    worst = min(every, key=lambda one: _ORDER.index(states[one.id]))
    running = [one for one in every if states[one.id] is State.RUNNING]
    healths = [one.health for one in running if one.health]
    unwell = next((one for one in running if one.health == "unhealthy"), worst)
    started = [one.started_at for one in running if one.started_at]
    return ServiceStatus(
        name,
        states[worst.id],
        _HEALTH[min(healths, key=_HEALTHS.index)] if healths else Health.NONE,
        min(started) if started else None,
        sum(one.restarts for one in every),
        tuple(dict.fromkeys(port for one in every for port in one.ports)),
        worst.image,
        *usage,
        stale=stale and bool(running),
        detail=detail_of(unwell) or (LOOPING if is_looping(unwell, now) else ""),
        one_shot=one_shot,
    )
