"""What a container was made with, read off the engine, against what Compose would make of the files of now."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tui.engine.compose.containers import moment
from tui.engine.compose.images import image_of
from tui.engine.compose.model import ServiceModel
from tui.engine.compose.plan import is_stale
from tui.engine.protocol import EngineError
from tui.engine.started import Setting, Standing, Started, against, clock, compared, known, present

if TYPE_CHECKING:
    from tui.engine.compose.engine import ComposeEngine

PROXIES = frozenset(
    {"HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"}
    | {"http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"}
)
"""Compose adds these from the proxies of docker's own configuration (Docker manual, 'Configure the CLI'): no drift."""
ID_LENGTH = 12
"""Characters of an id that docker shows."""
Document = Mapping[str, Any]


def read(engine: ComposeEngine, service: str) -> Started:
    """One service. Of several containers one that runs, and of those one with older settings.

    Raises EngineError when it has none, or is not in the files any more.
    """
    found = [one for one in engine.containers() if one.service == service]
    if not found:
        raise EngineError(f"{service} has no container yet", f"launchdeck up {service} makes one")
    hashes = engine.project.hashes()
    chosen = min(found, key=lambda one: (one.state != "running", not is_stale(one, hashes), one.number))
    model = engine.project.everything().services[service]
    with engine.connection.talking() as client:
        container: Document = client.api.inspect_container(chosen.id)
    made_of = image_of(engine.connection, chosen.image_id)
    image = image_of(engine.connection, model.image or chosen.image) or made_of
    return started_of(model, container, made_of or image, image, count=len(found))


def started_of(
    service: ServiceModel, container: Document, made_of: Document, image: Document, *, count: int
) -> Started:
    """From the answers to inspect: of the container, of the image it was made of, and of the image of now."""
    runs = environment_of(container)
    given = {**{name: runs[name] for name in PROXIES & runs.keys()}, **service.environment}
    return Started(
        service.name,
        present(_made(service, container, made_of, image, count)),
        compared(runs, given, environment_of(image)),
    )


def environment_of(document: Document) -> dict[str, str]:
    """The environment of a container or an image."""
    entries = (document.get("Config") or {}).get("Env") or ()
    return {name: text for name, _, text in (str(entry).partition("=") for entry in entries)}


def _made(
    service: ServiceModel, container: Document, made_of: Document, image: Document, count: int
) -> Iterator[Setting]:
    config, host = container["Config"], container["HostConfig"]
    yield known("container", f"{container['Name'].lstrip('/')} ({container['Id'][:ID_LENGTH]}){_of(count)}")
    yield known("state", str(container["State"]["Status"]))
    yield known("made", clock(moment(str(container.get("Created") or ""))))
    yield known("started", clock(moment(str(container["State"].get("StartedAt") or ""))))
    yield against("image", str(config.get("Image") or ""), service.image or str(config.get("Image") or ""))
    yield against("image id", _id(str(container.get("Image") or "")), _id(str(image.get("Id") or "")))
    yield _command(service, config, image)
    own = image.get("Config") or {}
    yield against("user", str(config.get("User") or ""), service.user or str(own.get("User") or ""))
    yield against("restart", _restart(host), service.restart or "no")
    yield from _mounts(service, container, made_of)
    yield against("ports", ", ".join(_bound(host)), ", ".join(sorted(_published(service))))


def _of(count: int) -> str:
    return f", one of {count}" if count > 1 else ""


def _id(text: str) -> str:
    return text.removeprefix("sha256:")[:ID_LENGTH]


def _command(service: ServiceModel, config: Document, image: Document) -> Setting:
    """Entrypoint and command; where the files name only one of them, the image gives the other."""
    runs = _words(config)
    own = _words(image.get("Config") or {})
    now = list(service.command)
    agrees = runs[-len(now) :] == now if now else runs == own
    text = shlex.join(runs)
    return Setting("command", Standing.SAME, text, text) if agrees else against("command", text, shlex.join(now or own))


def _words(config: Document) -> list[str]:
    return [str(word) for key in ("Entrypoint", "Cmd") for word in config.get(key) or ()]


def _restart(host: Document) -> str:
    policy = host.get("RestartPolicy") or {}
    times = policy.get("MaximumRetryCount") or 0
    return f"{policy.get('Name') or 'no'}{f':{times}' if times else ''}"


def _mounts(service: ServiceModel, container: Document, made_of: Document) -> Iterator[Setting]:
    """Each folder of the container, with what is mounted there; what only the image declares is not compared."""
    wanted = {one.target: one for one in service.mounts}
    declared = (made_of.get("Config") or {}).get("Volumes") or {}
    found = {str(one["Destination"]): one for one in container.get("Mounts") or ()}
    for target in sorted(wanted.keys() | found.keys()):
        one, now = found.get(target), wanted.get(target)
        runs = _mount(one) if one else ""
        if now is None and target in declared:
            yield known(f"mount {target}", runs)
        elif one is not None and now is not None:
            same = one["Type"] == now.kind and bool(one.get("RW", True)) is not now.read_only
            same = same and (now.kind != "bind" or str(one.get("Source")) == now.source)
            yield against(f"mount {target}", runs, runs if same else _wanted(now.kind, now.source, now.read_only))
        else:
            yield against(f"mount {target}", runs, _wanted(now.kind, now.source, now.read_only) if now else "")


def _mount(one: Document) -> str:
    named = one["Type"] == "volume"
    return _wanted(str(one["Type"]), str(one.get("Name" if named else "Source") or ""), not one.get("RW", True))


def _wanted(kind: str, source: str, read_only: bool) -> str:
    return f"{kind} {source}{', read only' if read_only else ''}".strip()


def _bound(host: Document) -> list[str]:
    """Ports as the container was made with; a published port 0 means that the engine chooses."""
    bindings: Mapping[str, Sequence[Document] | None] = host.get("PortBindings") or {}
    return sorted(
        _port(str(one.get("HostIp") or ""), str(one.get("HostPort") or "0"), target)
        for target, each in bindings.items()
        for one in each or ()
    )


def _published(service: ServiceModel) -> Iterator[str]:
    for port in service.ports:
        yield _port(port.host, str(port.published), f"{port.target}/{port.protocol}")


def _port(host: str, published: str, target: str) -> str:
    return f"{host or '*'}:{published}->{target.removesuffix('/tcp')}"
