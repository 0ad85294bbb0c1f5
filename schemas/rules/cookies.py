"""Rules on what browsers check at the login: origins and cookies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.catalog import Catalog
from schemas.rules.addresses import origin
from schemas.rules.base import Check, Fix, Found, Severity, Theme, Values, declared, found, set_to, split_url
from schemas.rules.hosts import is_address

THEME = Theme("cookies", "CORS and cookies")

PAIRS = {
    "CONSOLE_CORS_ALLOW_ORIGINS": ("CONSOLE_WEB_URL", "CONSOLE_API_URL"),
    "WEB_API_CORS_ALLOW_ORIGINS": ("APP_WEB_URL", "APP_API_URL"),
}
"""Each list of origins with the page that has to be in it and the API that reads it."""


@THEME.spread(
    "LD-CORS-ORIGIN",
    Severity.ERROR,
    finds="The page's own origin is not among those that the API accepts.",
    why="The browser refuses every answer: the login page turns in circles.",
    mends="Add the origin: scheme, host and port, nothing else.",
    faults="F16",
)
def origins(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each list."""
    for name, (page, api) in PAIRS.items():
        if declared(catalog, name):
            yield {name, page, api}, _origin_check(name, page, api)


def _origin_check(name: str, page: str, api: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        allowed, own = values.items(name), origin(values, page)
        same = bool(own) and own == origin(values, api)
        if not own or same or not allowed or "*" in allowed or own in (item.rstrip("/") for item in allowed):
            return
        message = f"{values.says(name)} without {own}, the origin of {page}: the browser refuses every answer"
        yield found(message, name, page, fix=set_to(name, ",".join([*allowed, own])))

    return check


@THEME.spread(
    "LD-CORS-FORM",
    Severity.ERROR,
    finds="An entry in a list of origins is no origin: it has a path, a final slash, or no scheme.",
    why="Browsers send the bare origin and compare it byte by byte; the entry never matches.",
    mends="Write scheme://host or scheme://host:port.",
    faults="F16",
)
def origin_forms(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each list."""
    for name in PAIRS:
        if declared(catalog, name):
            yield {name}, _form_check(name)


def _form_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        items = values.items(name)
        wrong = [item for item in items if item != "*" and _bare(item) != item]
        if wrong and values.is_set(name):
            right = [_bare(item) or item for item in items]
            message = f"{values.says(name)} and holds {wrong[0]}, which is no origin: it never matches"
            fix = set_to(name, ",".join(dict.fromkeys(right))) if all(_bare(item) for item in wrong) else None
            yield found(message, name, fix=fix)
        elif "*" in items and len(items) > 1:
            message = f"{values.says(name)}: beside * the other entries say nothing"
            yield found(message, name, severity=Severity.HINT)

    return check


def _bare(item: str) -> str:
    """The origin that an entry means; empty when it means none."""
    parts = split_url(item)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts is not None and parts.scheme else ""


@THEME.spread(
    "LD-CORS-ANY",
    Severity.WARNING,
    finds="Every origin is accepted although the public address of the page is known.",
    why="Any page in the world may send requests with a visitor's login.",
    mends="Name the page's own origin.",
    faults="F16",
)
def any_origin(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each list."""
    for name, (page, _) in PAIRS.items():
        if declared(catalog, name):
            yield {name, page, "DEPLOY_ENV"}, _any_check(name, page)


def _any_check(name: str, page: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        own = origin(values, page)
        if own and values.is_set(page) and "*" in values.items(name) and values.in_force("DEPLOY_ENV") == "PRODUCTION":
            message = f"{values.says(name)}: any page may use a visitor's login; {page} has the origin {own}"
            yield found(message, name, page, fix=set_to(name, own))

    return check


@THEME.rule(
    "LD-COOKIE-DOMAIN",
    Severity.ERROR,
    *("COOKIE_DOMAIN", "CONSOLE_API_URL", "CONSOLE_WEB_URL", "APP_API_URL", "APP_WEB_URL"),
    finds="COOKIE_DOMAIN is no domain that the page and the API share, or it is an address.",
    why="The browser throws the cookie away: the login succeeds and nobody is logged in.",
    mends="Use the shared ending of both hosts, or empty it when they are one host.",
    faults="F16",
)
def cookie_domain(values: Values) -> Iterator[Found]:
    """The domain ends every host that takes part."""
    domain = values.text("COOKIE_DOMAIN").strip().lstrip(".").lower()
    if not domain:
        return
    if is_address(domain) or "." not in domain or "/" in domain or ":" in domain:
        message = f"{values.says('COOKIE_DOMAIN')}, which is no domain: browsers throw the cookie away"
        yield found(message, "COOKIE_DOMAIN", fix=set_to("COOKIE_DOMAIN", ""))
        return
    for name in ("CONSOLE_API_URL", "CONSOLE_WEB_URL", "APP_API_URL", "APP_WEB_URL"):
        host = values.host(name) if values.is_set(name) else ""
        if host and host != domain and not host.endswith(f".{domain}"):
            message = (
                f"{values.says('COOKIE_DOMAIN')}, not the ending of {host} in {name}: browsers throw the cookie away"
            )
            yield found(message, "COOKIE_DOMAIN", name)
            return


@THEME.rule(
    "LD-COOKIE-CROSS-DOMAIN",
    Severity.WARNING,
    *("COOKIE_DOMAIN", "NEXT_PUBLIC_COOKIE_DOMAIN", "CONSOLE_API_URL", "CONSOLE_WEB_URL"),
    finds="The page and the API have different hosts and no shared cookie domain, or only half of it is set.",
    why="The cookie of the one is not sent to the other: the login page turns in circles.",
    mends="Set COOKIE_DOMAIN to the shared ending and NEXT_PUBLIC_COOKIE_DOMAIN to 1.",
    faults="F16",
)
def cross_domain(values: Values) -> Iterator[Found]:
    """Different hosts need both variables, and the two go together."""
    api, web = values.host("CONSOLE_API_URL"), values.host("CONSOLE_WEB_URL")
    domain, flag = values.text("COOKIE_DOMAIN"), values.text("NEXT_PUBLIC_COOKIE_DOMAIN")
    if bool(domain) != bool(flag):
        missing, there = (
            ("NEXT_PUBLIC_COOKIE_DOMAIN", "COOKIE_DOMAIN") if domain else ("COOKIE_DOMAIN", "NEXT_PUBLIC_COOKIE_DOMAIN")
        )
        message = f"{values.says(missing)} although {values.says(there)}: the page and the API disagree on the cookie"
        fix = set_to("NEXT_PUBLIC_COOKIE_DOMAIN", "1") if domain else None
        yield found(message, missing, there, fix=fix)
    elif api and web and api != web and not domain:
        shared = _shared_ending(api, web)
        message = f"{values.says('COOKIE_DOMAIN')} although the console is at {web} and its API at {api}"
        changes: dict[str, str | None] = {"COOKIE_DOMAIN": shared, "NEXT_PUBLIC_COOKIE_DOMAIN": "1"}
        fix = Fix(f"Share the cookie over {shared}", changes) if shared else None
        yield found(
            message, "COOKIE_DOMAIN", "NEXT_PUBLIC_COOKIE_DOMAIN", "CONSOLE_API_URL", "CONSOLE_WEB_URL", fix=fix
        )


def _shared_ending(one: str, other: str) -> str:
    """The longest ending of two hosts that has at least two parts; empty when there is none."""
    if is_address(one) or is_address(other):
        return ""
    shared: list[str] = []
    for left, right in zip(reversed(one.split(".")), reversed(other.split(".")), strict=False):
        if left != right:
            break
        shared.insert(0, left)
    return ".".join(shared) if len(shared) > 1 else ""
