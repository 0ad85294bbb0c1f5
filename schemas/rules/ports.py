"""Rules on the ports of the host: each is published once, and the public addresses name it."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.conditions import holds
from schemas.derived import USUAL_PORTS
from schemas.rules.addresses import BASES
from schemas.rules.base import Found, Severity, Theme, Values, found, set_to
from schemas.rules.hosts import SERVICES

THEME = Theme("ports", "Ports of the host")

PUBLISHED = (
    *("EXPOSE_NGINX_PORT", "EXPOSE_NGINX_SSL_PORT", "EXPOSE_PLUGIN_DEBUGGING_PORT", "OCEANBASE_VECTOR_PORT"),
    *("IRIS_SUPER_SERVER_PORT", "IRIS_WEB_SERVER_PORT", "OPENGAUSS_PORT", "MYSCALE_PORT", "MATRIXONE_PORT"),
    *("ELASTICSEARCH_PORT", "KIBANA_PORT"),
)
"""Variables that decide a port of the host in the bundled compose file."""
_FIXED = {"milvus": ("19530", "9091"), "vastbase": ("5434",)}
"""Ports that a vector store publishes whatever the variables say."""
_SELECTORS = ("VECTOR_STORE", "DB_TYPE")
_PRIVILEGED = 1024


def _in_use(values: Values) -> list[str]:
    """The published ports of what is started."""
    return [
        name
        for name in PUBLISHED
        if name in values.catalog
        and not values.catalog[name].inferred
        and values.text(name).isdigit()
        and holds(values.catalog[name].active_when, values)
    ]


@THEME.rule(
    "LD-PORT-TWICE",
    Severity.ERROR,
    *(*PUBLISHED, *_SELECTORS),
    finds="Two services publish the same port of the host.",
    why="The second one cannot start: 'port is already allocated'.",
    mends="Choose another port for one of them.",
    faults="F17",
)
def twice(values: Values) -> Iterator[Found]:
    """Each port is published once."""
    owners: dict[str, str] = dict.fromkeys(_FIXED.get(values.in_force("VECTOR_STORE"), ()), "")
    for name in _in_use(values):
        port = values.text(name)
        if port in owners:
            other = owners[port]
            whom = other or f"the bundled {values.in_force('VECTOR_STORE')}"
            free = next(str(number) for number in range(int(port) + 1, 65536) if str(number) not in owners)
            message = f"{values.says(name)}, which {whom} publishes too: one of them cannot start"
            yield found(message, name, *filter(None, [other]), fix=set_to(name, free))
        else:
            owners[port] = name


@THEME.rule(
    "LD-PORT-VECTOR-TWICE",
    Severity.ERROR,
    *("VECTOR_STORE", "DB_TYPE", "COMPOSE_PROFILES"),
    finds="OceanBase and SeekDB are both started.",
    why="They publish the same port of the host; the second one cannot start.",
    mends="Use one of them for the database and the vectors.",
    faults="F17",
)
def oceanbase_and_seekdb(values: Values) -> Iterator[Found]:
    """The two clusters publish one port."""
    if {"oceanbase", "seekdb"} <= set(values.items("COMPOSE_PROFILES")):
        message = f"{values.says('COMPOSE_PROFILES')}: oceanbase and seekdb publish the same port, one cannot start"
        yield found(message, "COMPOSE_PROFILES", "VECTOR_STORE", "DB_TYPE")


@THEME.rule(
    "LD-PORT-PUBLIC",
    Severity.WARNING,
    *("EXPOSE_NGINX_PORT", "EXPOSE_NGINX_SSL_PORT", "NGINX_HTTPS_ENABLED", *BASES),
    finds="A public address names another port than nginx is published on.",
    why="Unless something in front of nginx translates the port, browsers are refused, and links in mails too.",
    mends="Give the address the published port, or publish the port of the address.",
    faults="F15 F18",
)
def public_port(values: Values) -> Iterator[Found]:
    """What browsers ask is what nginx publishes, as far as nginx itself answers them."""
    for name in BASES:
        parts = values.url(name) if values.is_set(name) else None
        if parts is None or parts.scheme not in USUAL_PORTS or (parts.hostname or "") in SERVICES:
            continue
        tls = parts.scheme == "https"
        if tls and not values.is_true("NGINX_HTTPS_ENABLED"):
            continue  # something in front of nginx speaks TLS, and it has its own port
        expose = "EXPOSE_NGINX_SSL_PORT" if tls else "EXPOSE_NGINX_PORT"
        port = str(parts.port or USUAL_PORTS[parts.scheme])
        published = values.in_force(expose)
        if published.isdigit() and values.is_set(expose) and port != published:
            host = parts.netloc.removesuffix(f":{parts.port}")
            message = f"{values.says(name)} (port {port}), but {values.says(expose)}: nobody answers there"
            yield found(message, name, expose, fix=set_to(name, parts._replace(netloc=f"{host}:{published}").geturl()))
            return


@THEME.rule(
    "LD-PORT-DEBUGGING",
    Severity.WARNING,
    *("EXPOSE_PLUGIN_DEBUGGING_PORT", "PLUGIN_DEBUGGING_PORT", "EXPOSE_PLUGIN_DEBUGGING_HOST", *BASES),
    finds="Plugin developers are told to connect to localhost although the deployment has a public address.",
    why="The console shows host and port for remote debugging; theirs is another machine.",
    mends="Set EXPOSE_PLUGIN_DEBUGGING_HOST to the public host.",
    faults="F15",
)
def debugging_host(values: Values) -> Iterator[Found]:
    """Only when somebody has set it: the default is for one's own machine."""
    from schemas.rules.hosts import is_loopback

    if not values.is_set("EXPOSE_PLUGIN_DEBUGGING_PORT") or not is_loopback(
        values.host("EXPOSE_PLUGIN_DEBUGGING_HOST")
    ):
        return
    if values.text("EXPOSE_PLUGIN_DEBUGGING_PORT") == "5003":
        return
    public = next((name for name in BASES if values.is_set(name) and not is_loopback(values.host(name))), "")
    if public:
        message = (
            f"{values.says('EXPOSE_PLUGIN_DEBUGGING_HOST')} although {values.says(public)}: it is shown to developers"
        )
        fix = set_to("EXPOSE_PLUGIN_DEBUGGING_HOST", values.host(public))
        yield found(message, "EXPOSE_PLUGIN_DEBUGGING_HOST", public, fix=fix)
