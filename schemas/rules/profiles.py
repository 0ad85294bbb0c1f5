"""Rules on COMPOSE_PROFILES: what is chosen is started, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.derived import NO_SERVICE, compose_profiles
from schemas.rules.base import Fix, Found, Severity, Theme, Values, found, set_to

THEME = Theme("profiles", "Compose profiles")

DATABASES = frozenset({"postgresql", "mysql", "oceanbase", "seekdb"})
STORES = frozenset(
    {
        *("weaviate", "oceanbase", "seekdb", "qdrant", "couchbase", "pgvector", "vastbase", "pgvecto-rs", "chroma"),
        *("iris", "oracle", "milvus", "opensearch", "opengauss", "myscale", "matrixone", "elasticsearch"),
        "elasticsearch-ja",
    }
)
"""Vector stores that the compose file brings a service for; the profile has the same name."""
BY_HAND = frozenset({"certbot", "unstructured"})
KNOWN = DATABASES | STORES | BY_HAND

ADDRESSES = {
    "weaviate": ("WEAVIATE_ENDPOINT", "weaviate"),
    "oceanbase": ("OCEANBASE_VECTOR_HOST", "oceanbase"),
    "seekdb": ("OCEANBASE_VECTOR_HOST", "seekdb"),
    "qdrant": ("QDRANT_URL", "qdrant"),
    "couchbase": ("COUCHBASE_CONNECTION_STRING", "couchbase-server"),
    "pgvector": ("PGVECTOR_HOST", "pgvector"),
    "vastbase": ("VASTBASE_HOST", "vastbase"),
    "pgvecto-rs": ("PGVECTO_RS_HOST", "pgvecto-rs"),
    "chroma": ("CHROMA_HOST", "chroma"),
    "iris": ("IRIS_HOST", "iris"),
    "milvus": ("MILVUS_URI", "milvus-standalone"),
    "opensearch": ("OPENSEARCH_HOST", "opensearch"),
    "opengauss": ("OPENGAUSS_HOST", "opengauss"),
    "myscale": ("MYSCALE_HOST", "myscale"),
    "matrixone": ("MATRIXONE_HOST", "matrixone"),
    "elasticsearch": ("ELASTICSEARCH_HOST", "elasticsearch"),
    "elasticsearch-ja": ("ELASTICSEARCH_HOST", "elasticsearch"),
}
"""The address of each store with the host name of its bundled service."""
DATABASE_HOSTS = {"postgresql": "db_postgres", "mysql": "db_mysql", "oceanbase": "oceanbase", "seekdb": "seekdb"}
_READS = ("COMPOSE_PROFILES", "VECTOR_STORE", "DB_TYPE")
RUNTIME_IMAGE = "launchdeck-runtime"
"""The image that the workspace builds. Its application stores no vectors, so that it misses no store."""


def _bundled_store(values: Values) -> bool:
    """True when the store's address names its bundled service, and the application uses a store."""
    if values.text("API_IMAGE") == RUNTIME_IMAGE:
        return False
    address, host = ADDRESSES.get(values.in_force("VECTOR_STORE"), ("", ""))
    return bool(address) and values.host(address) == host


def _bundled_database(values: Values) -> bool:
    return values.host("DB_HOST") == DATABASE_HOSTS.get(values.in_force("DB_TYPE"))


def _own_host(values: Values) -> Fix | None:
    """The fix that names the bundled service of the chosen store."""
    address, host = ADDRESSES[values.in_force("VECTOR_STORE")]
    text = values.text(address)
    fresh = text.replace(values.host(address), host, 1)
    return set_to(address, fresh) if fresh != text else None


@THEME.rule(
    "LD-VECTOR-HOST",
    Severity.ERROR,
    *("VECTOR_STORE", "DB_TYPE", *dict.fromkeys(address for address, _ in ADDRESSES.values())),
    finds="The address of the chosen vector store names the bundled service of another one.",
    why="That service is not started, or speaks another protocol; each document and each search fails.",
    mends="Name the service of the chosen store.",
    faults="F13",
)
def vector_host(values: Values) -> Iterator[Found]:
    """The bundled host is that of the chosen store."""
    name = values.in_force("VECTOR_STORE")
    address, own = ADDRESSES.get(name, ("", ""))
    host = values.host(address) if address else ""
    others = {service for _, service in ADDRESSES.values()} | set(DATABASE_HOSTS.values())
    if host in others - {own}:
        message = f"{values.says(address)}, the bundled service of something else, but {values.says('VECTOR_STORE')}"
        yield found(message, address, "VECTOR_STORE", fix=_own_host(values))


@THEME.rule(
    "LD-PROFILE-STORE",
    Severity.ERROR,
    *(*_READS, "API_IMAGE", *dict.fromkeys(address for address, _ in ADDRESSES.values())),
    finds="The service of the chosen vector store is not among the profiles that are started.",
    why="Compose starts everything else without a word; each document and each search fails.",
    mends="Derive COMPOSE_PROFILES from VECTOR_STORE and DB_TYPE.",
    faults="F13 F12",
)
def store(values: Values) -> Iterator[Found]:
    """What is bundled and used is started."""
    name = values.in_force("VECTOR_STORE")
    if name in STORES and name not in values.items("COMPOSE_PROFILES") and _bundled_store(values):
        message = (
            f"{values.says('COMPOSE_PROFILES')} without {name}, but {values.says('VECTOR_STORE')}: it is not started"
        )
        yield found(
            message, "COMPOSE_PROFILES", "VECTOR_STORE", fix=set_to("COMPOSE_PROFILES", compose_profiles(values))
        )


@THEME.rule(
    "LD-PROFILE-DATABASE",
    Severity.ERROR,
    *(*_READS, "DB_HOST"),
    finds="The service of the chosen database is not among the profiles that are started.",
    why="The API, the worker and the plugin daemon wait for a database that never comes.",
    mends="Derive COMPOSE_PROFILES from VECTOR_STORE and DB_TYPE.",
    faults="F13 F12",
)
def database(values: Values) -> Iterator[Found]:
    """What is bundled and used is started."""
    name = values.in_force("DB_TYPE")
    if name in DATABASES and name not in values.items("COMPOSE_PROFILES") and _bundled_database(values):
        message = f"{values.says('COMPOSE_PROFILES')} without {name}, but {values.says('DB_TYPE')}: it is not started"
        yield found(message, "COMPOSE_PROFILES", "DB_TYPE", fix=set_to("COMPOSE_PROFILES", compose_profiles(values)))


@THEME.rule(
    "LD-PROFILE-UNUSED",
    Severity.WARNING,
    *(*_READS, "DB_HOST", *dict.fromkeys(address for address, _ in ADDRESSES.values())),
    finds="A database or vector store is started that nothing uses.",
    why="It costs memory, from 200 MB to several GB.",
    mends="Take it out of COMPOSE_PROFILES.",
    faults="F13 F19",
)
def unused(values: Values) -> Iterator[Found]:
    """What is started is used. Only what the file says itself: the default follows the choices."""
    if not values.is_set("COMPOSE_PROFILES"):
        return
    used = {values.in_force("VECTOR_STORE"), values.in_force("DB_TYPE")} | BY_HAND
    profiles = values.items("COMPOSE_PROFILES")
    idle = [name for name in profiles if name in KNOWN and name not in used]
    if idle:
        rest = ",".join(name for name in profiles if name not in idle)
        message = f"{values.says('COMPOSE_PROFILES')}: {', '.join(idle)} is started and nothing uses it"
        yield found(message, "COMPOSE_PROFILES", "VECTOR_STORE", "DB_TYPE", fix=set_to("COMPOSE_PROFILES", rest))


@THEME.rule(
    "LD-PROFILE-UNKNOWN",
    Severity.WARNING,
    *_READS,
    finds="COMPOSE_PROFILES names a profile that the compose file does not have.",
    why="Compose starts nothing for it and says nothing.",
    mends="Correct the name, or remove it.",
    faults="F13",
)
def unknown(values: Values) -> Iterator[Found]:
    """A profile that no service has; stores without a service are no mistake."""
    from schemas.kinds import nearest

    profiles = values.items("COMPOSE_PROFILES")
    for name in profiles:
        if name in KNOWN or name in NO_SERVICE or not values.is_set("COMPOSE_PROFILES"):
            continue
        guess = nearest(name, sorted(KNOWN)).removeprefix("did you mean ").removesuffix("?")
        right = ",".join(dict.fromkeys(item for item in (guess if one == name else one for one in profiles) if item))
        said = f": did you mean {guess}?" if guess else ", which no service has"
        message = f"{values.says('COMPOSE_PROFILES')}: nothing is started for {name}{said}"
        yield found(message, "COMPOSE_PROFILES", fix=set_to("COMPOSE_PROFILES", right))


@THEME.rule(
    "LD-PROFILE-UNSTRUCTURED",
    Severity.ERROR,
    *("COMPOSE_PROFILES", "ETL_TYPE", "UNSTRUCTURED_API_URL"),
    finds="Documents are read by the bundled Unstructured service, which is not started.",
    why="Each upload of a document fails.",
    mends="Add unstructured to COMPOSE_PROFILES.",
    faults="F13",
)
def unstructured(values: Values) -> Iterator[Found]:
    """The service is added by hand."""
    used = values.in_force("ETL_TYPE") == "Unstructured" and values.host("UNSTRUCTURED_API_URL") == "unstructured"
    if used and "unstructured" not in values.items("COMPOSE_PROFILES"):
        whole = ",".join([*values.items("COMPOSE_PROFILES"), "unstructured"])
        message = f"{values.says('COMPOSE_PROFILES')} without unstructured, but {values.says('ETL_TYPE')}"
        yield found(message, "COMPOSE_PROFILES", "ETL_TYPE", fix=set_to("COMPOSE_PROFILES", whole))
