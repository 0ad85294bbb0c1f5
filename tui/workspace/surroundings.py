"""What stands around a variable and can be proposed for it: services with their ports, folders, names, known values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from os import scandir
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from schemas.catalog import Variable
from schemas.errors import LaunchdeckError
from schemas.secrets import redact
from tui.workspace.compose.landings import Where
from tui.workspace.compose.project import Service, lenient
from tui.workspace.compose.text import path_text
from tui.workspace.past import past_of
from tui.workspace.provenance import secrets_in_force
from tui.workspace.referring import in_sight
from tui.workspace.workspace import Workspace

MOST_ENTRIES = 2000
"""Entries read of one folder: who has more types a few letters and is better served by a shell."""
MOST_FORMER = 5
"""Former values proposed."""

USUAL_PORTS: Mapping[str, int] = {
    "postgres": 5432,
    "pgvector": 5432,
    "mysql": 3306,
    "mariadb": 3306,
    "mongo": 27017,
    "clickhouse": 8123,
    "redis": 6379,
    "valkey": 6379,
    "memcached": 11211,
    "rabbitmq": 5672,
    "kafka": 9092,
    "etcd": 2379,
    "elasticsearch": 9200,
    "opensearch": 9200,
    "minio": 9000,
    "qdrant": 6333,
    "weaviate": 8080,
    "milvus": 19530,
    "nginx": 80,
    "caddy": 80,
    "traefik": 80,
    "httpd": 80,
    "squid": 3128,
    "chroma": 8000,
}
"""The port of a server by a word in the name of its image, where the compose file does not say any."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A folder inside a service."""

    target: str
    """Where it lies in there."""
    source: Path | None
    """The folder of this machine that it is; None for a volume."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What can be proposed for one variable, read once when it is edited."""

    services: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The compose services with the ports that they answer on inside their network."""
    port: int | None = None
    """The port that a service for this variable is expected to answer on."""
    names: tuple[tuple[str, str], ...] = ()
    """The variables that a reference can name, each with its value; a secret with that word."""
    values: tuple[tuple[str, str], ...] = ()
    """Values that it has, had or could have, each with why."""
    profiles: tuple[str, ...] = ()
    """The profiles of the compose files."""
    base: Path | None = None
    """The folder of this machine that relative paths start from; None when it is a path inside containers."""
    mounts: tuple[Mount, ...] = ()
    """What the services that read it have mounted."""


def surroundings(workspace: Workspace, variable: Variable) -> Surroundings:
    """Read them: compose files, saved versions. Takes up to some tenths of a second."""
    if variable.secret:
        return Surroundings()
    project = workspace.survey.project
    told = _told_ports(workspace)
    services = {
        name: _ports(workspace, service) or told.get(name) or _usual(service)
        for name, service in project.services.items()
    }
    base, mounts = _paths(workspace, variable)
    return Surroundings(
        services,
        _expected_port(workspace, variable),
        tuple(_names(workspace, variable.name)),
        tuple(_values(workspace, variable)),
        tuple(dict.fromkeys(profile for service in project.services.values() for profile in service.profiles)),
        base,
        mounts,
    )


def entries(folder: Path) -> tuple[str, ...]:
    """The names in a folder, folders first and with a slash at their end; nothing where it cannot be read."""
    try:
        with scandir(folder) as found:
            named = [(not one.is_dir(), one.name) for one in islice(found, MOST_ENTRIES)]
    except (OSError, ValueError):
        return ()
    return tuple(f"{name}{'' if plain else '/'}" for plain, name in sorted(named))


# Services


def _ports(workspace: Workspace, service: Service) -> tuple[int, ...]:
    """The ports that the compose file names: those of the container, not those of this machine."""
    found = []
    for entry in (*_list(service.tree, "ports"), *_list(service.tree, "expose")):
        text = entry.get("target") if isinstance(entry, dict) else entry
        port = lenient(str(text), workspace.effective).rpartition(":")[2].partition("/")[0]
        if port.isdigit():
            found.append(int(port))
    return tuple(dict.fromkeys(found))


def _usual(service: Service) -> tuple[int, ...]:
    image = f"{service.tree.get('image', '')} {service.name}".lower()  # type: ignore[call-overload]  # Text is a str
    return tuple(port for word, port in USUAL_PORTS.items() if word in image)[:1]


def _told_ports(workspace: Workspace) -> dict[str, tuple[int, ...]]:
    """The ports that defaults and examples name for a host: ``http://api:5001`` says where api answers."""
    found: dict[str, tuple[int, ...]] = {}
    for variable in workspace.catalog:
        if variable.kind == "host" and variable.default:
            port = _expected_port(workspace, variable)
            if port is not None:
                found.setdefault(variable.default, (port,))
        for text in (variable.default, variable.example) if variable.kind == "url" else ():
            host, port = address(text or "")
            if host and port:
                found.setdefault(host, (port,))
    return found


def _expected_port(workspace: Workspace, variable: Variable) -> int | None:
    """The port in the default of an address; for a host that of its partner: DB_PORT for DB_HOST."""
    if variable.kind != "host":
        return address(variable.default or "")[1] or address(variable.example)[1]
    partner = workspace.catalog.get(re.sub(r"(HOST|SERVER|HOSTNAME)\Z", "PORT", variable.name))
    if partner is None or partner.kind not in {"port", "int"}:
        return None
    port = partner.default or workspace.effective(partner.name)
    return int(port) if port.isdigit() else None


def address(text: str) -> tuple[str, int | None]:
    """Host and port of an address, or of ``host:port``; an empty host for a text that is none."""
    first = text.partition(",")[0]
    try:
        parts = urlsplit(first if "://" in first else f"//{first}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "", None
    return host, port


# Paths


def _paths(workspace: Workspace, variable: Variable) -> tuple[Path | None, tuple[Mount, ...]]:
    if variable.kind != "path":
        return None, ()
    project = workspace.survey.project
    found = workspace.survey.landings.get(variable.name, ())
    inside = [one for one in found if one.where in {Where.ENVIRONMENT, Where.PASSED}]
    if not inside or len(inside) < len(found):
        return (project.directory if project.files else workspace.root), ()
    readers = dict.fromkeys(one.service for one in inside if one.service in project.services)
    mounts = (mount for name in readers for mount in _mounts(workspace, project.services[name]))
    return None, tuple({mount.target: mount for mount in mounts}.values())


def _mounts(workspace: Workspace, service: Service) -> Iterator[Mount]:
    directory = workspace.survey.project.directory
    for entry in _list(service.tree, "volumes"):
        if isinstance(entry, dict):
            source, target = str(entry.get("source", "")), str(entry.get("target", ""))
        else:
            source, _, rest = lenient(str(entry), workspace.effective).partition(":")
            target = rest.partition(":")[0] or source
        source = lenient(source, workspace.effective)
        if target.startswith("/"):
            yield Mount(target, directory / path_text(source) if source.startswith((".", "/")) else None)


def _list(tree: Any, key: str) -> list[Any]:
    found = tree.get(key)
    return found if isinstance(found, list) else []


# Names and values


def _names(workspace: Workspace, name: str) -> Iterator[tuple[str, str]]:
    hidden = tuple(secrets_in_force(workspace.values()))
    for other in in_sight(workspace.document, name):
        if other.isidentifier():
            said = "secret" if workspace.is_secret(other) else redact(workspace.effective(other), hidden)
            yield other, said


def _values(workspace: Workspace, variable: Variable) -> Iterator[tuple[str, str]]:
    """What the variable could be set to, each text once, without the one that it has."""
    template = workspace.template.literal(variable.name) if workspace.template is not None else None
    found: dict[str | None, str] = dict.fromkeys((workspace.text(variable.name), None, ""), "")
    known: Iterable[tuple[str | None, str]] = (
        *((choice.value, choice.label) for choice in variable.choices),
        (variable.default, "default"),
        (template, "in the example file"),
        (variable.example, "example"),
        *((one, "before") for one in _former(workspace, variable.name)),
    )
    for text, note in known:
        if text not in found:
            found[text] = note
            yield text or "", note


def _former(workspace: Workspace, name: str) -> list[str | None]:
    try:
        return [one.text for one in past_of(workspace, name)][:MOST_FORMER]
    except LaunchdeckError:
        return []  # a saved version that cannot be read is told where versions are looked at
