"""The connection to the Docker engine, and its failures told apart (FIELD F67)."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.engine.protocol import EngineError

if TYPE_CHECKING:
    from docker.tls import TLSConfig

    from docker import DockerClient

CALL_SECONDS = 30
"""The patience with one call; streams have none."""


def endpoint() -> tuple[str | None, TLSConfig | None]:
    """The address of the engine and its TLS settings: DOCKER_HOST, else the context that docker itself would use."""
    if os.environ.get("DOCKER_HOST"):
        return None, None
    from docker.context import ContextAPI
    from docker.errors import DockerException

    name = os.environ.get("DOCKER_CONTEXT")
    try:
        context = ContextAPI.get_context(name) if name else ContextAPI.get_current_context()
    except (DockerException, OSError, ValueError):
        context = None
    if context is None:
        if name:
            raise EngineError(f"there is no Docker context {name}", "docker context ls lists them")
        return None, None
    return context.Host, context.TLSConfig


def connect() -> DockerClient:
    """A client for the engine; it answered once. Raises EngineError with what is wrong and the mend."""
    import docker

    with explained():
        host, tls = endpoint()
        address = host or os.environ.get("DOCKER_HOST", "")
        remote = address.startswith("ssh://")
        if host:
            client = docker.DockerClient(base_url=host, tls=tls or False, timeout=CALL_SECONDS, use_ssh_client=remote)
        else:
            client = docker.from_env(timeout=CALL_SECONDS, use_ssh_client=remote)
        client.ping()
    return client


@contextmanager
def explained() -> Iterator[None]:
    """Turn the SDK's and the transport's exceptions into ours."""
    import requests
    from docker.errors import APIError, DockerException

    try:
        yield
    except APIError as error:
        said = str(error.explanation or error).strip().splitlines()
        raise EngineError(f"the engine refused: {said[0] if said else error.status_code}") from None
    except (DockerException, requests.RequestException, OSError) as error:
        raise lost(error) from None


def lost(error: BaseException) -> EngineError:
    """Why the engine cannot be reached, from the whole chain of causes."""
    numbers = {found.errno for found in _chain(error) if isinstance(found, OSError) and found.errno}
    where = os.environ.get("DOCKER_HOST") or "its socket"
    if errno.EACCES in numbers or errno.EPERM in numbers:
        return EngineError(
            "this user may not talk to Docker", "Join the group of the socket (usually docker) and log in again"
        )
    if errno.ECONNREFUSED in numbers:
        return EngineError(f"Docker does not listen on {where}", "Start it: systemctl start docker")
    if errno.ENOENT in numbers:
        return EngineError(
            f"Docker is not running: {where} is not there", "Start it, or set DOCKER_HOST to where it listens"
        )
    return EngineError(f"Docker cannot be reached on {where}", "docker version shows what docker itself says")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception with its causes, and those that libraries hide in their arguments."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        found = waiting.pop()
        if not isinstance(found, BaseException) or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        waiting += [found.__cause__, found.__context__, *found.args, getattr(found, "reason", None)]


def is_podman(version: dict[str, object]) -> bool:
    """Whether a version answer is Podman's, whose socket speaks the same protocol."""
    components = version.get("Components")
    return isinstance(components, list) and any("podman" in str(part.get("Name", "")).lower() for part in components)
