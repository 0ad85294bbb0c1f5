"""The connection to the Docker engine, and its failures told apart (FIELD F67)."""

from __future__ import annotations

import errno
import os
import threading
import weakref
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemas.secrets import hide_passwords
from tui.engine.compose.stats import Stats, Usage
from tui.engine.compose.transport import failures
from tui.engine.compose.tunnel import Tunnel
from tui.engine.protocol import EngineError

if TYPE_CHECKING:
    from docker.tls import TLSConfig

    from docker import DockerClient

CALL_SECONDS = 30
"""The patience with one call; streams have none."""


class EngineLost(EngineError):  # noqa: N818 - a word of its own, as its family has them
    """The Docker engine cannot be reached, or cannot be reached any more."""


def endpoint() -> tuple[str | None, TLSConfig | None]:
    """The address of the engine and its TLS settings: DOCKER_HOST, else the context that docker itself would use."""
    if os.environ.get("DOCKER_HOST"):
        return None, None
    from docker.context import ContextAPI
    from docker.errors import DockerException

    from tui.engine.compose.sdk import context_on_disk

    name = os.environ.get("DOCKER_CONTEXT")
    try:
        context = ContextAPI.get_context(name) if name else ContextAPI.get_current_context()
    except (DockerException, OSError, ValueError):
        context = None
    if context is None:
        if name and (found := context_on_disk(name)):
            return found
        if name:
            raise EngineError(f"there is no Docker context {name}", "docker context ls lists them")
        return None, None
    return context.Host, context.TLSConfig


def address() -> str:
    """Where the engine is, with the password that a person may have put there; empty for the usual socket."""
    host, _ = endpoint()
    return host or os.environ.get("DOCKER_HOST", "")


def shown(address: str) -> str:
    """An address with its password masked."""
    return hide_passwords(address)


def is_here() -> bool:
    """Whether the engine shares this machine's file system and ports, by its address."""
    found = address()
    return not found or found.startswith(("unix://", "http+unix://", "npipe://"))


def connect() -> DockerClient:
    """A client for the engine; it answered once. Raises EngineError with what is wrong and the mend."""
    from tui.engine.compose.sdk import client_of

    host, tls = endpoint()
    if (found := address()).startswith("ssh://"):
        return _through_ssh(found)
    with explained():
        client = client_of(host, tls, CALL_SECONDS)
        client.ping()
    return client


def _through_ssh(address: str) -> DockerClient:
    from tui.engine.compose.sdk import client_of

    tunnel = Tunnel(address)
    try:
        with explained():
            client = client_of(tunnel.address, None, CALL_SECONDS)
            client.ping()
    except EngineLost:
        tunnel.close()
        reason = f": {tunnel.said}" if tunnel.said else ""
        raise EngineLost(
            f"Docker cannot be reached on {shown(address)}{reason}", "ssh to it once by hand, then docker version there"
        ) from None
    weakref.finalize(client, tunnel.close)
    return client


class Connection:
    """The client of one engine: made when it is first wanted, dropped when the engine is lost, then made anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: DockerClient | None = None
        self._stats: Stats | None = None

    def client(self) -> DockerClient:
        """The client. Raises EngineError with the mend when the engine does not answer."""
        with self._lock:
            if self._client is None:
                self._client = connect()
                self._stats = Stats(self._client)
            return self._client

    def usage(self, ids: Collection[str]) -> Mapping[str, Usage]:
        """CPU and memory of these containers, as far as known."""
        self.client()
        return self._stats.of(ids) if self._stats is not None else {}

    @contextmanager
    def talking(self) -> Iterator[DockerClient]:
        """The client, with exceptions turned into ours. A lost engine is forgotten, then the next call reconnects."""
        try:
            with explained():
                yield self.client()
        except EngineLost:
            self.forget()
            raise

    def forget(self) -> None:
        """Let go of the client."""
        with self._lock:
            client, self._client, self._stats = self._client, None, None
        if client is not None:
            client.close()


@contextmanager
def explained() -> Iterator[None]:
    """Turn the SDK's and the transport's exceptions into ours."""
    from docker.errors import APIError

    try:
        yield
    except APIError as error:
        said = str(error.explanation or error).strip().splitlines()
        raise EngineError(f"the engine refused: {said[0] if said else error.status_code}") from None
    except failures() as error:
        raise lost(error) from None


def lost(error: BaseException) -> EngineLost:
    """Why the engine cannot be reached, from the whole chain of causes."""
    import ssl

    where = shown(address()) or "its socket"
    if refused := next((found for found in _chain(error) if isinstance(found, ssl.SSLError)), None):
        reason = getattr(refused, "verify_message", "") or (refused.reason or "no TLS").replace("_", " ").lower()
        return EngineLost(
            f"Docker on {where} and this machine do not trust each other: {reason}",
            "DOCKER_CERT_PATH holds the engine's ca.pem, and cert.pem and key.pem that it lets in",
        )
    numbers = {found.errno for found in _chain(error) if isinstance(found, OSError) and found.errno}
    if errno.EACCES in numbers or errno.EPERM in numbers:
        return EngineLost(
            "this user may not talk to Docker", "Join the group of the socket (usually docker) and log in again"
        )
    if errno.ECONNREFUSED in numbers:
        return EngineLost(f"Docker does not listen on {where}", "Start it: systemctl start docker")
    if errno.ENOENT in numbers:
        return EngineLost(
            f"Docker is not running: {where} is not there", "Start it, or set DOCKER_HOST to where it listens"
        )
    return EngineLost(f"Docker cannot be reached on {where}", "docker version shows what docker itself says")


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
