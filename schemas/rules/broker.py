"""Rules on Redis and on the broker's address, which repeats what the Redis variables say."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import SplitResult, quote, unquote

from schemas.derived import BROKER_DATABASE, broker_url
from schemas.rules.base import Fix, Found, Severity, Theme, Values, found, set_to, split_url

THEME = Theme("broker", "Redis and the broker")

PARTS = ("REDIS_HOST", "REDIS_PORT", "REDIS_USERNAME", "REDIS_PASSWORD", "REDIS_USE_SSL")
"""What the broker's address is made of."""
BUNDLED = "redis"
"""The bundled service; it has sixteen databases, one password, no users and no TLS."""
DATABASES = 16
_REDIS_SCHEMES = ("redis", "rediss")
_SENTINEL = ("CELERY_USE_SENTINEL", "REDIS_SENTINELS")


def _build(values: Values) -> Fix:
    return Fix("Build CELERY_BROKER_URL from the REDIS_ variables", {"CELERY_BROKER_URL": broker_url(values)})


def _broker(values: Values) -> SplitResult | None:
    """The broker's address when it is one of a single Redis that can be read."""
    parts = values.url("CELERY_BROKER_URL")
    return parts if parts is not None and parts.scheme in _REDIS_SCHEMES else None


@THEME.rule(
    "LD-REDIS-BROKER-MISMATCH",
    Severity.ERROR,
    "CELERY_BROKER_URL",
    *PARTS,
    finds="The broker's address names another Redis, or another login, than the REDIS_ variables.",
    why="The API answers and the worker waits on a queue that nobody fills, or cannot log in.",
    mends="Build the address from the parts.",
    faults="F08",
)
def mismatch(values: Values) -> Iterator[Found]:
    """Decode the address and hold it against the parts."""
    parts = _broker(values)
    if parts is None or values.is_true("CELERY_USE_SENTINEL") or _raw_password(values):
        return
    ours = {
        "REDIS_HOST": (parts.hostname or "") == values.in_force("REDIS_HOST").lower(),
        "REDIS_PORT": str(parts.port or 6379) == values.in_force("REDIS_PORT"),
        "REDIS_USERNAME": unquote(parts.username or "") == values.text("REDIS_USERNAME"),
        "REDIS_PASSWORD": unquote(parts.password or "") == values.text("REDIS_PASSWORD"),
        "REDIS_USE_SSL": (parts.scheme == "rediss") == values.is_true("REDIS_USE_SSL"),
    }
    differs = [name for name, agrees in ours.items() if not agrees and name in values.catalog]
    if differs:
        said = ", ".join(values.says(name) for name in differs)
        message = f"CELERY_BROKER_URL disagrees ({said}): the API works and no task is ever executed"
        yield found(message, "CELERY_BROKER_URL", *differs, fix=_build(values))


def _raw_password(values: Values) -> bool:
    """True when the address holds the password as it is, although it has to be encoded, or encoded twice."""
    password, url = values.text("REDIS_PASSWORD"), values.text("CELERY_BROKER_URL")
    encoded = quote(password, safe="")
    if not password or encoded == password:
        return False
    return f":{password}@" in url or f":{quote(encoded, safe='')}@" in url


@THEME.rule(
    "LD-BROKER-ENCODING",
    Severity.ERROR,
    "CELERY_BROKER_URL",
    "REDIS_PASSWORD",
    finds="The broker's address holds the password unencoded, or encoded twice.",
    why="Characters such as @ : / # ? % end the password early; the worker asks for another host or another login.",
    mends="Build the address from the parts; that encodes what has to be.",
    faults="F07",
)
def encoding(values: Values) -> Iterator[Found]:
    """Look for the password as it must not stand there."""
    url = values.text("CELERY_BROKER_URL")
    if _raw_password(values):
        message = (
            f"{values.says('CELERY_BROKER_URL')} and its password is not percent-encoded once: the worker cannot log in"
        )
        yield found(message, "CELERY_BROKER_URL", "REDIS_PASSWORD", fix=_build(values))
    elif url.startswith(("redis://", "rediss://")) and split_url(url) is None:
        message = f"{values.says('CELERY_BROKER_URL')} and cannot be read as an address: the worker does not start"
        yield found(message, "CELERY_BROKER_URL", fix=_build(values))


@THEME.rule(
    "LD-BROKER-SENTINEL",
    Severity.ERROR,
    *("CELERY_USE_SENTINEL", "CELERY_BROKER_URL", "CELERY_SENTINEL_MASTER_NAME", "REDIS_SENTINELS"),
    finds="The broker's address is one of sentinels and CELERY_USE_SENTINEL is off, or the other way round.",
    why="Celery takes the sentinel for a Redis, or asks a Redis for a master: no task is ever executed.",
    mends="Set both, with the name of the master.",
    faults="F08",
)
def sentinel_scheme(values: Values) -> Iterator[Found]:
    """The scheme and the switch say the same."""
    url, wanted = values.text("CELERY_BROKER_URL"), values.is_true("CELERY_USE_SENTINEL")
    is_sentinel = url.startswith("sentinel://")
    if is_sentinel and not wanted:
        message = (
            f"{values.says('CELERY_USE_SENTINEL')} but CELERY_BROKER_URL begins with sentinel://: no task is executed"
        )
        yield found(message, "CELERY_USE_SENTINEL", "CELERY_BROKER_URL", fix=set_to("CELERY_USE_SENTINEL", "true"))
    elif wanted and url and not is_sentinel:
        message = f"{values.says('CELERY_USE_SENTINEL')} but CELERY_BROKER_URL does not begin with sentinel://"
        fix = _build(values) if values.items("REDIS_SENTINELS") else None
        yield found(message, "CELERY_BROKER_URL", "CELERY_USE_SENTINEL", fix=fix)


@THEME.rule(
    "LD-SENTINEL-HALF",
    Severity.WARNING,
    *("REDIS_USE_SENTINEL", "CELERY_USE_SENTINEL"),
    finds="Sentinels are used for the cache and not for the broker, or the other way round.",
    why="After a fail-over one of the two goes on talking to the old master.",
    mends="Switch both on.",
    faults="F08",
)
def sentinel_half(values: Values) -> Iterator[Found]:
    """Both switches say the same."""
    cache, broker = values.is_true("REDIS_USE_SENTINEL"), values.is_true("CELERY_USE_SENTINEL")
    if cache != broker:
        off, on = (
            ("CELERY_USE_SENTINEL", "REDIS_USE_SENTINEL") if cache else ("REDIS_USE_SENTINEL", "CELERY_USE_SENTINEL")
        )
        message = f"{values.says(off)} while {values.says(on)}: after a fail-over one of them stays with the old master"
        yield found(message, off, on)


@THEME.rule(
    "LD-BROKER-DATABASE",
    Severity.WARNING,
    *("CELERY_BROKER_URL", "REDIS_DB"),
    finds="The cache and the broker share one Redis database.",
    why="Emptying the cache throws the waiting tasks away.",
    mends="Use different numbers: 0 for the cache and 1 for the broker.",
    faults="F08",
)
def shared_database(values: Values) -> Iterator[Found]:
    """The two database numbers differ."""
    parts = _broker(values)
    if parts is not None and (parts.path.strip("/") or "0") == values.in_force("REDIS_DB"):
        message = f"{values.says('REDIS_DB')}, the database of the broker too: emptying the cache loses waiting tasks"
        other = BROKER_DATABASE if values.in_force("REDIS_DB") != str(BROKER_DATABASE) else 0
        url = parts._replace(path=f"/{other}").geturl()
        fix = Fix(f"Give the broker database {other}", {"CELERY_BROKER_URL": url})
        yield found(message, "REDIS_DB", "CELERY_BROKER_URL", fix=fix)


@THEME.rule(
    "LD-REDIS-DATABASE-RANGE",
    Severity.ERROR,
    *("REDIS_DB", "REDIS_HOST", "CELERY_BROKER_URL"),
    finds="A database number that the bundled Redis does not have.",
    why="It has the numbers 0 to 15 and answers 'DB index is out of range' to all others.",
    mends="Choose a number from 0 to 15.",
    faults="F08",
)
def database_range(values: Values) -> Iterator[Found]:
    """Both numbers are within the bundled server's range."""
    number = values.integer("REDIS_DB")
    if values.host("REDIS_HOST") == BUNDLED and number is not None and number >= DATABASES:
        yield found(
            f"{values.says('REDIS_DB')}, but the bundled Redis has 0 to 15", "REDIS_DB", fix=set_to("REDIS_DB", "0")
        )
    parts = _broker(values)
    index = parts.path.strip("/") if parts is not None and parts.hostname == BUNDLED else ""
    if index and not (index.isdigit() and int(index) < DATABASES):
        message = f"{values.says('CELERY_BROKER_URL')} with database {index}, but the bundled Redis has 0 to 15"
        yield found(message, "CELERY_BROKER_URL", fix=_build(values))


@THEME.rule(
    "LD-REDIS-BUNDLED",
    Severity.ERROR,
    *("REDIS_HOST", "REDIS_PORT", "REDIS_USERNAME", "REDIS_USE_SSL", "REDIS_USE_SENTINEL", "REDIS_USE_CLUSTERS"),
    finds="The bundled Redis is asked for what it does not offer: another port, a user, or TLS.",
    why="No service can connect; the API does not start.",
    mends="Use the defaults with the host redis, or name a Redis of your own.",
    faults="F08 F18",
)
def bundled_redis(values: Values) -> Iterator[Found]:
    """The bundled server listens on 6379, in clear text, for the default user."""
    if (
        values.host("REDIS_HOST") != BUNDLED
        or values.is_true("REDIS_USE_SENTINEL")
        or values.is_true("REDIS_USE_CLUSTERS")
    ):
        return
    if values.in_force("REDIS_PORT") != "6379":
        message = f"{values.says('REDIS_PORT')}, but the bundled Redis listens on 6379 inside the network"
        yield found(message, "REDIS_PORT", "REDIS_HOST", fix=set_to("REDIS_PORT", "6379"))
    if values.text("REDIS_USERNAME") not in ("", "default"):
        message = f"{values.says('REDIS_USERNAME')}, but the bundled Redis knows no users: every login fails"
        yield found(message, "REDIS_USERNAME", "REDIS_HOST", fix=set_to("REDIS_USERNAME", ""))
    if values.is_true("REDIS_USE_SSL"):
        message = f"{values.says('REDIS_USE_SSL')}, but the bundled Redis speaks no TLS: no service can connect"
        yield found(message, "REDIS_USE_SSL", "REDIS_HOST", fix=set_to("REDIS_USE_SSL", "false"))


@THEME.rule(
    "LD-REDIS-MODE",
    Severity.WARNING,
    *("REDIS_USE_SENTINEL", "REDIS_USE_CLUSTERS", "REDIS_USE_SSL", "REDIS_USERNAME", "REDIS_DB"),
    finds="Redis settings that exclude each other: sentinels and clusters, or TLS, user and database with one of them.",
    why="One of them wins silently: sentinels over clusters; TLS is for a single server; a cluster has one database.",
    mends="Keep one mode and only what it reads.",
    faults="F08",
)
def redis_mode(values: Values) -> Iterator[Found]:
    """One mode, and nothing that it ignores."""
    sentinel, cluster = values.is_true("REDIS_USE_SENTINEL"), values.is_true("REDIS_USE_CLUSTERS")
    if sentinel and cluster:
        message = f"{values.says('REDIS_USE_CLUSTERS')} and has no effect, because REDIS_USE_SENTINEL is on too"
        yield found(message, "REDIS_USE_CLUSTERS", "REDIS_USE_SENTINEL", fix=set_to("REDIS_USE_CLUSTERS", "false"))
        return
    if (sentinel or cluster) and values.is_true("REDIS_USE_SSL"):
        mode = "sentinels" if sentinel else "a cluster"
        message = f"{values.says('REDIS_USE_SSL')} and has no effect with {mode}: the connections are in clear text"
        yield found(message, "REDIS_USE_SSL", "REDIS_USE_SENTINEL" if sentinel else "REDIS_USE_CLUSTERS")
    ignored = [name for name, usual in (("REDIS_USERNAME", ""), ("REDIS_DB", "0")) if values.in_force(name) != usual]
    if cluster and ignored:
        said = " and ".join(values.says(name) for name in ignored)
        yield found(f"{said}, which a Redis cluster does not read", *ignored, "REDIS_USE_CLUSTERS")


@THEME.rule(
    "LD-REDIS-TLS-FILES",
    Severity.ERROR,
    *("REDIS_USE_SSL", "REDIS_SSL_CERT_REQS", "REDIS_SSL_CA_CERTS", "REDIS_SSL_CERTFILE", "REDIS_SSL_KEYFILE"),
    finds="TLS for Redis with a certificate without its key, or with checks and nothing to check against.",
    why="The client cannot set up the connection, or the check has nothing but the image's own list.",
    mends="Name both files of the client's pair, and the authority's file when it is not a public one.",
    faults="F08",
)
def redis_tls(values: Values) -> Iterator[Found]:
    """The client's certificate and key come together."""
    if not values.is_true("REDIS_USE_SSL"):
        return
    certificate, key = values.text("REDIS_SSL_CERTFILE"), values.text("REDIS_SSL_KEYFILE")
    if bool(certificate) != bool(key):
        missing, there = (
            ("REDIS_SSL_KEYFILE", "REDIS_SSL_CERTFILE") if certificate else ("REDIS_SSL_CERTFILE", "REDIS_SSL_KEYFILE")
        )
        yield found(f"{values.says(missing)} although {values.says(there)}: the client needs both", missing, there)
    if values.text("REDIS_SSL_CERT_REQS") == "CERT_REQUIRED" and not values.text("REDIS_SSL_CA_CERTS"):
        message = (
            "REDIS_SSL_CERT_REQS is CERT_REQUIRED and REDIS_SSL_CA_CERTS is empty: only public authorities are trusted"
        )
        yield found(message, "REDIS_SSL_CA_CERTS", "REDIS_SSL_CERT_REQS", severity=Severity.HINT)


@THEME.rule(
    "LD-BROKER-TLS-SWITCH",
    Severity.WARNING,
    *("BROKER_USE_SSL", "CELERY_BROKER_URL"),
    finds="BROKER_USE_SSL is on and the broker's address does not begin with rediss://.",
    why="Nothing reads the switch: the address alone decides, and the tasks travel in clear text.",
    mends="Use TLS for Redis (REDIS_USE_SSL) and an address with rediss://.",
    faults="F08",
)
def broker_tls(values: Values) -> Iterator[Found]:
    """The address decides about TLS."""
    url = values.text("CELERY_BROKER_URL")
    if values.is_true("BROKER_USE_SSL") and url.startswith("redis://"):
        message = f"{values.says('BROKER_USE_SSL')}, which nothing reads: redis:// has no TLS, rediss:// has"
        yield found(message, "BROKER_USE_SSL", "CELERY_BROKER_URL")


@THEME.rule(
    "LD-REDIS-CLIENT-CACHE",
    Severity.ERROR,
    *("REDIS_ENABLE_CLIENT_SIDE_CACHE", "REDIS_SERIALIZATION_PROTOCOL"),
    finds="The client-side cache is on with an old version of the Redis protocol.",
    why="The API does not start: the cache needs version 3.",
    mends="Set REDIS_SERIALIZATION_PROTOCOL to 3.",
    faults="F08",
)
def client_cache(values: Values) -> Iterator[Found]:
    """The cache needs protocol 3."""
    version = values.integer("REDIS_SERIALIZATION_PROTOCOL")
    if values.is_true("REDIS_ENABLE_CLIENT_SIDE_CACHE") and version is not None and version < 3:
        said = values.says("REDIS_SERIALIZATION_PROTOCOL")
        message = f"{said}, but REDIS_ENABLE_CLIENT_SIDE_CACHE needs 3: the API does not start"
        fix = set_to("REDIS_SERIALIZATION_PROTOCOL", "3")
        yield found(message, "REDIS_SERIALIZATION_PROTOCOL", "REDIS_ENABLE_CLIENT_SIDE_CACHE", fix=fix)
