"""What a mode needs before it starts: the database, the broker. Standard library only, and no sockets yet."""

from __future__ import annotations

from typing import Final

from runtime import connections
from runtime.connections import Broker, Database
from runtime.environment import Environment
from runtime.record import record

SERVERS: Final = frozenset({"api", "worker", "beat"})
"""Modes that need the broker, and the database too."""

AWAITED: Final = frozenset({"database", "broker"})
"""What RUNTIME_WAIT_FOR may name."""


@record(frozen=True, slots=True)
class Needs:
    """What is waited for."""

    database: Database | None = None
    broker: Broker | None = None


def of(mode: str, environment: Environment, *, migrates: bool) -> Needs:
    """The needs of a mode. A job has none, unless it migrates first.

    RUNTIME_WAIT_FOR narrows them down for an application that has no database or no broker.
    """
    wanted = awaited(environment)
    with_database = "database" in wanted and (mode in SERVERS or mode == "migration" or migrates)
    with_broker = "broker" in wanted and mode in SERVERS
    return Needs(
        connections.database(environment) if with_database else None,
        connections.broker(environment) if with_broker else None,
    )


def awaited(environment: Environment) -> frozenset[str]:
    """What RUNTIME_WAIT_FOR names; both when it is not set, nothing for ``none``."""
    words = frozenset(word.strip() for word in environment.text("RUNTIME_WAIT_FOR", "database,broker").split(","))
    if not words <= AWAITED and words != {"none"}:
        environment.report("RUNTIME_WAIT_FOR", "must be none, or a list of database and broker")
    return words & AWAITED
