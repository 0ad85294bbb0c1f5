"""Rules on the addresses that people and browsers use: they agree with each other and can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.catalog import Catalog
from schemas.derived import USUAL_PORTS, public_address, public_urls
from schemas.rules.base import Check, Fix, Found, Severity, Theme, Values, declared, found, set_to
from schemas.rules.hosts import SERVICES, is_loopback

THEME = Theme("addresses", "Public addresses")

BASES = (
    *("CONSOLE_API_URL", "CONSOLE_WEB_URL", "SERVICE_API_URL", "APP_API_URL", "APP_WEB_URL", "FILES_URL"),
    "TRIGGER_URL",
)
"""Addresses that a browser opens."""
_FOLLOWERS = ("TRIGGER_URL", "ENDPOINT_URL_TEMPLATE")
"""They have a default on this very machine, the others are empty."""
_INSIDE = ("INTERNAL_FILES_URL", "PLUGIN_DIFY_INNER_API_URL")
_HOOK = "{hook_id}"


def _set_bases(values: Values) -> list[str]:
    """The public addresses that the file sets and that can be read."""
    return [name for name in BASES if values.is_set(name) and values.url(name) is not None]


def origin(values: Values, name: str) -> str:
    """Scheme, host and port of an address; empty when it has none."""
    parts = values.url(name)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts is not None else ""


@THEME.rule(
    "LD-URL-SCHEMES",
    Severity.WARNING,
    *BASES,
    finds="Some public addresses begin with https and others with http.",
    why="A browser blocks what a page of https loads over http: files, streams and logins fail.",
    mends="Use one scheme for all.",
    faults="F15",
)
def schemes(values: Values) -> Iterator[Found]:
    """One scheme for all addresses that are set."""
    names = _set_bases(values)
    plain = [name for name in names if values.text(name).lower().startswith("http://")]
    if plain and len(plain) < len(names):
        secure = next(name for name in names if name not in plain)
        said = ", ".join(values.says(name) for name in plain)
        message = f"{said}, but {values.says(secure)}: browsers block http on a page of https"
        fix = Fix("Use https everywhere", {name: "https" + values.text(name)[4:] for name in plain})
        yield found(message, *plain, secure, fix=fix)


@THEME.spread(
    "LD-URL-SLASH",
    Severity.WARNING,
    finds="A base address ends with a slash.",
    why="Paths are appended as they are; '//' leads to redirects, failed signatures and 404.",
    mends="Remove the slash.",
    faults="F14 F15",
)
def slashes(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each base address."""
    for name in (*BASES, *_INSIDE, "CODE_EXECUTION_ENDPOINT", "PLUGIN_DAEMON_URL"):
        if declared(catalog, name):
            yield {name}, _slash_check(name)


def _slash_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.given.get(name, "")
        if text.endswith("/"):
            message = f"{values.says(name)}: paths are appended to it, so that the result has two slashes"
            yield found(message, name, fix=set_to(name, text.rstrip("/")))

    return check


@THEME.spread(
    "LD-URL-PORT",
    Severity.ERROR,
    finds="A public address names the port of the other scheme, such as https with port 80.",
    why="The browser speaks TLS to a port that answers in clear text, or the other way round.",
    mends="Leave the usual port out.",
    faults="F15",
)
def wrong_ports(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each public address."""
    for name in (*BASES, "ENDPOINT_URL_TEMPLATE"):
        if declared(catalog, name):
            yield {name}, _port_check(name)


def _port_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        parts = values.url(name)
        if parts is None or not values.is_set(name) or parts.port is None or parts.scheme not in USUAL_PORTS:
            return
        usual = USUAL_PORTS[parts.scheme]
        if parts.port not in USUAL_PORTS.values():
            return
        short = values.text(name).replace(f":{parts.port}", "", 1)
        if parts.port != usual:
            yield found(
                f"{values.says(name)}: {parts.scheme} is not spoken on port {parts.port}", name, fix=set_to(name, short)
            )
        else:
            message = f"{values.says(name)}: browsers leave the usual port out, so that origins do not match"
            yield found(message, name, fix=set_to(name, short), severity=Severity.WARNING)

    return check


@THEME.spread(
    "LD-URL-INSIDE",
    Severity.ERROR,
    finds="A public address names a host that only containers know, or this very machine while others are public.",
    why="Browsers and mail readers open it from elsewhere: previews, invitations and callbacks lead nowhere.",
    mends="Use the host that people type.",
    faults="F14 F15",
)
def inside(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each public address."""
    for name in (*BASES, "ENDPOINT_URL_TEMPLATE"):
        if declared(catalog, name):
            yield {name, *BASES}, _inside_check(name)


def _inside_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        if not values.is_set(name):
            return
        host = values.host(name)
        if host in SERVICES:
            fix = _follow(values, name)
            yield found(
                f"{values.says(name)}, a name that only containers know: browsers cannot open it", name, fix=fix
            )
            return
        public = [other for other in _set_bases(values) if not is_loopback(values.host(other))]
        if is_loopback(host) and public and values.host(public[0]) not in SERVICES:
            message = f"{values.says(name)}, this very machine, but {values.says(public[0])}: others cannot open it"
            yield found(message, name, public[0], fix=_follow(values, name, public[0]))

    return check


def _follow(values: Values, name: str, other: str = "") -> Fix | None:
    """The fix that derives an address from the public one, else from another address."""
    address = public_address(values) or (origin(values, other) if other else "")
    if not address or values.host(name) in address:
        return None
    text = public_urls(address)[name]
    return set_to(name, text)


@THEME.rule(
    "LD-FILES-URL-EMPTY",
    Severity.WARNING,
    *BASES,
    finds="Public addresses are set and FILES_URL is empty.",
    why="Compose hands the empty text on, so that nothing falls back to CONSOLE_API_URL: previews have no host.",
    mends="Set FILES_URL to the public address of the API.",
    faults="F14 F34",
)
def files_url(values: Values) -> Iterator[Found]:
    """Whoever names one public address names that of the files."""
    there = [name for name in _set_bases(values) if name not in ("FILES_URL", "TRIGGER_URL")]
    if there and "FILES_URL" in values.catalog and not values.text("FILES_URL"):
        first = "CONSOLE_API_URL" if "CONSOLE_API_URL" in there else there[0]
        message = f"{values.says('FILES_URL')} although {values.says(first)}: previews and plugin files have no host"
        yield found(message, "FILES_URL", first, fix=set_to("FILES_URL", origin(values, first)))


@THEME.rule(
    "LD-FILES-URL-MODELS",
    Severity.ERROR,
    *("MULTIMODAL_SEND_FORMAT", "FILES_URL"),
    finds="Models are sent links to files, and the links lead nowhere from outside.",
    why="The model provider cannot fetch the picture; each request with one fails.",
    mends="Set FILES_URL to an address that the provider can open, or send files as base64.",
    faults="F14",
)
def files_for_models(values: Values) -> Iterator[Found]:
    """A link needs a host that is known outside."""
    host = values.host("FILES_URL")
    if values.text("MULTIMODAL_SEND_FORMAT") == "url" and (not host or host in SERVICES or is_loopback(host)):
        message = (
            f"{values.says('MULTIMODAL_SEND_FORMAT')}, but {values.says('FILES_URL')}: model providers cannot fetch it"
        )
        fix = set_to("MULTIMODAL_SEND_FORMAT", "base64")
        yield found(message, "FILES_URL", "MULTIMODAL_SEND_FORMAT", fix=fix)


@THEME.rule(
    "LD-URL-FOLLOWERS",
    Severity.WARNING,
    *(*BASES, "ENDPOINT_URL_TEMPLATE"),
    finds="The addresses of triggers or plugin endpoints are still those of this very machine.",
    why="Webhooks and endpoints are shown to people with an address that leads to their own machine.",
    mends="Set them to the public address.",
    faults="F15",
)
def followers(values: Values) -> Iterator[Found]:
    """What has a default on this machine follows the public address."""
    address = public_address(values)
    if not address or is_loopback(address.partition("://")[2].rpartition(":")[0] or address.partition("://")[2]):
        return
    urls = public_urls(address)
    for name in _FOLLOWERS:
        if name in values.catalog and not values.is_set(name) and is_loopback(values.host(name)):
            message = f"{values.says(name)}, its default, although the public address is {address}"
            yield found(message, name, fix=set_to(name, urls[name]))


@THEME.rule(
    "LD-ENDPOINT-HOOK",
    Severity.ERROR,
    "ENDPOINT_URL_TEMPLATE",
    finds="The template of plugin endpoints has no place for the hook's id.",
    why="All endpoints get the same address, and the daemon answers none of them.",
    mends="Write {hook_id} where the id goes: https://dify.example.com/e/{hook_id}.",
    faults="F15",
)
def hook(values: Values) -> Iterator[Found]:
    """The template holds its placeholder."""
    text = values.text("ENDPOINT_URL_TEMPLATE")
    if text and _HOOK not in text:
        base = text.rstrip("/")
        right = f"{base}/{_HOOK}" if base.endswith("/e") else f"{base}/e/{_HOOK}"
        message = f"{values.says('ENDPOINT_URL_TEMPLATE')} without {_HOOK}: all endpoints get the same address"
        yield found(message, "ENDPOINT_URL_TEMPLATE", fix=set_to("ENDPOINT_URL_TEMPLATE", right))


@THEME.rule(
    "LD-NGINX-NAME",
    Severity.WARNING,
    *("NGINX_SERVER_NAME", *BASES),
    finds="nginx answers to other names than the public host.",
    why="Requests for the public host get the default page or the wrong certificate.",
    mends="Name the public host, or use _ for every name.",
    faults="F15",
)
def server_name(values: Values) -> Iterator[Found]:
    """The public host is among the names."""
    names = values.text("NGINX_SERVER_NAME").split()
    if not names or "_" in names or any(name.startswith("~") for name in names):
        return
    for base in _set_bases(values):
        host = values.host(base)
        if is_loopback(host) or host in SERVICES or any(_matches(host, name.lower()) for name in names):
            continue
        message = f"{values.says('NGINX_SERVER_NAME')}, which does not cover {host} of {base}"
        yield found(message, "NGINX_SERVER_NAME", base, fix=set_to("NGINX_SERVER_NAME", " ".join([*names, host])))
        return


def _matches(host: str, name: str) -> bool:
    """Does a server name of nginx cover the host? A leading dot and a leading star stand for subdomains."""
    if name.startswith("."):
        return host == name[1:] or host.endswith(name)
    return host.endswith(name[1:]) if name.startswith("*.") else host == name
