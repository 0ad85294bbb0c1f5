"""The Docker SDK's client, but for one habit of the library under it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docker.tls import TLSConfig
from docker.utils import kwargs_from_env

from docker import APIClient, DockerClient


class Api(APIClient):
    """The calls of the engine."""

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """What a request is made with.

        requests lets REQUESTS_CA_BUNDLE win over a session's own authority (its issue 3829), and the authority of an
        engine is in no such bundle.
        """
        own = self.verify if verify is None else verify
        return super().merge_environment_settings(url, proxies, stream, own, cert)


class Client(DockerClient):
    """A client whose calls are these."""

    def __init__(self, **settings: Any) -> None:
        self.api = Api(**settings)


def client_of(host: str | None, tls: Any, seconds: float) -> DockerClient:
    """A client of the engine at an address, of that which the environment names when there is none."""
    named: Mapping[str, Any] = {"base_url": host, "tls": tls or False} if host else kwargs_from_env()
    return Client(timeout=seconds, **named)


def context_on_disk(name: str) -> tuple[str, TLSConfig | None] | None:
    """Address and TLS settings of a context, None when there is no such one.

    The SDK looks beside docker's config.json only, which nobody has who never logged in anywhere.
    """
    folder = Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker") / "contexts"
    digest = hashlib.sha256(name.encode()).hexdigest()
    try:
        endpoint = json.loads((folder / "meta" / digest / "meta.json").read_text("utf-8"))["Endpoints"]["docker"]
        host = str(endpoint["Host"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    pems = folder / "tls" / digest / "docker"
    if not (pems / "ca.pem").is_file():
        return host, None
    pair = (str(pems / "cert.pem"), str(pems / "key.pem")) if (pems / "cert.pem").is_file() else None
    trusted = not endpoint.get("SkipTLSVerify")
    return host, TLSConfig(client_cert=pair, ca_cert=str(pems / "ca.pem"), verify=trusted)
