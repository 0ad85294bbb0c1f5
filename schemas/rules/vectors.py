"""Rules on vector stores: the bundled service and its client agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.catalog import Catalog
from schemas.conditions import holds, names
from schemas.rules.base import Check, Fix, Found, Severity, Theme, Values, declared, found, set_to
from schemas.rules.fresh import fresh_secret
from schemas.rules.pairs import partners

THEME = Theme("vectors", "Vector stores")

_CLASSES = {
    "a lower-case letter": re.compile(r"[a-z]"),
    "a capital": re.compile(r"[A-Z]"),
    "a digit": re.compile(r"[0-9]"),
    "a special character": re.compile(r"[^A-Za-z0-9]"),
}


class Policy(NamedTuple):
    """What a bundled service demands of its administrator's password at its first start."""

    service: str
    host: str
    """The variable with the store's host."""
    shortest: int
    kinds: tuple[str, ...] = ()
    longest: int = 10_000

    def lacks(self, text: str) -> str:
        """What the text lacks, in words; empty when it is good."""
        if len(text) < self.shortest:
            return f"{self.shortest} characters"
        if len(text) > self.longest:
            return f"a length of at most {self.longest} characters"
        return next((kind for kind in self.kinds if not _CLASSES[kind].search(text)), "")


POLICIES = {
    "OPENSEARCH_INITIAL_ADMIN_PASSWORD": Policy("opensearch", "OPENSEARCH_HOST", 8, tuple(_CLASSES)),
    "OPENGAUSS_PASSWORD": Policy("opengauss", "OPENGAUSS_HOST", 8, tuple(_CLASSES), 32),
    "ORACLE_PWD": Policy("oracle", "ORACLE_DSN", 8, ("a lower-case letter", "a capital", "a digit"), 30),
    "COUCHBASE_PASSWORD": Policy("couchbase-server", "COUCHBASE_CONNECTION_STRING", 6),
}
"""Demands of the images: OpenSearch's and openGauss's start scripts, Oracle's and Couchbase's manuals."""


@THEME.spread(
    "LD-VECTOR-PASSWORD-POLICY",
    Severity.ERROR,
    finds="The password of a bundled vector store does not meet what its image demands.",
    why="The container stops at its first start and tries again for ever.",
    mends="Generate it, or use one of each kind of character.",
    faults="F38",
)
def policies(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each image with demands."""
    for name, policy in POLICIES.items():
        if declared(catalog, name):
            yield {name, policy.host, *names(catalog[name].active_when)}, _policy_check(name, policy)


def _policy_check(name: str, policy: Policy) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text, variable = values.text(name), values.catalog[name]
        if not text or not holds(variable.active_when, values) or values.host(policy.host) != policy.service:
            return
        lacks = policy.lacks(text)
        if lacks:
            message = f"{values.says(name)} and lacks {lacks}: {policy.service} refuses it and does not start"
            yield found(message, name, fix=_meeting(name, policy, values))

    return check


def _meeting(name: str, policy: Policy, values: Values) -> Fix | None:
    """A generated password, when what the generator makes meets the demand."""
    variable = values.catalog[name]
    maker = variable.generator
    special = maker is not None and _CLASSES["a special character"].search(maker.prefix) is not None
    if "a special character" in policy.kinds and not special:
        return None
    return fresh_secret(variable, values, partners(variable, values))


class Same(NamedTuple):
    """A client's variable that must equal what the bundled server was set up with."""

    client: str
    server: str
    """The server's variable, or the fixed text after an equals sign."""
    host: str
    service: str
    consequence: str = "the login fails"


SAME = (
    Same("PGVECTOR_USER", "PGVECTOR_PGUSER", "PGVECTOR_HOST", "pgvector"),
    Same("PGVECTOR_DATABASE", "PGVECTOR_POSTGRES_DB", "PGVECTOR_HOST", "pgvector", "there is no such database"),
    Same("PGVECTO_RS_USER", "PGVECTOR_PGUSER", "PGVECTO_RS_HOST", "pgvecto-rs"),
    Same("PGVECTO_RS_DATABASE", "PGVECTOR_POSTGRES_DB", "PGVECTO_RS_HOST", "pgvecto-rs", "there is no such database"),
    Same("VASTBASE_USER", "=dify", "VASTBASE_HOST", "vastbase"),
    Same("VASTBASE_PASSWORD", "=Difyai123456", "VASTBASE_HOST", "vastbase"),
    Same("VASTBASE_DATABASE", "=dify", "VASTBASE_HOST", "vastbase", "there is no such database"),
    Same("ORACLE_USER", "=dify", "ORACLE_DSN", "oracle"),
    Same("ORACLE_PASSWORD", "=dify", "ORACLE_DSN", "oracle"),
    Same(
        "COUCHBASE_USER", "=Administrator", "COUCHBASE_CONNECTION_STRING", "couchbase-server", "the health check fails"
    ),
    Same(
        "COUCHBASE_PASSWORD", "=password", "COUCHBASE_CONNECTION_STRING", "couchbase-server", "the health check fails"
    ),
    Same("PGVECTOR_PORT", "=5432", "PGVECTOR_HOST", "pgvector", "nothing listens there"),
    Same("PGVECTO_RS_PORT", "=5432", "PGVECTO_RS_HOST", "pgvecto-rs", "nothing listens there"),
    Same("VASTBASE_PORT", "=5432", "VASTBASE_HOST", "vastbase", "nothing listens there"),
    Same("CHROMA_PORT", "=8000", "CHROMA_HOST", "chroma", "nothing listens there"),
    Same("OPENSEARCH_PORT", "=9200", "OPENSEARCH_HOST", "opensearch", "nothing listens there"),
    Same("OCEANBASE_VECTOR_PORT", "=2881", "OCEANBASE_VECTOR_HOST", "oceanbase", "the API asks that port inside too"),
)
"""What the bundled servers are set up with (facts on Dify 1.11.4)."""


@THEME.spread(
    "LD-VECTOR-LOGIN",
    Severity.WARNING,
    finds="The client of a bundled vector store uses another user, database or port than the server was set up with.",
    why="The login fails, or the health check of the service does, and everything that waits for it.",
    mends="Use what the server was set up with, or name a server of your own.",
    faults="F13 F18 F37",
)
def logins(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each variable of a client."""
    for same in SAME:
        if declared(catalog, same.client):
            server = {same.server} if not same.server.startswith("=") else set()
            yield {same.client, same.host, *server, *names(catalog[same.client].active_when)}, _same_check(same)


def _same_check(same: Same) -> Check:
    def check(values: Values) -> Iterator[Found]:
        variable = values.catalog[same.client]
        if not holds(variable.active_when, values) or values.host(same.host) != same.service:
            return
        fixed = same.server.startswith("=")
        right = same.server[1:] if fixed else values.text(same.server)
        if values.in_force(same.client) == right or not right:
            return
        shown = "" if variable.secret else f" ({right})"
        whose = f"the bundled {same.service} has its own{shown}" if fixed else values.says(same.server)
        fix = Fix(f"Give {same.client} what {same.service} was set up with", {same.client: right})
        message = f"{values.says(same.client)}, but {whose}: {same.consequence}"
        yield found(message, same.client, same.host, fix=None if variable.secret else fix)

    return check


@THEME.rule(
    "LD-WEAVIATE-USERS",
    Severity.ERROR,
    *("VECTOR_STORE", "WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS", "WEAVIATE_AUTHENTICATION_APIKEY_USERS"),
    *("WEAVIATE_AUTHENTICATION_APIKEY_ENABLED", "WEAVIATE_ENDPOINT"),
    finds="Weaviate has several keys, and neither one user for all nor one for each.",
    why="It stops at its start.",
    mends="List one user, or as many users as keys.",
    faults="F37",
)
def weaviate_users(values: Values) -> Iterator[Found]:
    """One user for all keys, or one for each."""
    keys, users = (len(values.items(f"WEAVIATE_AUTHENTICATION_APIKEY_{name}")) for name in ("ALLOWED_KEYS", "USERS"))
    bundled = values.in_force("VECTOR_STORE") == "weaviate" and values.host("WEAVIATE_ENDPOINT") == "weaviate"
    on = values.is_true("WEAVIATE_AUTHENTICATION_APIKEY_ENABLED")
    if bundled and on and users not in (1, keys):
        name = "WEAVIATE_AUTHENTICATION_APIKEY_USERS"
        message = f"{values.says(name)}: {users} users for {keys} keys, Weaviate wants one or {keys}"
        yield found(message, name, "WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS")


@THEME.rule(
    "LD-WEAVIATE-CLOSED",
    Severity.ERROR,
    *("VECTOR_STORE", "WEAVIATE_ENDPOINT", "WEAVIATE_AUTHENTICATION_APIKEY_ENABLED"),
    "WEAVIATE_AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED",
    finds="Weaviate accepts neither keys nor visitors without one.",
    why="Nobody can log in.",
    mends="Switch WEAVIATE_AUTHENTICATION_APIKEY_ENABLED on.",
    faults="F29",
)
def weaviate_closed(values: Values) -> Iterator[Found]:
    """Somebody must be let in."""
    key, anyone = "WEAVIATE_AUTHENTICATION_APIKEY_ENABLED", "WEAVIATE_AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED"
    bundled = values.in_force("VECTOR_STORE") == "weaviate" and values.host("WEAVIATE_ENDPOINT") == "weaviate"
    if bundled and not values.is_true(key) and not values.is_true(anyone):
        message = f"{values.says(key)} and {values.says(anyone)}: nobody can log in"
        yield found(message, key, anyone, fix=set_to(key, "true"))


@THEME.rule(
    "LD-WEAVIATE-GRPC",
    Severity.WARNING,
    *("VECTOR_STORE", "WEAVIATE_ENDPOINT", "WEAVIATE_GRPC_ENDPOINT"),
    finds="The two addresses of Weaviate name different hosts.",
    why="Searches go to the one and documents to the other, or one of them is not started.",
    mends="Use the same host for both.",
    faults="F13",
)
def weaviate_grpc(values: Values) -> Iterator[Found]:
    """Two protocols, one server; a cloud has a prefix for the second."""
    one, other = values.host("WEAVIATE_ENDPOINT"), values.host("WEAVIATE_GRPC_ENDPOINT")
    if values.in_force("VECTOR_STORE") != "weaviate" or not one or not other or other in (one, f"grpc-{one}"):
        return
    message = f"{values.says('WEAVIATE_GRPC_ENDPOINT')}, but {values.says('WEAVIATE_ENDPOINT')}: two different servers"
    fix = None
    if other == "weaviate":
        fix = set_to("WEAVIATE_GRPC_ENDPOINT", values.text("WEAVIATE_GRPC_ENDPOINT").replace("weaviate", one, 1))
    yield found(message, "WEAVIATE_GRPC_ENDPOINT", "WEAVIATE_ENDPOINT", fix=fix)


@THEME.rule(
    "LD-IRIS-POOL",
    Severity.ERROR,
    *("IRIS_MIN_CONNECTION", "IRIS_MAX_CONNECTION"),
    finds="The bounds of the IRIS pool are not in order when they are compared as texts.",
    why="The settings compare them before they are numbers, whatever the vector store: 5 and 10 stop the application.",
    mends="Use numbers with the same count of digits, the smaller one first.",
    faults="F25",
)
def iris_pool(values: Values) -> Iterator[Found]:
    """Compared as the settings do it."""
    low, high = values.in_force("IRIS_MIN_CONNECTION"), values.in_force("IRIS_MAX_CONNECTION")
    if not (low.isdigit() and high.isdigit()) or (low <= high and int(low) <= int(high)):
        return
    reason = "above it" if int(low) > int(high) else "compared as texts, that is above it"
    message = f"{values.says('IRIS_MIN_CONNECTION')} and {values.says('IRIS_MAX_CONNECTION')}: {reason}, nothing starts"
    fix = Fix("Go back to 1 and 3", {"IRIS_MIN_CONNECTION": "1", "IRIS_MAX_CONNECTION": "3"})
    yield found(message, "IRIS_MIN_CONNECTION", "IRIS_MAX_CONNECTION", fix=fix)


@THEME.rule(
    "LD-ANALYTICDB-MODE",
    Severity.HINT,
    *("VECTOR_STORE", "ANALYTICDB_HOST", "ANALYTICDB_KEY_ID", "ANALYTICDB_KEY_SECRET"),
    finds="AnalyticDB is given both a host and an API key.",
    why="With a host it is asked directly, and the key is not read.",
    mends="Remove what is not used.",
    faults="F10",
)
def analyticdb(values: Values) -> Iterator[Found]:
    """A host or a key."""
    keys = [name for name in ("ANALYTICDB_KEY_ID", "ANALYTICDB_KEY_SECRET") if values.is_set(name)]
    if values.in_force("VECTOR_STORE") == "analyticdb" and keys and values.text("ANALYTICDB_HOST"):
        said = " and ".join(values.says(name) for name in keys)
        message = f"{said} without effect, because {values.says('ANALYTICDB_HOST')}"
        yield found(message, *keys, "ANALYTICDB_HOST")


@THEME.rule(
    "LD-OPENSEARCH-TLS",
    Severity.WARNING,
    *("VECTOR_STORE", "OPENSEARCH_HOST", "OPENSEARCH_SECURE", "OPENSEARCH_VERIFY_CERTS"),
    finds="The certificate of the bundled OpenSearch is to be checked.",
    why="It signs its own at the first start; each connection is refused.",
    mends="Set OPENSEARCH_VERIFY_CERTS to false for the bundled service.",
    faults="F57",
)
def opensearch_tls(values: Values) -> Iterator[Found]:
    """A certificate that nobody signed cannot be checked."""
    bundled = values.in_force("VECTOR_STORE") == "opensearch" and values.host("OPENSEARCH_HOST") == "opensearch"
    if bundled and values.is_true("OPENSEARCH_SECURE") and values.is_true("OPENSEARCH_VERIFY_CERTS"):
        message = f"{values.says('OPENSEARCH_VERIFY_CERTS')}, but the bundled OpenSearch signs its own certificate"
        fix = set_to("OPENSEARCH_VERIFY_CERTS", "false")
        yield found(message, "OPENSEARCH_VERIFY_CERTS", "OPENSEARCH_HOST", fix=fix)
