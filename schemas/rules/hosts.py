"""Which hosts mean what: compose services, this machine, private networks, addresses of the public."""

from __future__ import annotations

import ipaddress

SERVICES = frozenset(
    {
        *("api", "worker", "worker_beat", "web", "nginx", "certbot", "redis", "sandbox", "ssrf_proxy", "plugin_daemon"),
        *("db_postgres", "db_mysql", "oceanbase", "seekdb", "weaviate", "qdrant", "couchbase-server", "pgvector"),
        *("pgvecto-rs", "vastbase", "chroma", "iris", "oracle", "etcd", "minio", "milvus-standalone", "opensearch"),
        *("opensearch-dashboards", "opengauss", "myscale", "matrixone", "elasticsearch", "kibana", "unstructured"),
    }
)
"""The services of the bundled stack, which are host names inside its network and nowhere else."""

DOCKER_HOST = "host.docker.internal"
"""The name of the machine itself, seen from a container."""


def is_address(host: str) -> bool:
    """True for an IPv4 or IPv6 address."""
    return _address(host) is not None


def is_loopback(host: str) -> bool:
    """True for a host that means 'this very machine', which in a container is the container."""
    address = _address(host)
    if address is not None:
        return address.is_loopback or address.is_unspecified
    return host == "localhost" or host.endswith(".localhost")


def is_private(host: str) -> bool:
    """True for an address of a private network, such as 192.168.1.5."""
    address = _address(host)
    return address is not None and address.is_private and not is_loopback(host)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if not host or not (host[0].isdigit() or ":" in host):
        return None  # a name: asking ipaddress would cost an exception for each of them
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
