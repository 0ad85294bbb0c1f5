"""The project as Compose itself resolves it, as plain data. It holds secrets; never print it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tui.engine.protocol import Condition, Need

STARTED, HEALTHY, COMPLETED = "service_started", "service_healthy", "service_completed_successfully"
"""The conditions of depends_on (Compose specification)."""

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(h|ms|us|ns|m|s)")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
DEFAULT_INTERVAL, DEFAULT_RETRIES = 30.0, 3
"""Of a health check (Dockerfile reference, HEALTHCHECK)."""
DEFAULT_GRACE = 10.0


def seconds(text: object, default: float) -> float:
    """A Go duration such as 1m30s in seconds."""
    if not isinstance(text, str):
        return default
    parts = _DURATION.findall(text)
    return sum(float(number) * _SECONDS[unit] for number, unit in parts) if parts else default


@dataclass(frozen=True, slots=True)
class Dependency:
    """One entry of depends_on."""

    service: str
    condition: str = STARTED
    required: bool = True


@dataclass(frozen=True, slots=True)
class Port:
    """A published port."""

    host: str
    """The address it is published on; empty means all."""
    published: int
    """0 when the engine chooses."""
    target: int
    protocol: str = "tcp"


@dataclass(frozen=True, slots=True)
class Mount:
    """A bind mount or a named volume."""

    kind: str
    """bind or volume."""
    source: str
    target: str
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class ServiceModel:
    """One service of the resolved project."""

    name: str
    image: str = ""
    builds: bool = False
    depends_on: tuple[Dependency, ...] = ()
    has_health_check: bool = False
    health_patience: float = 0.0
    """Seconds after which the engine itself calls the service unhealthy."""
    health_test: tuple[str, ...] = field(default=(), repr=False)
    """CMD or CMD-SHELL, then its words; empty without a check in the file."""
    health_interval: float = DEFAULT_INTERVAL
    """Seconds between two checks."""
    command: tuple[str, ...] = field(default=(), repr=False)
    """What runs first, as far as the file says: the entrypoint with its command."""
    restart: str = ""
    ports: tuple[Port, ...] = ()
    mounts: tuple[Mount, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    profiles: tuple[str, ...] = ()
    user: str = ""
    grace: float = DEFAULT_GRACE
    """Seconds it gets to stop."""
    memory: int = 0
    """Bytes of its limit; 0 when there is none."""
    log_is_bounded: bool = True
    replicas: int = 1

    def misses_image(self, here: Collection[str]) -> bool:
        """Whether its image has to be fetched or built first, of the images that are here."""
        return self.image not in here if self.image else self.builds


@dataclass(frozen=True, slots=True)
class Model:
    """The whole project, with the services of the active profiles."""

    project: str
    services: Mapping[str, ServiceModel]
    subnets: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    """The engine's names of the named volumes."""

    def order(self) -> tuple[str, ...]:
        """All services, each after what it depends on; otherwise as in the file."""
        done: dict[str, None] = {}

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in done or name in path or name not in self.services:
                return
            for dependency in self.services[name].depends_on:
                visit(dependency.service, (*path, name))
            done[name] = None

        for name in self.services:
            visit(name, ())
        return tuple(done)

    def needs(self, names: Iterable[str]) -> set[str]:
        """Services and all that they depend on."""
        wanted: set[str] = set()
        waiting = [name for name in names if name in self.services]
        while waiting:
            name = waiting.pop()
            if name not in wanted:
                wanted.add(name)
                waiting += [d.service for d in self.services[name].depends_on if d.service in self.services]
        return wanted

    def waves(self, names: Collection[str], *, reverse: bool = False) -> list[list[str]]:
        """Services in groups: what is in a group depends on nothing in it, only on the groups before."""
        depth: dict[str, int] = {}
        for name in self.order():
            below = [depth[d.service] for d in self.services[name].depends_on if d.service in depth]
            depth[name] = max(below, default=-1) + 1
        groups: dict[int, list[str]] = {}
        for name in self.order():
            if name in names:
                groups.setdefault(depth[name], []).append(name)
        return [groups[level] for level in sorted(groups, reverse=reverse)]

    def one_shots(self) -> frozenset[str]:
        """Services that are to end: another one waits for their success."""
        return frozenset(
            dependency.service
            for service in self.services.values()
            for dependency in service.depends_on
            if dependency.condition == COMPLETED
        )


def parse_model(text: str) -> Model:
    """The model from the output of ``config --format json``."""
    document = json.loads(text)
    services = {name: _service(name, body) for name, body in (document.get("services") or {}).items()}
    subnets = [
        str(block["subnet"])
        for network in (document.get("networks") or {}).values()
        for block in ((network or {}).get("ipam") or {}).get("config") or ()
        if "subnet" in block
    ]
    volumes = [str((body or {}).get("name") or name) for name, body in (document.get("volumes") or {}).items()]
    return Model(str(document.get("name") or ""), services, tuple(subnets), tuple(volumes))


def _service(name: str, body: Mapping[str, Any]) -> ServiceModel:
    health = body.get("healthcheck") or {}
    checked = bool(health.get("test")) and health.get("test") != ["NONE"] and not health.get("disable")
    deploy = body.get("deploy") or {}
    limits = (deploy.get("resources") or {}).get("limits") or {}
    return ServiceModel(
        name=name,
        image=str(body.get("image") or ""),
        builds=bool(body.get("build")),
        depends_on=tuple(
            Dependency(other, str(entry.get("condition") or STARTED), bool(entry.get("required", True)))
            for other, entry in (body.get("depends_on") or {}).items()
        ),
        has_health_check=checked,
        health_patience=_patience(health) if checked else 0.0,
        health_test=_words(health.get("test")) if checked else (),
        health_interval=seconds(health.get("interval"), DEFAULT_INTERVAL),
        command=(*_words(body.get("entrypoint")), *_words(body.get("command"))),
        restart=str(body.get("restart") or ""),
        ports=tuple(_port(entry) for entry in body.get("ports") or ()),
        mounts=tuple(_mount(entry) for entry in body.get("volumes") or ()),
        environment=_environment(body.get("environment") or {}),
        profiles=tuple(body.get("profiles") or ()),
        user=str(body.get("user") or ""),
        grace=seconds(body.get("stop_grace_period"), DEFAULT_GRACE),
        memory=int(limits.get("memory") or body.get("mem_limit") or 0),
        log_is_bounded=_bounded(body.get("logging") or {}),
        replicas=_replicas(body.get("scale"), deploy.get("replicas")),
    )


def _words(given: object) -> tuple[str, ...]:
    return tuple(str(word).replace("$$", "$") for word in given) if isinstance(given, list) else ()


def _environment(given: Mapping[str, Any]) -> dict[str, str]:
    """What the container gets; ``config`` doubles each dollar, so that its output could be read again."""
    return {key: str(text).replace("$$", "$") for key, text in given.items() if text is not None}


def _replicas(*given: object) -> int:
    """The first number that is given, also when it is 0."""
    return next((int(str(one)) for one in given if one is not None), 1)


def _patience(health: Mapping[str, Any]) -> float:
    interval = seconds(health.get("interval"), DEFAULT_INTERVAL)
    timeout = seconds(health.get("timeout"), DEFAULT_INTERVAL)
    retries = int(health.get("retries") or DEFAULT_RETRIES)
    return seconds(health.get("start_period"), 0.0) + retries * (interval + timeout)


def _port(entry: Mapping[str, Any]) -> Port:
    published = str(entry.get("published") or "0").partition("-")[0]
    return Port(
        str(entry.get("host_ip") or ""), int(published), int(entry["target"]), str(entry.get("protocol") or "tcp")
    )


def _mount(entry: Mapping[str, Any]) -> Mount:
    return Mount(
        str(entry.get("type") or ""),
        str(entry.get("source") or ""),
        str(entry.get("target") or ""),
        bool(entry.get("read_only")),
    )


def _bounded(logging: Mapping[str, Any]) -> bool:
    """Whether the log driver forgets old lines: the engine's default json-file does not (FIELD F62)."""
    driver = str(logging.get("driver") or "json-file")
    options: Mapping[str, Any] = logging.get("options") or {}
    return driver != "json-file" or "max-size" in options


CONDITIONS = {STARTED: Condition.STARTED, HEALTHY: Condition.HEALTHY, COMPLETED: Condition.COMPLETED}
"""Compose's words for what is waited for, and ours."""


def needs_of(service: ServiceModel) -> tuple[Need, ...]:
    """What a service waits for."""
    return tuple(Need(one.service, CONDITIONS.get(one.condition, Condition.STARTED)) for one in service.depends_on)


def closed(model: Model, names: Sequence[str]) -> tuple[str, ...]:
    """The services that were named, and what they need, in the order of starting; all when none is named."""
    wanted = model.needs(names) if names else set(model.services)
    return tuple(name for name in model.order() if name in wanted)
