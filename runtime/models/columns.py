"""Column types that mean the same on PostgreSQL and on MySQL's family."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Annotated

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC in Python, microseconds kept, whatever the session's time zone is."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """MySQL's DATETIME knows no zone and drops what is below a second, unless told otherwise."""
        if dialect.name != "mysql":
            return dialect.type_descriptor(DateTime(timezone=True))
        from sqlalchemy.dialects.mysql import DATETIME  # noqa: PLC0415 - with all its drivers, for nothing elsewhere

        return dialect.type_descriptor(DATETIME(fsp=6))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into UTC; without its zone for MySQL."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "mysql" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into an aware datetime."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A fresh primary key."""
    return str(uuid.uuid4())


class LongText(TypeDecorator[str]):
    """A text of any length; MySQL's TEXT ends at 64 KB."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """MEDIUMTEXT for MySQL."""
        if dialect.name != "mysql":
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.mysql import MEDIUMTEXT  # noqa: PLC0415 - as above

        return dialect.type_descriptor(MEDIUMTEXT())


ExactWord = String(64).with_variant(String(64, collation="utf8mb4_bin"), "mysql")
"""A word that differs from its spellings with other case or accents; MySQL takes them for the same otherwise."""

Id = Annotated[str, mapped_column(String(36), primary_key=True, default=new_id)]
"""A primary key that is made here."""

Created = Annotated[datetime, mapped_column(UtcDateTime, default=now, index=True)]
"""When the row was made; retention goes by it."""
