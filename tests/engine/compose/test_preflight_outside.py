"""Servers outside of the project, each asked for real on this machine."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.certificates import self_signed
from tests.engine.compose.samples import project
from tests.engine.compose.test_preflight import Machine
from tests.runtime.mariadb import MariaDB
from tests.runtime.services import Services
from tui.engine.compose.preflight import Context, bucket, outside
from tui.engine.protocol import Check


class Application(Machine):
    """A project whose API gets the values."""

    def results(self, function: Callable[[Context], Iterator[Check]]) -> list[Check]:
        api = project(api={"environment": dict(self.values)}).services
        self.model = replace(self.model, services={**self.model.services, **api})
        return super().results(function)


@pytest.fixture
def here(tmp_path: Path) -> Machine:
    return Application(tmp_path)


class Store(BaseHTTPRequestHandler):
    """Objects in memory; who asks is checked by the name of the key only."""

    def do_PUT(self) -> None:
        if "Credential=good/" not in self.headers["Authorization"]:
            self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
            return
        self.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200)

    def do_GET(self) -> None:
        self._answer(200, self.objects[self.path])

    def do_DELETE(self) -> None:
        del self.objects[self.path]
        self._answer(204)

    @property
    def objects(self) -> dict[str, bytes]:
        found: dict[str, bytes] = self.server.objects  # type: ignore[attr-defined]
        return found

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def store() -> Iterator[Any]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Store) as server:
        server.objects = {}  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def test_a_bucket_is_written_read_and_left_as_it_was(here: Machine, store: Any) -> None:
    values = {"STORAGE_TYPE": "s3", "S3_ENDPOINT": f"http://127.0.0.1:{store.server_port}", "S3_BUCKET_NAME": "files"}
    here.values = {**values, "S3_ACCESS_KEY": "good", "S3_SECRET_KEY": "word"}
    assert here.check(outside.bucket) == [("ok", "the bucket files takes, gives and deletes an object")]
    assert store.objects == {}
    here.values = {**values, "S3_ACCESS_KEY": "bad", "S3_SECRET_KEY": "word"}
    ((status, message),) = here.check(outside.bucket)
    assert (status, message) == ("fail", "the bucket files refuses: PUT is answered with 403 AccessDenied")
    here.values = {**values, "S3_ENDPOINT": "minio:9000"}
    assert here.check(outside.bucket)[0][0] == "warn"
    here.values = {**values, "S3_USE_AWS_MANAGED_IAM": "true"}
    assert here.check(outside.bucket)[0][0] == "skip"
    here.values = {"STORAGE_TYPE": "opendal"}
    assert here.check(outside.bucket) == []


@pytest.mark.parametrize("style", ["path", "virtual"])
def test_requests_are_signed_as_amazons_own_library_does(style: str) -> None:
    from botocore.auth import S3SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    target = bucket.Bucket("files", "https://s3.example.com:8443", "eu-west-1", "AKID", "s3cr3t", style == "virtual")
    path = target.path("a b~c")
    headers = bucket.signed(target, "PUT", path, b"hello", datetime.now(UTC))
    request = AWSRequest("PUT", f"https://{target.host}{path}", data=b"hello")
    request.headers["X-Amz-Content-SHA256"] = headers["x-amz-content-sha256"]
    request.headers["X-Amz-Date"] = headers["x-amz-date"]
    request.context["timestamp"] = headers["x-amz-date"]
    signer = S3SigV4Auth(Credentials("AKID", "s3cr3t"), "s3", "eu-west-1")
    text = signer.string_to_sign(request, signer.canonical_request(request))
    assert headers["Authorization"].endswith(signer.signature(text, request))


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def post() -> Iterator[Controller]:
    def login(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    server = Controller(
        object(), "127.0.0.1", closed_port(), authenticator=login, auth_require_tls=False, server_hostname="post"
    )
    server.start()
    yield server
    server.stop()


def test_a_mail_server_is_greeted_and_logged_in_to(here: Machine, post: Controller) -> None:
    values = {"MAIL_TYPE": "smtp", "SMTP_SERVER": "127.0.0.1", "SMTP_PORT": str(post.port), "SMTP_LOCAL_HOSTNAME": "me"}
    here.values = values
    assert here.check(outside.mail) == [("ok", f"127.0.0.1:{post.port} speaks as the settings say")]
    login = {**values, "SMTP_USERNAME": "me", "SMTP_PASSWORD": "right"}
    here.values = login
    assert here.check(outside.mail)[0][0] == "ok"
    here.values = {**login, "SMTP_PASSWORD": "wrong"}
    ((status, message),) = here.check(outside.mail)
    assert status == "fail"
    assert "refuses the login" in message
    assert "wrong" not in message
    here.values = {**values, "SMTP_USE_TLS": "true", "SMTP_OPPORTUNISTIC_TLS": "true"}
    ((status, message),) = here.check(outside.mail)
    assert (status, "does not speak as" in message) == ("fail", True)
    here.values = {**values, "SMTP_PORT": str(closed_port())}
    assert here.check(outside.mail)[0][0] == "warn"
    here.values = {"MAIL_TYPE": "resend"}
    assert here.check(outside.mail) == []


def test_a_certificate_that_is_not_trusted_is_told_as_that(here: Machine, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    self_signed(certificate, key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                context.wrap_socket(connection, server_side=True).close()

        threading.Thread(target=serve, daemon=True).start()
        here.values = {"MAIL_TYPE": "smtp", "SMTP_SERVER": "127.0.0.1", "SMTP_USE_TLS": "true"}
        here.values |= {"SMTP_PORT": str(listener.getsockname()[1])}
        ((status, message),) = here.check(outside.mail)
    assert (status, "does not trust the certificate" in message) == ("warn", True)


def test_a_database_of_the_project_is_not_asked_and_one_that_is_away_is_told(here: Machine) -> None:
    here.model = project(db={"image": "postgres:15"})
    here.values = {"DB_HOST": "db"}
    assert here.check(outside.database) == []
    here.values = {"DB_HOST": "127.0.0.2", "DB_PORT": str(closed_port()), "DB_PASSWORD": "word"}
    for kind in ("postgresql", "mysql"):
        here.values = {**here.values, "DB_TYPE": kind}
        ((status, message),) = here.check(outside.database)
        assert status == "warn"
        assert "cannot be reached from here" in message
        assert "word" not in message


HERE = "127.1"
"""This machine under a name that the check does not take for the container itself."""


def logins(here: Machine, values: dict[str, str]) -> list[str]:
    """What is said of the right password, of a wrong one, and where the plugin daemon's database is missing."""
    said = []
    for other in ({}, {"DB_PASSWORD": "wr0ng-one"}, {"DB_PLUGIN_DATABASE": "nowhere"}):
        here.values = {**values, **other}
        ((status, message),) = here.check(outside.database)
        assert values["DB_PASSWORD"] not in message
        assert "wr0ng-one" not in message
        said.append(f"{status}: {message}")
    return said


def test_a_real_postgresql_lets_in_refuses_and_lists_its_databases(here: Machine, services: Services) -> None:
    right, wrong, missing = logins(here, {**services.environ("postgres"), "DB_HOST": HERE})
    assert right == f"ok: the database on {HERE} takes the login"
    assert wrong.startswith(f"fail: the database on {HERE} refuses the login: password authentication failed")
    assert "has no nowhere for the plugin daemon" in missing


def test_a_real_mysql_lets_in_refuses_and_lists_its_databases(here: Machine, mariadb: MariaDB) -> None:
    right, wrong, missing = logins(here, {**mariadb.environ("mysql"), "DB_HOST": HERE})
    assert right == f"ok: the database on {HERE} takes the login"
    assert wrong.startswith(f"fail: the database on {HERE} refuses the login: ")
    assert "has no nowhere for the plugin daemon" in missing


def test_a_refused_login_and_a_missing_database_are_told(here: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg2

    here.values = {"DB_HOST": "far", "DB_PLUGIN_DATABASE": "dify_plugin"}

    def refuse(**_: object) -> None:
        text = 'connection to server at "far" (10.0.0.1), port 5432 failed: FATAL:  password authentication failed\n'
        raise psycopg2.OperationalError(text)

    monkeypatch.setattr(psycopg2, "connect", refuse)
    refused = [("fail", "the database on far refuses the login: password authentication failed")]
    assert here.check(outside.database) == refused

    def later(**_: object) -> None:
        raise psycopg2.OperationalError("connection failed: FATAL:  the database system is starting up\n")

    monkeypatch.setattr(psycopg2, "connect", later)
    ((status, message),) = here.check(outside.database)
    assert (status, "refuses the login" in message) == ("warn", False)
    for names, status in (({"dify"}, "fail"), ({"dify", "dify_plugin"}, "ok")):
        monkeypatch.setattr(outside, "_postgres_names", lambda *_, found=names: found)
        assert here.check(outside.database)[0][0] == status


def test_what_is_only_asked_on_request_is_listed(here: Machine) -> None:
    here.values = {"DB_HOST": "far", "STORAGE_TYPE": "s3", "MAIL_TYPE": "smtp"}
    assert [one.id for one in here.results(outside.not_asked)] == ["LD-DATABASE-LOGIN", "LD-BUCKET", "LD-MAIL-SERVER"]
    here.values = {"DB_HOST": "localhost"}
    assert here.results(outside.not_asked) == []
