"""How several beats agree: who may fire, and what was fired."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from runtime.extensions.database import Base
from runtime.models.columns import UtcDateTime


class BeatLease(Base):
    """The one row that says which beat may fire, and until when."""

    __tablename__ = "beat_lease"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    """Empty when nobody holds it."""
    fence: Mapped[int] = mapped_column(Integer)
    """Grows with every new holder; what an older one does after that is refused."""
    expires_at: Mapped[int] = mapped_column(BigInteger)
    """Milliseconds of the epoch, by the database's clock."""


class BeatEntry(Base):
    """When an entry of the schedule was last fired, by whichever beat."""

    __tablename__ = "beat_entry"

    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    runs: Mapped[int] = mapped_column(Integer)
    """How often."""
    fence: Mapped[int] = mapped_column(Integer)
    """The holder who did."""
    last_run_at: Mapped[datetime] = mapped_column(UtcDateTime)
