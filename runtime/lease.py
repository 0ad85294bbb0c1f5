"""Which of several beats may fire: a lease in the database, with a fence against holders who woke up too late.

The database's clock decides, so beats on machines with other clocks agree. A holder that is cut off loses the lease
after its time; whoever takes it gets a higher fence, and what the old one still tries is refused.
"""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, create_engine, literal_column, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from runtime.extensions.database import affected, db
from runtime.models.beat import BeatEntry, BeatLease

NAME: Final = "beat"
_CLOCKS: Final = {
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)",
    "mysql": "CAST(UNIX_TIMESTAMP(NOW(6)) * 1000 AS SIGNED)",
}
"""The database's clock in milliseconds of the epoch."""


class Lease:
    """The right to fire, for some seconds at a time."""

    def __init__(self, seconds: float) -> None:
        self.holder = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        """Who we are."""
        self._milliseconds = int(seconds * 1000)
        self._fence = 0

    def take(self) -> int | None:
        """Take it, or renew it; the fence when it is ours, None when somebody else has it. Commits."""
        clock = _clock()
        until = clock + self._milliseconds
        ours = (BeatLease.name == NAME, BeatLease.holder == self.holder, BeatLease.expires_at > clock)
        if self._fence and affected(_update(*ours).values(expires_at=until)):
            db.session.commit()
            return self._fence
        _make_row()
        free = (BeatLease.name == NAME, BeatLease.expires_at <= clock)
        taken = {"holder": self.holder, "fence": BeatLease.fence + 1, "expires_at": until}
        self._fence = 0
        if affected(_update(*free).values(taken)):
            self._fence = db.session.scalar(select(BeatLease.fence).where(BeatLease.name == NAME)) or 0
        db.session.commit()
        return self._fence or None

    def claim(self, key: str, runs: int, moment: datetime) -> bool:
        """Note that an entry is fired now; False when it is not ours to fire, or was fired by somebody else. Commits.

        Runs is how often it was fired as far as we know.
        """
        held = select(BeatLease.name).where(
            BeatLease.name == NAME, BeatLease.holder == self.holder, BeatLease.fence == self._fence
        )
        claimed = affected(
            update(BeatEntry)
            .where(BeatEntry.key == key, BeatEntry.runs == runs, BeatEntry.fence <= self._fence, held.exists())
            .values(runs=runs + 1, fence=self._fence, last_run_at=moment)
            .execution_options(synchronize_session=False)
        )
        db.session.commit()
        return bool(claimed)

    def release(self) -> None:
        """Let the next one in at once. On a connection of its own: it is called from a signal handler too."""
        if not self._fence:
            return
        self._fence = 0
        engine = create_engine(db.engine.url, poolclass=NullPool)
        try:
            with engine.begin() as connection:
                connection.execute(_update(BeatLease.holder == self.holder).values(expires_at=0))
        except SQLAlchemyError:
            # It ends by itself.
            return


def _clock() -> ColumnElement[int]:
    return literal_column(_CLOCKS[db.engine.dialect.name])


def _update(*conditions: Any) -> Any:
    return update(BeatLease).where(*conditions).execution_options(synchronize_session=False)


def _make_row() -> None:
    """The one row, when the table is new."""
    if db.session.scalar(select(BeatLease.name).where(BeatLease.name == NAME)) is not None:
        return
    try:
        with db.session.begin_nested():
            db.session.add(BeatLease(name=NAME, holder="", fence=0, expires_at=0))
    except IntegrityError:
        # Another beat was quicker.
        return
