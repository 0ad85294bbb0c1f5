"""Where a service is reached from a browser."""

from __future__ import annotations

from tui.engine.protocol import ServiceStatus

OTHER_PROTOCOLS = ("postgres", "mysql", "mariadb", "oceanbase", "redis", "valkey", "squid", "ssrf", "milvus", "etcd")
"""Words in the name or image of a service that is published, but speaks no HTTP."""
TLS_PORTS = frozenset({"443", "8443"})
"""Published ports behind which HTTPS is usual."""
EVERYWHERE = {"0.0.0.0": "localhost", "[::]": "localhost", "::": "localhost", "": "localhost"}  # noqa: S104 - read here
"""What a browser is given instead of 'every address of this machine'."""


def web_address(service: ServiceStatus) -> str:
    """The address of the first published port as a browser takes it; empty when there is none, or it is not HTTP."""
    known_as = f"{service.name} {service.image}".lower()
    if not service.ports or any(word in known_as for word in OTHER_PROTOCOLS):
        return ""
    host, _, port = service.ports[0].rpartition(":")
    scheme, usual = ("https", "443") if port in TLS_PORTS else ("http", "80")
    return f"{scheme}://{EVERYWHERE.get(host, host)}{'' if port == usual else f':{port}'}"
