"""Mail: to a real SMTP server in each of its three ways, and through Resend's interface."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from runtime.mail import sending
from schemas.dify import DifyConfig
from tests.runtime.peers import Inbox, Peer, peer
from tests.runtime.services import free_port

__all__ = ["peer"]

# Its TLS begins with the connection, which the server's own check does not see.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Lets one login in."""
    del server, session, envelope, mechanism
    good = isinstance(data, LoginPassword) and data == LoginPassword(b"me", b"s3cret")
    return AuthResult(success=good, handled=False)


@pytest.fixture(params=["plain", "starttls", "tls"])
def server(
    request: pytest.FixtureRequest, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Inbox, dict[str, Any]]]:
    """An SMTP server that wants a login wherever the connection is safe; and the settings for it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    inbox, port, way = Inbox(), free_port(), request.param
    login = {"authenticator": authenticate, "auth_required": True}
    options: dict[str, Any] = {
        "plain": {},
        "starttls": {"tls_context": context, "require_starttls": True, **login},
        "tls": {"ssl_context": context, **login, "auth_require_tls": False},
    }[way]
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    settings = {
        "MAIL_TYPE": "smtp",
        "MAIL_DEFAULT_SEND_FROM": "App <app@example.org>",
        "SMTP_SERVER": "127.0.0.1",
        "SMTP_PORT": port,
        "SMTP_USE_TLS": way != "plain",
        "SMTP_OPPORTUNISTIC_TLS": way == "starttls",
        "SMTP_USERNAME": "" if way == "plain" else "me",
        "SMTP_PASSWORD": "" if way == "plain" else "s3cret",
    }
    yield inbox, settings
    controller.stop()


def send(settings: dict[str, Any], to: str = "you@example.org", subject: str = "Grüße") -> None:
    app = Flask("mail")
    app.config["DIFY"] = DifyConfig(**settings)
    with app.app_context():
        sending.send(to, subject, "Hällo\n.\nEnd")


def test_a_mail_arrives_as_it_was_written(server: tuple[Inbox, dict[str, Any]]) -> None:
    inbox, settings = server
    send(settings)
    (mail,) = inbox.mails
    assert (mail["From"], mail["To"]) == ("App <app@example.org>", "you@example.org")
    assert mail.get_payload(decode=True).decode() == "Hällo\r\n.\r\nEnd\r\n"


def test_a_wrong_login_is_one_line_without_the_password(server: tuple[Inbox, dict[str, Any]]) -> None:
    inbox, settings = server
    if not settings["SMTP_USERNAME"]:
        settings |= {"SMTP_USERNAME": "me"}
    with pytest.raises(sending.MailError) as caught:
        send({**settings, "SMTP_PASSWORD": "c4n4ry"})
    assert "c4n4ry" not in str(caught.value)
    assert inbox.mails == []


def test_a_certificate_that_nobody_vouches_for_is_refused(
    server: tuple[Inbox, dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    inbox, settings = server
    if not settings["SMTP_USE_TLS"]:
        pytest.skip("nothing is encrypted this way")
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(sending.MailError, match="SSLCertVerificationError"):
        send(settings)
    assert inbox.mails == []


def test_a_line_end_begins_no_other_header() -> None:
    with pytest.raises(sending.MailError):
        sending.compose("a@example.org", "b@example.org", "x\nBcc: c@example.org", "text")


def test_resend_gets_the_mail_and_the_key(peer: Peer) -> None:
    settings = {
        "MAIL_TYPE": "resend",
        "MAIL_DEFAULT_SEND_FROM": "app@example.org",
        "RESEND_API_KEY": "c4n4ry",
        "RESEND_API_URL": peer.url,
    }
    send(settings)
    ((path, headers, body),) = peer.requests
    assert (path, headers["Authorization"]) == ("/emails", "Bearer c4n4ry")
    assert (body["to"], body["subject"], body["text"]) == (["you@example.org"], "Grüße", "Hällo\n.\nEnd\n")
    peer.status = 422
    with pytest.raises(Exception, match="status 422") as caught:
        send(settings)
    assert "c4n4ry" not in str(caught.value)


@pytest.mark.parametrize(
    "settings", [{}, {"MAIL_TYPE": "smtp"}, {"MAIL_TYPE": "smtp", "MAIL_DEFAULT_SEND_FROM": "a@example.org"}]
)
def test_mail_that_is_not_configured_says_what_is_missing(settings: dict[str, Any]) -> None:
    with pytest.raises(sending.MailError, match="set "):
        send(settings)
