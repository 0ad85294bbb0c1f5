"""Servers that are not of the project: does the database, the bucket, the mail server take what the file says?

They are asked from this machine, on request only. What cannot be reached from here may be reached by the containers, so
that is a warning; a refused login is a failure (FIELD F58, F59, F61).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping

from tui.engine.compose.preflight import bucket as buckets
from tui.engine.compose.preflight.context import Context
from tui.engine.protocol import Check

SECONDS = 5
"""The patience with each answer of a server."""
_NOT_NOW = ("starting up", "shutting down", "recovery mode", "too many clients", "connection slots")
"""Words of PostgreSQL (errcodes 57P03 and 53300) that say nothing about the login."""

_DATABASE, _BUCKET, _MAIL = "LD-DATABASE-LOGIN", "LD-BUCKET", "LD-MAIL-SERVER"


def _is_on(text: str | None) -> bool:
    return (text or "").strip().lower() in {"true", "1", "yes", "on"}


def _given(context: Context) -> Mapping[str, str]:
    """What the application gets: the environment of the service with most of the settings, if any."""
    names = {"DB_HOST", "STORAGE_TYPE", "MAIL_TYPE"}
    environments = [one.environment for one in context.model.services.values() if names & one.environment.keys()]
    return max(environments, key=len, default={})


def _database_host(context: Context) -> str:
    """The host of a database outside; empty when the project has its own."""
    host = _given(context).get("DB_HOST", "")
    return "" if host in context.model.services or host in {"", "localhost", "127.0.0.1"} else host


def not_asked(context: Context) -> Iterator[Check]:
    """What a check on request would ask."""
    mend = "launchdeck doctor --remote asks it"
    if host := _database_host(context):
        yield Check(_DATABASE, "skip", f"the database on {host} was not asked", mend)
    if _given(context).get("STORAGE_TYPE") == "s3":
        yield Check(_BUCKET, "skip", "the bucket was not asked", mend)
    if _given(context).get("MAIL_TYPE") == "smtp":
        yield Check(_MAIL, "skip", "the mail server was not asked", mend)


# The database


def database(context: Context) -> Iterator[Check]:
    """A database outside lets the login in, and has the plugin daemon's database."""
    host, values = _database_host(context), _given(context)
    if not host:
        return
    kind = values.get("DB_TYPE") or "postgresql"
    try:
        names = _postgres_names(host, values) if kind == "postgresql" else _mysql_names(host, values)
    except ImportError as error:
        yield Check(_DATABASE, "skip", f"the database on {host} was not asked: {error.name} is not installed here")
    except OSError as error:
        text = f"the database on {host} cannot be reached from here: {error}"
        yield Check(_DATABASE, "warn", text, "Look at DB_HOST and DB_PORT, and at firewalls between")
    except _RefusedError as error:
        mend = "Look at DB_USERNAME, DB_PASSWORD and DB_DATABASE"
        yield Check(_DATABASE, "fail", f"the database on {host} refuses the login: {error}", mend)
    else:
        yield _of_names(host, names, values)


class _RefusedError(Exception):
    """The server answered, and said no; its sentence holds no password."""


def _of_names(host: str, names: set[str], values: Mapping[str, str]) -> Check:
    plugin = values.get("DB_PLUGIN_DATABASE", "")
    if plugin and plugin not in names:
        text = f"the database on {host} takes the login, but has no {plugin} for the plugin daemon"
        return Check(_DATABASE, "fail", text, f"Make it there: CREATE DATABASE {plugin}")
    return Check(_DATABASE, "ok", f"the database on {host} takes the login")


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _postgres_names(host: str, values: Mapping[str, str]) -> set[str]:
    import psycopg2

    try:
        connection = psycopg2.connect(
            host=host,
            port=values.get("DB_PORT") or "5432",
            user=values.get("DB_USERNAME", ""),
            password=values.get("DB_PASSWORD", ""),
            dbname=values.get("DB_DATABASE", ""),
            connect_timeout=SECONDS,
            tcp_user_timeout=SECONDS * 1000,
        )
    except psycopg2.Error as error:
        # libpq tells a refusal by the server, whose word is FATAL, only by its text.
        text = _first_line(error)
        refused = "FATAL:" in text and not any(words in text for words in _NOT_NOW)
        raise (_RefusedError(text.rpartition("FATAL:")[2].strip()) if refused else OSError(text)) from None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", (str(SECONDS * 1000),))
            cursor.execute("SELECT datname FROM pg_database")
            return {str(name) for (name,) in cursor.fetchall()}
    finally:
        connection.close()


def _mysql_names(host: str, values: Mapping[str, str]) -> set[str]:
    import pymysql

    try:
        connection = pymysql.connect(
            host=host,
            port=int(values.get("DB_PORT") or 3306),
            user=values.get("DB_USERNAME", ""),
            password=values.get("DB_PASSWORD", ""),
            database=values.get("DB_DATABASE", ""),
            connect_timeout=SECONDS,
            read_timeout=SECONDS,
        )
    except (pymysql.Error, ValueError) as error:
        code = error.args[0] if error.args else 0
        # 2000 and above are the client's own errors (MySQL manual, "Client Error Message Reference").
        unreached = isinstance(code, int) and code >= 2000
        raise (OSError(_first_line(error)) if unreached else _RefusedError(_first_line(error))) from None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW DATABASES")
            return {str(name) for (name,) in cursor.fetchall()}
    finally:
        connection.close()


# The bucket


def bucket(context: Context) -> Iterator[Check]:
    """An object can be written to the bucket, read from it and deleted."""
    values = _given(context)
    if values.get("STORAGE_TYPE") != "s3":
        return
    if _is_on(values.get("S3_USE_AWS_MANAGED_IAM")):
        yield Check(_BUCKET, "skip", "the bucket is reached by the machine's own role, which this one does not have")
        return
    target = buckets.Bucket.of(values)
    try:
        buckets.try_out(target, SECONDS)
    except buckets.BucketError as error:
        text = f"the bucket {target.name} refuses: {error}"
        yield Check(_BUCKET, "fail", text, "Look at S3_ENDPOINT, S3_BUCKET_NAME, S3_REGION and the two keys")
    except (OSError, ValueError) as error:
        text = f"the bucket {target.name} cannot be reached from here: {error}"
        yield Check(_BUCKET, "warn", text, "Look at S3_ENDPOINT; a name of the project's network is not known here")
    else:
        yield Check(_BUCKET, "ok", f"the bucket {target.name} takes, gives and deletes an object")


# Mail


def mail(context: Context) -> Iterator[Check]:
    """The mail server speaks as the switches say and takes the login. Nothing is sent."""
    values = _given(context)
    if values.get("MAIL_TYPE") != "smtp":
        return
    server = f"{values.get('SMTP_SERVER', '')}:{values.get('SMTP_PORT', '')}"
    try:
        _greet(values)
    except smtplib.SMTPAuthenticationError as error:
        text = f"{server} refuses the login: {error.smtp_code}"
        yield Check(_MAIL, "fail", text, "Look at SMTP_USERNAME and SMTP_PASSWORD")
    except ssl.SSLCertVerificationError as error:
        text = f"this machine does not trust the certificate of {server}: {error.verify_message}"
        yield Check(_MAIL, "warn", text, "SMTP_SERVER has to be a name that the certificate is for")
    except (smtplib.SMTPException, ssl.SSLError) as error:
        text = f"{server} does not speak as SMTP_USE_TLS and SMTP_OPPORTUNISTIC_TLS say: {_first_line(error)}"
        yield Check(_MAIL, "fail", text, "Port 465 wants TLS from the start, 587 wants STARTTLS (both switches on)")
    except TimeoutError:
        text = f"{server} says nothing within {SECONDS} s"
        yield Check(_MAIL, "warn", text, "Look at SMTP_PORT: TLS from the start is not spoken everywhere")
    except (OSError, ValueError) as error:
        text = f"{server} cannot be reached from here: {error}"
        yield Check(_MAIL, "warn", text, "Look at SMTP_SERVER and SMTP_PORT")
    else:
        yield Check(_MAIL, "ok", f"{server} speaks as the settings say")


def _greet(values: Mapping[str, str]) -> None:
    host, port = values.get("SMTP_SERVER", ""), int(values.get("SMTP_PORT") or 25)
    ourselves = values.get("SMTP_LOCAL_HOSTNAME") or None
    tls, later = _is_on(values.get("SMTP_USE_TLS")), _is_on(values.get("SMTP_OPPORTUNISTIC_TLS"))
    client: smtplib.SMTP
    if tls and not later:
        trusted = ssl.create_default_context()
        client = smtplib.SMTP_SSL(host, port, ourselves, timeout=SECONDS, context=trusted)
    else:
        client = smtplib.SMTP(host, port, ourselves, timeout=SECONDS)
    with client:
        client.ehlo()
        if tls and later:
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        user, password = values.get("SMTP_USERNAME", ""), values.get("SMTP_PASSWORD", "")
        if user and password:
            client.login(user, password)
