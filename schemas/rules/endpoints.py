"""Rules on addresses that containers use: they are not this very machine, and their ports are those that are served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.catalog import Catalog, Variable
from schemas.conditions import holds, names
from schemas.derived import USUAL_PORTS
from schemas.rules.base import Check, Fix, Found, Severity, Theme, Values, declared, found, set_to
from schemas.rules.hosts import DOCKER_HOST, SERVICES, is_loopback, is_private

THEME = Theme("endpoints", "Addresses between containers")

NOT_ENDPOINTS = frozenset(
    {
        *("CONSOLE_API_URL", "CONSOLE_WEB_URL", "SERVICE_API_URL", "APP_API_URL", "APP_WEB_URL", "FILES_URL"),
        *("TRIGGER_URL", "ENDPOINT_URL_TEMPLATE", "NGINX_SERVER_NAME", "CERTBOT_DOMAIN", "COOKIE_DOMAIN"),
        *("DIFY_BIND_ADDRESS", "PLUGIN_DEBUGGING_HOST", "EXPOSE_PLUGIN_DEBUGGING_HOST", "PLUGIN_REMOTE_INSTALL_HOST"),
        *(
            "SMTP_LOCAL_HOSTNAME",
            "WEAVIATE_CLUSTER_HOSTNAME",
            "CONSOLE_CORS_ALLOW_ORIGINS",
            "WEB_API_CORS_ALLOW_ORIGINS",
        ),
    }
)
"""Addresses that browsers use, names to listen on, and names that are only said."""
_KINDS = frozenset({"url", "host", "host_port"})
_NAME_ENDINGS = ("_HOST", "_HOSTS", "_URL", "_URI", "_ENDPOINT", "_DSN", "_ADDRESS", "_SERVER")
_BUNDLED_HOSTS = {
    "CHROMA_HOST": "chroma",
    "ELASTICSEARCH_HOST": "elasticsearch",
    "DB_HOST": "db_postgres",
    "REDIS_HOST": "redis",
    "QDRANT_URL": "http://qdrant:6333",
    "MILVUS_URI": "http://milvus-standalone:19530",
}
"""What the bundled service is called, where the sample's own value does not say it."""


def _endpoints(catalog: Catalog) -> Iterator[Variable]:
    for variable in catalog:
        if not declared(catalog, variable.name) or variable.name in NOT_ENDPOINTS or not variable.reaches_container:
            continue
        named = variable.kind in {"string", "csv"} and variable.name.endswith(_NAME_ENDINGS)
        if variable.kind in _KINDS or named:
            yield variable


@THEME.spread(
    "LD-LOOPBACK",
    Severity.ERROR,
    finds="A container is told to reach a service at localhost, 127.0.0.1 or 0.0.0.0.",
    why="Inside a container that is the container itself, where nothing of the kind listens.",
    mends="Use the service's name, or host.docker.internal for what runs on the machine itself.",
    faults="F14 F41",
)
def loopback(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each address that containers use."""
    for variable in _endpoints(catalog):
        yield {variable.name, *names(variable.active_when)}, _loopback_check(variable)


def _loopback_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.text(variable.name)
        host = next((host for host in _hosts(text) if is_loopback(host)), "")
        if not host or not holds(variable.active_when, values):
            return
        bundled = _BUNDLED_HOSTS.get(variable.name, "")
        fresh = bundled or text.replace(host, DOCKER_HOST)
        message = f"{values.says(variable.name)}, which inside a container is the container itself"
        label = f"Set {variable.name} to {'the bundled service' if bundled else DOCKER_HOST}"
        yield found(message, variable.name, fix=Fix(label, {variable.name: fresh}))

    return check


def _hosts(text: str) -> Iterator[str]:
    """The hosts of a list of addresses."""
    if not any(mark in text for mark in ("localhost", "127.", "0.0.0.0", "::")):
        return
    for item in text.replace(";", ",").split(","):
        rest = item.strip().rpartition("://")[2].partition("/")[0].rpartition("@")[2]
        if rest.startswith("["):
            yield rest[1:].partition("]")[0].lower()
        else:
            yield (rest if rest.count(":") > 1 else rest.partition(":")[0]).lower()


class Served(NamedTuple):
    """An address of a bundled service, and the variable that says on which port it listens."""

    address: str
    service: str
    port: str
    """The variable; empty when the port is fixed."""
    fixed: str = ""


SERVED = (
    Served("CODE_EXECUTION_ENDPOINT", "sandbox", "SANDBOX_PORT"),
    Served("PLUGIN_DAEMON_URL", "plugin_daemon", "PLUGIN_DAEMON_PORT"),
    Served("PLUGIN_DIFY_INNER_API_URL", "api", "DIFY_PORT"),
    Served("INTERNAL_FILES_URL", "api", "DIFY_PORT"),
    *(
        Served(name, "ssrf_proxy", "SSRF_HTTP_PORT")
        for name in ("SSRF_PROXY_HTTP_URL", "SSRF_PROXY_HTTPS_URL", "SANDBOX_HTTP_PROXY", "SANDBOX_HTTPS_PROXY")
    ),
    Served("WEAVIATE_ENDPOINT", "weaviate", "", "8080"),
    Served("WEAVIATE_GRPC_ENDPOINT", "weaviate", "", "50051"),
    Served("QDRANT_URL", "qdrant", "", "6333"),
)
"""Which port an address of a bundled service must name."""


@THEME.spread(
    "LD-SERVICE-PORT",
    Severity.ERROR,
    finds="An address names a bundled service with another port than it listens on.",
    why="The published port of the host, or the port for debugging, does not count between containers: refused.",
    mends="Use the port inside the network.",
    faults="F18 F29 F42 F60",
)
def service_ports(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each address."""
    for served in SERVED:
        if declared(catalog, served.address):
            reads = {served.address, *names(catalog[served.address].active_when)}
            yield reads | {served.port} - {""}, _served_check(served)


def _served_check(served: Served) -> Check:
    def check(values: Values) -> Iterator[Found]:
        parts = values.url(served.address)
        if (
            parts is None
            or parts.hostname != served.service
            or not holds(values.catalog[served.address].active_when, values)
        ):
            return
        right = values.in_force(served.port) if served.port else served.fixed
        have = str(parts.port or USUAL_PORTS.get(parts.scheme) or "")
        if have != right and right.isdigit():
            reason = f"{values.says(served.port)}" if served.port else f"it listens on {right}"
            message = f"{values.says(served.address)}, but {served.service} listens elsewhere ({reason}): refused"
            fresh = parts._replace(netloc=f"{served.service}:{right}").geturl()
            yield found(message, served.address, *filter(None, [served.port]), fix=set_to(served.address, fresh))

    return check


FIXED = {
    "DIFY_PORT": ("5001", "nginx forwards to api:5001 and the plugin daemon calls it there"),
    "PLUGIN_DAEMON_PORT": ("5002", "nginx forwards plugin endpoints to plugin_daemon:5002"),
    "SANDBOX_PORT": ("8194", "the health check asks port 8194"),
}
"""Ports inside containers that other files repeat as numbers (facts on Dify 1.11.4: fixed-upstreams)."""


@THEME.spread(
    "LD-CONTAINER-PORT",
    Severity.WARNING,
    finds="The port inside a container is changed although other files name it as a number.",
    why="nginx answers 502 or the health check fails: the port on the host is another variable.",
    mends="Keep it, and change the EXPOSE_ variable for the port on the host.",
    faults="F18",
)
def container_ports(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each port."""
    for name, (usual, reason) in FIXED.items():
        if declared(catalog, name):
            yield {name}, _fixed_check(name, usual, reason)


def _fixed_check(name: str, usual: str, reason: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.text(name)
        if text.isdigit() and text != usual:
            message = f"{values.says(name)}, the port inside the container, but {reason}"
            yield found(message, name, fix=set_to(name, usual))

    return check


@THEME.rule(
    "LD-INTERNAL-FILES-URL",
    Severity.WARNING,
    *("INTERNAL_FILES_URL", "FILES_URL"),
    finds="The plugin daemon and the worker get file links with an address that they cannot open.",
    why="Plugins fail at each file; with an empty INTERNAL_FILES_URL they get the public address.",
    mends="Set INTERNAL_FILES_URL to http://api:5001.",
    faults="F14",
)
def internal_files(values: Values) -> Iterator[Found]:
    """An address of this very machine for files is no use inside containers."""
    if values.text("INTERNAL_FILES_URL") or not values.is_set("FILES_URL") or not is_loopback(values.host("FILES_URL")):
        return
    message = (
        f"{values.says('INTERNAL_FILES_URL')} and {values.says('FILES_URL')}: plugins cannot open that from a container"
    )
    fix = set_to("INTERNAL_FILES_URL", "http://api:5001")
    yield found(message, "INTERNAL_FILES_URL", "FILES_URL", fix=fix)


_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
_EXCEPTIONS = ("NO_PROXY", "no_proxy")
_ASKED = ("api", "sandbox", "ssrf_proxy", "plugin_daemon", "redis", "db_postgres", "localhost", "127.0.0.1")
"""Hosts that a container asks and that no proxy on the outside knows."""


@THEME.rule(
    "LD-PROXY-EXCEPTIONS",
    Severity.WARNING,
    *(*_PROXIES, *_EXCEPTIONS, "SSRF_PROXY_HTTP_URL"),
    finds="A proxy is set without exceptions for the services of the stack, or in one spelling only.",
    why="Calls between containers go to the company's proxy and fail; programs differ in the spelling that they read.",
    mends="List the services in NO_PROXY, and give both spellings the same value.",
    faults="F43",
)
def proxy_exceptions(values: Values) -> Iterator[Found]:
    """What is asked inside stays inside."""
    there = [name for name in _PROXIES if values.is_set(name)]
    if not there:
        return
    exceptions = [item for name in _EXCEPTIONS for item in values.items(name)]
    missing = [host for host in _ASKED if host not in exceptions]
    if "*" not in exceptions and missing:
        message = f"{values.says(there[0])}, but NO_PROXY leaves out {', '.join(missing)}: calls inside go to the proxy"
        whole = ",".join(dict.fromkeys([*exceptions, *_ASKED]))
        yield found(message, there[0], "NO_PROXY", fix=Fix("List the services in NO_PROXY", {"NO_PROXY": whole}))
    for upper, lower in (("HTTP_PROXY", "http_proxy"), ("HTTPS_PROXY", "https_proxy"), _EXCEPTIONS):
        if values.is_set(upper) and values.is_set(lower) and values.text(upper) != values.text(lower):
            message = f"{values.says(upper)} and {values.says(lower)}: programs differ in the one that they read"
            yield found(
                message, upper, lower, fix=Fix(f"Give {lower} the value of {upper}", {lower: values.text(upper)})
            )


@THEME.rule(
    "LD-SSRF-PRIVATE",
    Severity.HINT,
    *("SSRF_PROXY_HTTP_URL", "UNSTRUCTURED_API_URL", "CODE_EXECUTION_ENDPOINT", "OPENAI_API_BASE"),
    finds="An endpoint in a private network while requests of workflows go through the SSRF proxy.",
    why="The proxy refuses private addresses unless its configuration lists them.",
    mends="Allow the address in the proxy's configuration (ssrf_proxy/squid.conf.template).",
    faults="F42",
)
def private_endpoints(values: Values) -> Iterator[Found]:
    """Private addresses need a line in the proxy's list."""
    if not values.text("SSRF_PROXY_HTTP_URL"):
        return
    for name in ("UNSTRUCTURED_API_URL", "OPENAI_API_BASE", "CODE_EXECUTION_ENDPOINT"):
        host = values.host(name)
        if is_private(host) and host not in SERVICES:
            message = f"{values.says(name)}, a private address: the SSRF proxy refuses it unless its list allows {host}"
            yield found(message, name, "SSRF_PROXY_HTTP_URL")


@THEME.rule(
    "LD-SSRF-TWO-WAYS",
    Severity.WARNING,
    *("SSRF_PROXY_HTTP_URL", "SSRF_PROXY_HTTPS_URL", "SANDBOX_HTTP_PROXY", "SANDBOX_HTTPS_PROXY"),
    finds="The proxies for http and https are different hosts.",
    why="Requests of the one scheme pass by the SSRF proxy and can reach every service of the stack.",
    mends="Name the same proxy for both.",
    faults="F42",
)
def two_ways(values: Values) -> Iterator[Found]:
    """Both schemes take the same way."""
    for http, https in (("SSRF_PROXY_HTTP_URL", "SSRF_PROXY_HTTPS_URL"), ("SANDBOX_HTTP_PROXY", "SANDBOX_HTTPS_PROXY")):
        one, other = values.host(http), values.host(https)
        if one and other and one != other:
            yield found(
                f"{values.says(http)}, but {values.says(https)}: the two schemes take different ways", http, https
            )
