"""Waiting for dependencies: fake servers for what a real one rarely does, the real ones for the login."""

from __future__ import annotations

import hashlib
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from runtime import connections, exits
from runtime.connections import Broker, Database
from runtime.environment import Environment
from runtime.errors import StartError, UnavailableError
from runtime.waiting import mysql, postgresql, probe, redis
from runtime.waiting.dependencies import of_broker, of_database, of_mode, tls_context
from runtime.waiting.probe import NotReadyError, RefusedError
from runtime.waiting.scram import ScramClient
from runtime.waiting.wait import Dependency, wait_for
from tests.runtime.mariadb import MariaDB
from tests.runtime.services import Services, free_port

Answer = Callable[[socket.socket], None]


@contextmanager
def fake_server(answer: Answer) -> Iterator[int]:
    """A server that treats every connection the same way; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(5)
                    answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def changed(record: Any, **changes: Any) -> Any:
    """The same record with other values."""
    return type(record)(**{name: getattr(record, name) for name in record.__slots__} | changes)


def database_at(port: int, **changes: str) -> Database:
    return changed(Database("postgresql", "127.0.0.1", port, "postgres", "pw", "dify"), **changes)


def broker_at(port: int, password: str = "", user: str = "") -> Broker:
    return Broker("redis", "127.0.0.1", port, user, password, "")


def postgres_error(code: str) -> Answer:
    """A server that answers the start-up message with that SQLSTATE."""

    def answer(connection: socket.socket) -> None:
        connection.recv(8)
        connection.sendall(b"N")
        connection.recv(1024)
        body = b"SFATAL\0C" + code.encode() + b"\0Mcanary\0\0"
        connection.sendall(b"E" + struct.pack("!I", len(body) + 4) + body)

    return answer


def says(*lines: bytes) -> Answer:
    """A server that answers each message with the next line."""

    def answer(connection: socket.socket) -> None:
        for line in lines:
            connection.recv(1024)
            connection.sendall(line)

    return answer


def hang(connection: socket.socket) -> None:
    """Accept and say nothing until the other side goes."""
    while connection.recv(1024):
        pass


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Probes give up at once."""
    monkeypatch.setattr(probe.Wire.__init__, "__defaults__", (0.2,))


@pytest.mark.parametrize("code", ["28P01", "28000", "3D000", "42501"])
def test_what_waiting_does_not_mend_is_refused_at_once(code: str) -> None:
    with fake_server(postgres_error(code)) as port, pytest.raises(RefusedError) as caught:
        postgresql.probe(database_at(port))
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(("code", "words"), [("57P03", "starting up"), ("53300", "53300")])
def test_what_passes_is_waited_for(code: str, words: str) -> None:
    with fake_server(postgres_error(code)) as port, pytest.raises(NotReadyError, match=words):
        postgresql.probe(database_at(port))


def asks_for_a_login(method: int, salt: bytes = b"") -> tuple[Answer, list[bytes]]:
    """A PostgreSQL that wants the password in another way than SCRAM, and what it was told."""
    told: list[bytes] = []

    def message(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("!I", len(body) + 4) + body

    def answer(connection: socket.socket) -> None:
        connection.recv(8)
        connection.sendall(b"N")
        connection.recv(1024)
        connection.sendall(message(b"R", struct.pack("!I", method) + salt))
        told.append(connection.recv(1024)[5:])
        connection.sendall(message(b"R", struct.pack("!I", 0)) + message(b"Z", b"I"))

    return answer, told


def test_older_ways_to_give_a_password_are_known() -> None:
    clear, told = asks_for_a_login(3)
    with fake_server(clear) as port:
        postgresql.probe(database_at(port))
    assert told == [b"pw\0"]
    hashed, told = asks_for_a_login(5, b"salt")
    with fake_server(hashed) as port:
        postgresql.probe(database_at(port))
    inner = hashlib.md5(b"pwpostgres", usedforsecurity=False).hexdigest().encode()
    assert told == [b"md5" + hashlib.md5(inner + b"salt", usedforsecurity=False).hexdigest().encode() + b"\0"]


def test_a_login_that_only_the_driver_speaks_shows_that_the_server_is_up() -> None:
    kerberos, told = asks_for_a_login(7)
    with fake_server(kerberos) as port:
        postgresql.probe(database_at(port))
    assert told in ([], [b""])


def test_of_a_broker_of_another_kind_the_port_is_tried() -> None:
    with fake_server(hang) as port:
        of_broker(Broker("amqp", "127.0.0.1", port, "", "", ""), None).probe()
    with pytest.raises(NotReadyError, match="refused"):
        of_broker(Broker("amqp", "127.0.0.1", free_port(), "", "", ""), None).probe()


@pytest.mark.parametrize(
    ("error", "words"), [(TimeoutError(), "took too long"), (OSError(113, "No route to host"), "No route to host")]
)
def test_a_host_that_cannot_be_reached_is_said(monkeypatch: pytest.MonkeyPatch, error: OSError, words: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "create_connection", fail)
    with pytest.raises(NotReadyError, match=words):
        postgresql.probe(database_at(5432))


def test_a_closed_port_is_told_from_a_server_that_says_nothing(impatient: None) -> None:
    with pytest.raises(NotReadyError, match="refused"):
        postgresql.probe(database_at(free_port()))
    with fake_server(hang) as port, pytest.raises(NotReadyError, match="did not answer"):
        postgresql.probe(database_at(port))


def test_an_unknown_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "create_connection", unknown)
    with pytest.raises(NotReadyError, match="name is not known"):
        postgresql.probe(database_at(5432, host="nowhere"))


def test_another_protocol_at_the_port_is_said() -> None:
    with fake_server(says(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 40)) as port, pytest.raises(NotReadyError):
        postgresql.probe(database_at(port))
    with fake_server(says(b"HTTP/1.1 400 Bad Request\r\n")) as port, pytest.raises(NotReadyError, match="protocol"):
        redis.probe(broker_at(port))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"-WRONGPASS invalid username-password pair\r\n", RefusedError),
        (b"-ERR invalid password\r\n", RefusedError),
        (b"-LOADING Redis is loading the dataset in memory\r\n", NotReadyError),
    ],
)
def test_how_redis_may_answer_a_login(answer: bytes, error: type[Exception]) -> None:
    with fake_server(says(answer)) as port, pytest.raises(error):
        redis.probe(broker_at(port, "pw"))


def test_a_redis_that_wants_a_password_is_refused_at_once() -> None:
    with fake_server(says(b"-NOAUTH Authentication required.\r\n")) as port, pytest.raises(RefusedError, match="wants"):
        redis.probe(broker_at(port))


def test_a_redis_without_password_does_not_mind_one() -> None:
    line = b"-ERR AUTH <password> called without any password configured for the default user.\r\n"
    with fake_server(says(line, b"+PONG\r\n")) as port:
        redis.probe(broker_at(port, "pw"))


def test_sentinel_is_asked_node_by_node() -> None:
    with fake_server(says(b"*2\r\n$1\r\na\r\n")) as port:
        nodes = (("127.0.0.1", free_port()), ("127.0.0.1", port))
        broker = changed(broker_at(port), scheme="sentinel", nodes=nodes, master="mymaster")
        redis.probe_sentinel(broker)
    with fake_server(says(b"*-1\r\n")) as port:
        broker = changed(broker, nodes=(("127.0.0.1", port),))
        with pytest.raises(NotReadyError, match="MASTER_NAME"):
            redis.probe_sentinel(broker)


def test_waiting_ends_when_the_dependency_answers() -> None:
    answers = iter([NotReadyError("no"), NotReadyError("no"), NotReadyError("soon"), None])
    said: list[str] = []

    def ask() -> None:
        if answer := next(answers):
            raise answer

    wait_for(Dependency("the database at x:1", ask, "DB_HOST"), time.monotonic() + 30, said.append)
    assert said == ["waiting for the database at x:1: no", "waiting for the database at x:1: soon"]


def test_the_deadline_ends_it_with_exit_69() -> None:
    with pytest.raises(UnavailableError, match="refused") as caught:
        wait_for(of_database(database_at(free_port())), time.monotonic(), lambda _: None)
    assert caught.value.code == exits.UNAVAILABLE


def test_a_refusal_ends_it_with_exit_78_long_before_the_deadline() -> None:
    with (
        fake_server(says(b"-WRONGPASS no\r\n")) as port,
        pytest.raises(StartError, match="CELERY_BROKER_URL") as caught,
    ):
        wait_for(of_broker(broker_at(port, "pw"), None), time.monotonic() + 3600, lambda _: None)
    assert caught.value.code == exits.CONFIG


@pytest.mark.parametrize(
    ("mode", "migrates", "count"),
    [
        ("api", False, 2),
        ("worker", True, 2),
        ("beat", False, 2),
        ("migration", False, 1),
        ("job", False, 0),
        ("job", True, 1),
    ],
)
def test_each_mode_waits_for_what_it_needs(mode: str, migrates: bool, count: int) -> None:
    assert len(of_mode(mode, Environment({}), migrates=migrates)) == count


def test_certificates_that_cannot_be_read_are_a_problem() -> None:
    environment = Environment({"CELERY_BROKER_URL": "rediss://h/1", "REDIS_SSL_CA_CERTS": "/nowhere.pem"})
    of_mode("api", environment, migrates=False)
    assert [problem.variable for problem in environment.problems] == ["REDIS_SSL_CA_CERTS"]


def test_scram_agrees_with_the_example_of_rfc_7677() -> None:
    # The RFC's example names the user in the message, which PostgreSQL's clients leave out.
    client = ScramClient("pencil", nonce="rOprNGfwEbeRWgbNEkqO")
    client._bare = "n=user,r=rOprNGfwEbeRWgbNEkqO"
    challenge = b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    assert client.final(challenge).endswith(b"p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
    client.verify(b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
    with pytest.raises(RefusedError):
        client.verify(b"v=AAAA")


@pytest.mark.e2e
def test_a_real_login_at_postgresql_and_redis(services: Services) -> None:
    environment = Environment(services.environ("postgres"))
    database = connections.database(environment)
    broker = connections.broker(environment)
    postgresql.probe(database)
    redis.probe(broker)
    with pytest.raises(RefusedError, match="password"):
        postgresql.probe(changed(database, password="wrong"))
    with pytest.raises(RefusedError, match="DB_DATABASE"):
        postgresql.probe(changed(database, name="nowhere"))
    with pytest.raises(RefusedError):
        redis.probe(changed(broker, password="wrong"))
    with pytest.raises(RefusedError):
        redis.probe(changed(broker, password=""))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody has signed, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(file) + ".key"]
    command = ["openssl", "req", "-x509", *key, "-days", "2", *subject, "-out", str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    file.write_text(file.read_text() + Path(str(file) + ".key").read_text())
    return file


def over_tls(certificate: Path, answer: Answer, greeting: bytes = b"") -> Answer:
    """A server that demands TLS, after a word in clear for PostgreSQL."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def serve(connection: socket.socket) -> None:
        if greeting:
            connection.recv(8)
            connection.sendall(greeting)
        try:
            with context.wrap_socket(connection, server_side=True) as encrypted:
                answer(encrypted)
        except OSError:
            # The other side spoke in clear, or did not like the certificate.
            return

    return serve


def test_a_postgresql_that_demands_tls_gets_it(certificate: Path) -> None:
    ready = b"R" + struct.pack("!II", 8, 0) + b"Z" + struct.pack("!I", 5) + b"I"
    with fake_server(over_tls(certificate, says(ready), greeting=b"S")) as port:
        postgresql.probe(database_at(port, host="localhost"))


def test_a_redis_that_demands_tls(certificate: Path) -> None:
    with fake_server(over_tls(certificate, says(b"+PONG\r\n"))) as port:
        broker = changed(broker_at(port), scheme="rediss", host="localhost")
        with pytest.raises(NotReadyError):
            redis.probe(changed(broker, scheme="redis"))
        with pytest.raises(RefusedError, match="certificate"):
            redis.probe(broker, tls_context(Environment({"REDIS_SSL_CERT_REQS": "CERT_REQUIRED"})))
        trusting = {"REDIS_SSL_CERT_REQS": "CERT_REQUIRED", "REDIS_SSL_CA_CERTS": str(certificate)}
        redis.probe(broker, tls_context(Environment(trusting)))
        redis.probe(broker, tls_context(Environment({})))


def test_without_the_driver_mysql_must_at_least_greet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymysql", None)
    with pytest.raises(NotReadyError, match="refused"):
        mysql.probe(database_at(free_port(), kind="mysql"))

    def greet(connection: socket.socket) -> None:
        connection.sendall(b"\x4a\0\0\0\x0a8.4.0\0")

    with fake_server(greet) as port:
        mysql.probe(database_at(port, kind="mysql"))


def test_a_real_login_at_mariadb(mariadb: MariaDB, mariadb_database: str) -> None:
    def database(**changes: str) -> Database:
        found = {"user": "launchdeck", "password": mariadb.password, "name": mariadb_database}
        return database_at(mariadb.port, kind="mysql", **{**found, **changes})

    mysql.probe(database())
    with pytest.raises(RefusedError, match="DB_PASSWORD"):
        mysql.probe(database(password="wrong"))
    with pytest.raises(RefusedError, match="DB_DATABASE"):
        mysql.probe(database(name="nothing"))
    with pytest.raises(NotReadyError):
        mysql.probe(changed(database(), port=free_port()))
