"""Bring the database to this code's revision: one process does it, the others wait until it is reached.

The lock is the database's own (an advisory lock of PostgreSQL, GET_LOCK of MySQL): it needs nothing else, lasts as
long as the migration does, and goes with the connection of a holder that dies.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from functools import cache
from typing import Final

from flask import current_app
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from runtime import exits
from runtime.errors import StartError
from runtime.extensions.database import db
from runtime.extensions.migrate import bind

LOCK_KEY: Final = 0x6C61756E6368
"""The number of the advisory lock ("launch" in ASCII)."""
LOCK_NAME: Final = "launchdeck_migration"
"""Its name at MySQL."""
VERSION_TABLE: Final = "alembic_version"
"""Where Alembic keeps the revision."""
POLL_SECONDS: Final = 0.5
"""Pause between two looks at the lock and the revision."""

_log = logging.getLogger(__name__)


class State(Enum):
    """How the database's revision stands to this code's."""

    CURRENT = "current"
    BEHIND = "behind"
    """Also: empty."""
    UNKNOWN = "unknown"
    """The database is at a revision that this code has never heard of: it is ahead."""


class Outcome(Enum):
    """What a call of upgrade() came to."""

    NOTHING_TO_DO = "the database is up to date"
    DONE = "the database was migrated"
    DONE_ELSEWHERE = "another process migrated the database"


def upgrade(timeout: float) -> Outcome:
    """Migrate, or wait for the process that does; timeout in seconds.

    Raises StartError when the database is ahead of the code (exit 78) or when the lock is not free in time (exit
    75), and what the migration itself raises.
    """
    if _checked() is State.CURRENT:
        return Outcome.NOTHING_TO_DO
    deadline = time.monotonic() + timeout
    waited = False
    while True:
        with _lock() as ours:
            if ours:
                return _migrate(Outcome.DONE_ELSEWHERE if waited else Outcome.NOTHING_TO_DO)
        if not waited:
            _log.info("another process is migrating the database; waiting for it")
            waited = True
        if time.monotonic() > deadline:
            raise StartError(
                "Another process has been migrating the database for too long",
                "See whether it still runs; RUNTIME_MIGRATION_TIMEOUT says how long to wait",
                code=exits.TRY_AGAIN,
            )
        time.sleep(POLL_SECONDS * random.uniform(0.5, 1.0))  # noqa: S311 - spreads replicas, hides nothing
        if _checked() is State.CURRENT:
            return Outcome.DONE_ELSEWHERE


def state() -> State:
    """How the database stands now."""
    heads, known = _revisions()
    with db.engine.connect() as connection:
        # Alembic's own way of reading it logs two lines each time.
        found = set()
        if inspect(connection).has_table(VERSION_TABLE):
            found = set(connection.scalars(text(f"SELECT version_num FROM {VERSION_TABLE}")))  # noqa: S608 - a constant
    if found == heads:
        return State.CURRENT
    return State.BEHIND if found <= known else State.UNKNOWN


def _checked() -> State:
    """The state; a database that is ahead of this code is refused."""
    found = state()
    if found is State.UNKNOWN:
        raise StartError(
            "The database is at a revision that this version does not know",
            "It was migrated by a newer version or belongs to another application; start that one",
            code=exits.CONFIG,
        )
    return found


def _migrate(when_current: Outcome) -> Outcome:
    """Run the migration while the lock is ours; somebody may have done it before we got it."""
    if _checked() is State.CURRENT:
        return when_current
    bind(current_app)
    import flask_migrate  # noqa: PLC0415 - most processes only read the revision

    flask_migrate.upgrade()
    if _checked() is not State.CURRENT:
        raise StartError("The migration ended and the database is not at this version's revision")
    return Outcome.DONE


@cache
def _revisions() -> tuple[frozenset[str], frozenset[str]]:
    """The heads of this code's revisions, and all of them; read once, the files do not change under a process."""
    bind(current_app)
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - the API asks for it when somebody asks the API

    scripts = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    return frozenset(scripts.get_heads()), frozenset(revision.revision for revision in scripts.walk_revisions())


@contextmanager
def _lock() -> Iterator[bool]:
    """Try to take the lock on a connection of its own; says whether it is ours."""
    engine = create_engine(db.engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        ours = _try_lock(engine, connection)
        try:
            yield ours
        finally:
            if ours:
                _release(engine, connection)


def _try_lock(engine: Engine, connection: Connection) -> bool:
    if engine.dialect.name == "postgresql":
        return bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK_KEY}))
    return bool(connection.scalar(text("SELECT GET_LOCK(:name, 0)"), {"name": LOCK_NAME}))


def _release(engine: Engine, connection: Connection) -> None:
    if engine.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK_KEY})
    else:
        connection.execute(text("SELECT RELEASE_LOCK(:name)"), {"name": LOCK_NAME})
