"""A real login at MySQL and its family, through the driver, which is imported only here."""

from __future__ import annotations

from typing import Final

from runtime.connections import Database
from runtime.waiting.probe import CONNECT_TIMEOUT, NotReadyError, RefusedError

_REFUSALS: Final = {
    1044: "DB_USERNAME may not use DB_DATABASE",
    1045: "it does not accept DB_USERNAME with DB_PASSWORD",
    1049: "it has no database of the name DB_DATABASE",
    1130: "it does not let this host in",
}


def probe(database: Database) -> None:
    """Log in and out once. Raises NotReadyError or RefusedError."""
    import pymysql  # noqa: PLC0415 - the entrypoint is standard library only, apart from MySQL's login

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
