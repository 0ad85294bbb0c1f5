"""Which dependencies a mode waits for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from runtime.connections import Broker, Database
from runtime.environment import Environment
from runtime.waiting import mysql, postgresql, redis
from runtime.waiting.needs import of
from runtime.waiting.probe import Wire
from runtime.waiting.wait import Dependency

if TYPE_CHECKING:
    import ssl

DATABASE_VARIABLES: Final = "DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD and DB_DATABASE"
BROKER_VARIABLES: Final = "CELERY_BROKER_URL"


def of_mode(mode: str, environment: Environment, *, migrates: bool) -> tuple[Dependency, ...]:
    """What must answer before the mode starts."""
    needs = of(mode, environment, migrates=migrates)
    found: list[Dependency] = []
    if needs.database is not None:
        found.append(of_database(needs.database))
    if needs.broker is not None:
        found.append(of_broker(needs.broker, tls_context(environment) if needs.broker.tls else None))
    return tuple(found)


def of_database(database: Database) -> Dependency:
    """The database as a dependency."""
    probe = postgresql.probe if database.is_postgresql else mysql.probe
    return Dependency(f"the database at {database.place}", partial(probe, database), DATABASE_VARIABLES)


def of_broker(broker: Broker, context: ssl.SSLContext | None) -> Dependency:
    """The broker as a dependency; of one that is not Redis only the port is tried."""
    title = f"the broker at {broker.place}"
    if broker.is_redis:
        return Dependency(title, partial(redis.probe, broker, context), BROKER_VARIABLES)
    if broker.scheme == "sentinel":
        return Dependency(title, partial(redis.probe_sentinel, broker), BROKER_VARIABLES)
    return Dependency(title, partial(_connect, broker), BROKER_VARIABLES)


def _connect(broker: Broker) -> None:
    with Wire(broker.host, broker.port):
        pass


def tls_context(environment: Environment) -> ssl.SSLContext:
    """How a ``rediss://`` broker is talked to: REDIS_SSL_CERT_REQS, REDIS_SSL_CA_CERTS and the client's own pair."""
    import ssl  # noqa: PLC0415 - only a broker over TLS needs it

    context = ssl.create_default_context()
    required = environment.choice("REDIS_SSL_CERT_REQS", "CERT_NONE", ("CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"))
    if required != "CERT_REQUIRED":
        context.check_hostname = False
    context.verify_mode = ssl.VerifyMode[required]
    for name in ("REDIS_SSL_CA_CERTS", "REDIS_SSL_CERTFILE"):
        path = environment.text(name)
        if not path:
            continue
        try:
            if name == "REDIS_SSL_CA_CERTS":
                context.load_verify_locations(path)
            else:
                context.load_cert_chain(path, environment.text("REDIS_SSL_KEYFILE") or None)
        except (OSError, ssl.SSLError):
            environment.report(name, "names a file that cannot be read as a certificate")
    return context
