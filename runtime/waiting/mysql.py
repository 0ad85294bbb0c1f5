"""A real login at MySQL and its family, through the driver, which is imported only here."""

from __future__ import annotations

from typing import Final

from runtime.connections import Database
from runtime.waiting.probe import CONNECT_TIMEOUT, NotReadyError, RefusedError, Wire

_REFUSALS: Final = {
    1044: "DB_USERNAME may not use DB_DATABASE",
    1045: "it does not accept DB_USERNAME with DB_PASSWORD",
    1049: "it has no database of the name DB_DATABASE",
    1130: "it does not let this host in",
    3159: "it demands an encrypted connection",
}


def probe(database: Database) -> None:
    """Log in and out once. Raises NotReadyError or RefusedError."""
    try:
        import pymysql  # noqa: PLC0415 - the entrypoint is standard library only, apart from MySQL's login
    except ImportError:
        # An application with another driver, or a broken one: at least somebody must listen and greet.
        with Wire(database.host, database.port) as wire:
            wire.read(5)
        return
    try:
        pymysql.connect(
            host=database.host,
            port=database.port,
            user=database.user,
            password=database.password,
            database=database.name,
            connect_timeout=int(CONNECT_TIMEOUT),
            read_timeout=CONNECT_TIMEOUT,
        ).close()
    except pymysql.MySQLError as error:
        code = error.args[0] if error.args and isinstance(error.args[0], int) else 0
        if code in _REFUSALS:
            raise RefusedError(_REFUSALS[code]) from None
        raise NotReadyError(f"it answered with error {code}" if code else "it does not answer") from None
