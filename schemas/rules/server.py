"""Rules on the API server: debugging, its workers, migrations and logs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.catalog import Catalog
from schemas.rules.amounts import MEGABYTE, shown_size
from schemas.rules.base import Check, Found, Severity, Theme, Values, declared, found, set_to

THEME = Theme("server", "Server and logs")

_LOUD = {
    "SQLALCHEMY_ECHO": "every query goes to the log, with the personal data in it",
    "ENABLE_REQUEST_LOGGING": "every request and answer goes to the log, with what people typed",
    "SWAGGER_UI_ENABLED": "the whole interface is documented to whoever finds the page",
    "PLUGIN_PPROF_ENABLED": "the daemon's memory can be read over its profiling port",
}
"""Switches that are for development, with what they give away."""
_MUCH_LOG = 10 * 1024 * MEGABYTE
_ZONES = frozenset(
    {
        *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil", "Canada", "Chile"),
        *("Etc", "Europe", "Indian", "Mexico", "Pacific", "US"),
    }
)
"""First parts of time zone names."""
_ZONE_WORDS = frozenset(
    {
        *("UTC", "GMT", "Zulu", "Universal", "UCT", "Greenwich", "EST", "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT"),
        *("PST8PDT", "CET", "EET", "MET", "WET", "PRC", "ROC", "ROK", "NZ", "GB", "Cuba", "Egypt", "Eire", "Hongkong"),
        *("Iceland", "Iran", "Israel", "Jamaica", "Japan", "Libya", "Navajo", "Poland", "Portugal", "Singapore"),
        *("Turkey", "W-SU", "Kwajalein", "GB-Eire", "NZ-CHAT", "GMT0", "GMT+0", "GMT-0"),
    }
)
"""Time zone names of one part, from the tz database."""


def _production(values: Values) -> bool:
    return values.in_force("DEPLOY_ENV") == "PRODUCTION"


@THEME.spread(
    "LD-DEBUG-PRODUCTION",
    Severity.ERROR,
    finds="Debug mode is on in a production deployment.",
    why="The development server answers one request at a time, and its debugger runs whatever code a visitor types.",
    mends="Switch it off, or set DEPLOY_ENV to DEVELOPMENT and keep the address to yourself.",
)
def debug(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each of the two switches."""
    for name in ("DEBUG", "FLASK_DEBUG"):
        if declared(catalog, name):
            yield {name, "DEPLOY_ENV"}, _debug_check(name)


def _debug_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        if _production(values) and values.is_true(name):
            message = f"{values.says(name)} while {values.says('DEPLOY_ENV')}: visitors can run code in the debugger"
            yield found(message, name, "DEPLOY_ENV", fix=set_to(name, "false"))

    return check


@THEME.spread(
    "LD-LOUD-PRODUCTION",
    Severity.WARNING,
    finds="A switch for development is on in a production deployment.",
    why="It fills the disk and shows what should stay private.",
    mends="Switch it off, or back on for the hour in which you need it.",
    faults="F62 F65",
)
def loud(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each switch."""
    for name, reason in _LOUD.items():
        if declared(catalog, name):
            yield {name, "DEPLOY_ENV"}, _loud_check(name, reason)


def _loud_check(name: str, reason: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        on = values.is_true(name) or values.text(name) == "debug"
        if _production(values) and on:
            message = f"{values.says(name)} while {values.says('DEPLOY_ENV')}: {reason}"
            yield found(message, name, "DEPLOY_ENV", fix=set_to(name, "false"))

    return check


@THEME.rule(
    "LD-LOG-LEVEL-PRODUCTION",
    Severity.HINT,
    *("LOG_LEVEL", "DEPLOY_ENV"),
    finds="The log level is DEBUG in a production deployment.",
    why="The logs grow by a multiple and hold what libraries say for their authors.",
    mends="Use INFO.",
    faults="F62",
)
def log_level(values: Values) -> Iterator[Found]:
    """DEBUG is for development."""
    if _production(values) and values.text("LOG_LEVEL").upper() == "DEBUG":
        message = f"{values.says('LOG_LEVEL')} while {values.says('DEPLOY_ENV')}: the logs grow by a multiple"
        yield found(message, "LOG_LEVEL", "DEPLOY_ENV", fix=set_to("LOG_LEVEL", "INFO"))


@THEME.rule(
    "LD-SERVER-SYNC",
    Severity.WARNING,
    *("SERVER_WORKER_CLASS", "SERVER_WORKER_AMOUNT", "GUNICORN_TIMEOUT"),
    finds="The API server has sync workers.",
    why="Each holds one request at a time; a streamed answer occupies it for minutes and the timeout cuts it off.",
    mends="Use gevent.",
    faults="F28 F45",
)
def sync_workers(values: Values) -> Iterator[Found]:
    """A sync worker cannot stream to two people."""
    if values.text("SERVER_WORKER_CLASS") == "sync":
        amount = values.in_force("SERVER_WORKER_AMOUNT") or "1"
        message = f"{values.says('SERVER_WORKER_CLASS')}: {amount} requests at a time, and streams block the others"
        yield found(message, "SERVER_WORKER_CLASS", "SERVER_WORKER_AMOUNT", fix=set_to("SERVER_WORKER_CLASS", "gevent"))


@THEME.rule(
    "LD-SERVER-LOOPBACK",
    Severity.ERROR,
    "DIFY_BIND_ADDRESS",
    finds="The API server listens on the container's own loopback address only.",
    why="No other container reaches it: nginx answers 502.",
    mends="Use 0.0.0.0; what is published is decided by the compose file.",
    faults="F18 F41",
)
def bind_address(values: Values) -> Iterator[Found]:
    """A container serves its network."""
    if values.text("DIFY_BIND_ADDRESS").strip("[]") in {"localhost", "::1"} or values.text(
        "DIFY_BIND_ADDRESS"
    ).startswith("127."):
        message = f"{values.says('DIFY_BIND_ADDRESS')}: no other container reaches the API, nginx answers 502"
        yield found(message, "DIFY_BIND_ADDRESS", fix=set_to("DIFY_BIND_ADDRESS", "0.0.0.0"))


@THEME.rule(
    "LD-MIGRATION-OFF",
    Severity.HINT,
    "MIGRATION_ENABLED",
    finds="The database is not migrated at the start.",
    why="After an upgrade the application meets tables of the old release, until somebody migrates by hand.",
    mends="Set MIGRATION_ENABLED to true, or run the migration mode before each upgrade.",
    faults="F22",
)
def migration_off(values: Values) -> Iterator[Found]:
    """Somebody has to migrate."""
    if values.is_set("MIGRATION_ENABLED") and values.text("MIGRATION_ENABLED") != "true":
        message = f"{values.says('MIGRATION_ENABLED')}: after an upgrade the database must be migrated by hand"
        yield found(message, "MIGRATION_ENABLED", fix=set_to("MIGRATION_ENABLED", "true"))


@THEME.rule(
    "LD-LOG-FILE",
    Severity.ERROR,
    "LOG_FILE",
    finds="LOG_FILE is a bare file name.",
    why="The folder in front of it is created at the start; without one the application stops there.",
    mends="Write a path with a folder, such as /app/logs/server.log, or empty it to log to the console only.",
    faults="F62",
)
def log_file(values: Values) -> Iterator[Found]:
    """The path has a folder."""
    text = values.text("LOG_FILE")
    if text and "/" not in text:
        message = f"{values.says('LOG_FILE')}, a name without a folder: the application does not start"
        yield found(message, "LOG_FILE", fix=set_to("LOG_FILE", f"/app/logs/{text}"))


@THEME.rule(
    "LD-LOG-DISK",
    Severity.WARNING,
    *("LOG_FILE", "LOG_FILE_MAX_SIZE", "LOG_FILE_BACKUP_COUNT"),
    finds="The log file has no limit, or may grow very large with its backups.",
    why="A full disk stops the database, not only the log.",
    mends="Limit the size (in MB) and the number of backups.",
    faults="F62",
)
def log_disk(values: Values) -> Iterator[Found]:
    """Size times backups, for each container that logs."""
    limit, backups = values.integer("LOG_FILE_MAX_SIZE"), values.integer("LOG_FILE_BACKUP_COUNT")
    if not values.text("LOG_FILE") or limit is None or backups is None:
        return
    if limit == 0:
        yield found("LOG_FILE_MAX_SIZE is 0: the log file grows until the disk is full", "LOG_FILE_MAX_SIZE")
    elif (total := limit * MEGABYTE * (backups + 1)) > _MUCH_LOG:
        message = (
            f"{values.says('LOG_FILE_MAX_SIZE')}: {limit} MB x ({backups} backups + 1) = {shown_size(total)} "
            "in each container that logs"
        )
        yield found(message, "LOG_FILE_MAX_SIZE", "LOG_FILE_BACKUP_COUNT")


@THEME.rule(
    "LD-LOG-ZONE",
    Severity.WARNING,
    "LOG_TZ",
    finds="LOG_TZ is no name of a time zone.",
    why="The scheduler takes its zone from it and stops; the log formatter does the same.",
    mends="Use a name such as UTC or Europe/Berlin.",
)
def log_zone(values: Values) -> Iterator[Found]:
    """The shape of a name in the tz database."""
    text = values.text("LOG_TZ")
    area, slash, place = text.partition("/")
    named = bool(slash) and area in _ZONES and re.fullmatch(r"[A-Za-z_+/0-9-]+", place) is not None
    if text and not named and text not in _ZONE_WORDS:
        yield found(f"{values.says('LOG_TZ')}, no name of a time zone: the scheduler does not start", "LOG_TZ")
