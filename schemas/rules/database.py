"""Rules on the database: its kind and address go together, its data stays in a volume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from schemas.catalog import Catalog
from schemas.conditions import holds, names
from schemas.rules.amounts import shown_size, size
from schemas.rules.base import Check, Fix, Found, Severity, Theme, Values, declared, found, set_to

THEME = Theme("database", "Database and data folders")


class Bundled(NamedTuple):
    """What the bundled database service of one kind answers to inside the network."""

    host: str
    port: str
    user: str = ""
    """The user that it is set up with; empty when DB_USERNAME itself says it."""


BUNDLED = {
    "postgresql": Bundled("db_postgres", "5432"),
    "mysql": Bundled("db_mysql", "3306", "root"),
    "oceanbase": Bundled("oceanbase", "2881"),
    "seekdb": Bundled("seekdb", "2881"),
}
HOSTS = {service.host: kind for kind, service in BUNDLED.items()}
_CLUSTERS = ("oceanbase", "seekdb")
_SHORTEST_LIMIT = 1000
"""Milliseconds; a time limit below a second was almost always meant in seconds."""


@THEME.rule(
    "LD-DB-HOST",
    Severity.ERROR,
    *("DB_TYPE", "DB_HOST", "DB_PORT", "DB_USERNAME"),
    finds="DB_HOST names the bundled service of another kind of database than DB_TYPE.",
    why="That service is not even started; the API, the worker and the plugin daemon wait for it in vain.",
    mends="Use the host, port and user of the chosen kind.",
    faults="F13",
)
def host_follows_type(values: Values) -> Iterator[Found]:
    """The bundled host is that of the chosen kind."""
    kind, host = values.in_force("DB_TYPE"), values.host("DB_HOST")
    other = HOSTS.get(host)
    service = BUNDLED.get(kind)
    if other is None or other == kind or service is None:
        return
    changes: dict[str, str | None] = {"DB_HOST": service.host, "DB_PORT": service.port}
    if service.user:
        changes["DB_USERNAME"] = service.user
    elif kind == "postgresql" and values.text("DB_USERNAME") == "root":
        changes["DB_USERNAME"] = "postgres"
    message = (
        f"{values.says('DB_HOST')}, the bundled {other}, but {values.says('DB_TYPE')}: that service is not started"
    )
    yield found(message, "DB_HOST", "DB_TYPE", fix=Fix(f"Use the bundled {kind}", changes))


@THEME.rule(
    "LD-DB-PORT",
    Severity.ERROR,
    *("DB_TYPE", "DB_HOST", "DB_PORT"),
    finds="DB_PORT is another one than the bundled database listens on inside the network.",
    why="The published port changes nothing inside: every service is refused.",
    mends="Use the container's own port here, and EXPOSE_... for the one on the host.",
    faults="F18",
)
def bundled_port(values: Values) -> Iterator[Found]:
    """A bundled host has its fixed port."""
    kind = HOSTS.get(values.host("DB_HOST"))
    if kind is None or kind != values.in_force("DB_TYPE") or values.in_force("DB_PORT") == BUNDLED[kind].port:
        return
    message = (
        f"{values.says('DB_PORT')}, but {values.shown('DB_HOST')} listens on {BUNDLED[kind].port}: nobody can connect"
    )
    yield found(message, "DB_PORT", "DB_HOST", fix=set_to("DB_PORT", BUNDLED[kind].port))


@THEME.rule(
    "LD-DB-USER",
    Severity.ERROR,
    *("DB_TYPE", "DB_HOST", "DB_USERNAME"),
    finds="The bundled MySQL is asked for another user than root.",
    why="It is set up with a password for root and with nobody else; the login fails.",
    mends="Use root, or a MySQL of your own.",
    faults="F13",
)
def bundled_user(values: Values) -> Iterator[Found]:
    """A bundled service that knows one user gets that user."""
    kind = HOSTS.get(values.host("DB_HOST"))
    user = BUNDLED[kind].user if kind else ""
    if user and kind == values.in_force("DB_TYPE") and values.text("DB_USERNAME") != user:
        message = f"{values.says('DB_USERNAME')}, but the bundled {kind} knows {user} only: the login fails"
        yield found(message, "DB_USERNAME", "DB_HOST", fix=set_to("DB_USERNAME", user))


@THEME.rule(
    "LD-DB-OCEANBASE",
    Severity.ERROR,
    *("DB_TYPE", "DB_HOST", "DB_PASSWORD", "OCEANBASE_VECTOR_PASSWORD"),
    finds="OceanBase or SeekDB is the database and DB_PASSWORD is not the password of its container.",
    why="The bundled container takes its password from OCEANBASE_VECTOR_PASSWORD; the login fails.",
    mends="Give both the same value.",
    faults="F13 F37",
)
def oceanbase_password(values: Values) -> Iterator[Found]:
    """The database and the vector store are one container with one password."""
    kind = values.in_force("DB_TYPE")
    if kind not in _CLUSTERS or values.host("DB_HOST") != kind:
        return
    if values.in_force("DB_PASSWORD") != values.in_force("OCEANBASE_VECTOR_PASSWORD"):
        message = (
            f"{values.says('DB_PASSWORD')} and differs from OCEANBASE_VECTOR_PASSWORD, the bundled {kind}'s password"
        )
        fix = Fix(
            "Give DB_PASSWORD the value of OCEANBASE_VECTOR_PASSWORD",
            {"DB_PASSWORD": values.in_force("OCEANBASE_VECTOR_PASSWORD")},
        )
        yield found(message, "DB_PASSWORD", "OCEANBASE_VECTOR_PASSWORD", fix=fix)


@THEME.rule(
    "LD-DB-CHARSET",
    Severity.ERROR,
    *("DB_TYPE", "DB_CHARSET"),
    finds="DB_CHARSET is set and the database is not PostgreSQL.",
    why="It is sent as client_encoding, a word that only PostgreSQL knows; every connection fails.",
    mends="Empty it; the character set of MySQL belongs in DB_EXTRAS.",
    faults="F13",
)
def charset(values: Values) -> Iterator[Found]:
    """The character set is PostgreSQL's."""
    if values.is_set("DB_CHARSET") and values.in_force("DB_TYPE") != "postgresql":
        message = f"{values.says('DB_CHARSET')}, which only PostgreSQL understands, and {values.says('DB_TYPE')}"
        yield found(message, "DB_CHARSET", "DB_TYPE", fix=Fix("Remove DB_CHARSET", {"DB_CHARSET": None}))


@THEME.rule(
    "LD-DB-PLUGIN-DATABASE",
    Severity.ERROR,
    *("DB_DATABASE", "DB_PLUGIN_DATABASE"),
    finds="The plugin daemon and the application share one database.",
    why="Both create tables of the same names; the second migration fails or destroys what the first made.",
    mends="Give the daemon a database of its own, such as dify_plugin.",
    faults="F61",
)
def plugin_database(values: Values) -> Iterator[Found]:
    """Two programs, two databases."""
    name = values.in_force("DB_PLUGIN_DATABASE")
    if name and name == values.in_force("DB_DATABASE"):
        message = f"{values.says('DB_PLUGIN_DATABASE')}, the same as DB_DATABASE: their migrations collide"
        yield found(message, "DB_PLUGIN_DATABASE", "DB_DATABASE", fix=set_to("DB_PLUGIN_DATABASE", f"{name}_plugin"))


@THEME.rule(
    "LD-DB-PASSWORD-ADDRESS",
    Severity.HINT,
    "DB_PASSWORD",
    finds="The database password holds characters that have a meaning of their own in an address.",
    why="The application encodes them; a script or a service that builds an address by hand does not.",
    mends="Letters and digits work everywhere.",
    faults="F07",
)
def password_in_address(values: Values) -> Iterator[Found]:
    """Characters that end a user, a password or a host in an address."""
    text = values.text("DB_PASSWORD")
    hit = next((character for character in text if character in "@:/?#[]% "), "")
    if hit:
        name = "a blank" if hit == " " else f"the character {hit}"
        message = f"{values.says('DB_PASSWORD')} and holds {name}, which tools that build addresses by hand trip over"
        yield found(message, "DB_PASSWORD")


@THEME.rule(
    "LD-PG-MEMORY",
    Severity.WARNING,
    *("DB_TYPE", "POSTGRES_SHARED_BUFFERS", "POSTGRES_EFFECTIVE_CACHE_SIZE"),
    *("POSTGRES_WORK_MEM", "POSTGRES_MAX_CONNECTIONS"),
    finds="PostgreSQL is given more memory than it is told the machine has for it.",
    why="The planner assumes less cache than there are buffers, or many sorts at once exhaust the memory.",
    mends="Buffers about a quarter of the memory, effective_cache_size about three quarters, work_mem small.",
    faults="F19",
)
def postgres_memory(values: Values) -> Iterator[Found]:
    """Buffers, and one sort for each connection, fit in what is assumed to be there."""
    if values.in_force("DB_TYPE") != "postgresql":
        return
    buffers, cache = size(values.text("POSTGRES_SHARED_BUFFERS")), size(values.text("POSTGRES_EFFECTIVE_CACHE_SIZE"))
    work, connections = size(values.text("POSTGRES_WORK_MEM")), values.integer("POSTGRES_MAX_CONNECTIONS")
    if buffers is None or cache is None:
        return
    if buffers > cache:
        message = f"{values.says('POSTGRES_SHARED_BUFFERS')}, more than {values.says('POSTGRES_EFFECTIVE_CACHE_SIZE')}"
        yield found(message, "POSTGRES_SHARED_BUFFERS", "POSTGRES_EFFECTIVE_CACHE_SIZE")
    elif work is not None and connections is not None and (total := buffers + work * connections) > cache:
        message = (
            f"{values.says('POSTGRES_WORK_MEM')}: {connections} connections x {shown_size(work)} + "
            f"{shown_size(buffers)} buffers = {shown_size(total)}, "
            f"more than {values.says('POSTGRES_EFFECTIVE_CACHE_SIZE')}"
        )
        yield found(message, "POSTGRES_WORK_MEM", "POSTGRES_MAX_CONNECTIONS", "POSTGRES_EFFECTIVE_CACHE_SIZE")


@THEME.spread(
    "LD-PG-TIME-LIMIT",
    Severity.WARNING,
    finds="A time limit of PostgreSQL is below a second.",
    why="The unit is milliseconds: 30 ends every statement after 0.03 seconds, migrations too.",
    mends="Write milliseconds, or 0 for no limit.",
    faults="F22",
)
def postgres_time_limits(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each limit."""
    for name in ("POSTGRES_STATEMENT_TIMEOUT", "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT"):
        if declared(catalog, name):
            yield {name, "DB_TYPE"}, _time_limit_check(name)


def _time_limit_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        number = values.integer(name)
        if values.in_force("DB_TYPE") == "postgresql" and number is not None and 0 < number < _SHORTEST_LIMIT:
            fix = set_to(name, str(number * 1000))
            yield found(
                f"{values.says(name)}, which is {number} milliseconds: was {number} seconds meant?", name, fix=fix
            )

    return check


MOUNTS = {
    "PGDATA": "/var/lib/postgresql/data",
    "PGVECTOR_PGDATA": "/var/lib/postgresql/data",
    "WEAVIATE_PERSISTENCE_DATA_PATH": "/var/lib/weaviate",
    "PLUGIN_STORAGE_LOCAL_ROOT": "/app/storage",
    "PLUGIN_WORKING_PATH": "/app/storage",
    "OPENDAL_FS_ROOT": "/app/api/storage",
}
"""The folder of each path variable that a volume is mounted at (Dify's compose file 1.11.4)."""
_WORKING_FOLDER = "/app/api"
"""Relative paths of the API start here."""


@THEME.spread(
    "LD-DATA-OUTSIDE-VOLUME",
    Severity.ERROR,
    finds="A data folder inside a container lies outside the volume that is mounted there.",
    why="The data is written into the container's own layer and is gone when the container is recreated.",
    mends="Use a folder below the mount, or mount a volume where the data goes.",
    faults="F04",
)
def outside_volume(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each data folder."""
    for name, mount in MOUNTS.items():
        if declared(catalog, name):
            yield {name, *names(catalog[name].active_when)}, _mount_check(name, mount)


def _mount_check(name: str, mount: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.text(name).strip()
        if not text or not holds(values.catalog[name].active_when, values):
            return
        base = PurePosixPath(_WORKING_FOLDER if name == "OPENDAL_FS_ROOT" else mount)
        folder = _plain(base / text)
        if folder != mount and not folder.startswith(f"{mount}/"):
            message = (
                f"{values.says(name)}, outside the volume at {mount}: the data is gone when the container is recreated"
            )
            yield found(message, name, fix=Fix(f"Remove {name}, so that its default is in force", {name: None}))

    return check


def _plain(path: PurePosixPath) -> str:
    """The path with its dots resolved."""
    parts: list[str] = []
    for part in path.parts[1:]:
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/" + "/".join(parts)
