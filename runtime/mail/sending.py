"""Send one mail. Raises MailError; nothing is tried twice here, the task is."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING, Final

from runtime import outbound
from runtime.settings import current_settings
from schemas.errors import LaunchdeckError

if TYPE_CHECKING:
    from schemas.dify import DifyConfig

TIMEOUT: Final = 30.0
"""Seconds for each answer of the server."""


class MailError(LaunchdeckError):
    """The mail was not taken, or mail is not configured."""


def send(to: str, subject: str, text: str) -> None:
    """Send a plain text."""
    config = current_settings()
    sender = SENDERS.get(config.MAIL_TYPE or "")
    if sender is None:
        raise MailError("Mail is not configured", "Set MAIL_TYPE to smtp or resend")
    if not config.MAIL_DEFAULT_SEND_FROM:
        raise MailError("Mail has no sender", "Set MAIL_DEFAULT_SEND_FROM")
    sender(config, compose(config.MAIL_DEFAULT_SEND_FROM, to, subject, text))


def compose(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """The message; a line end in a header is refused, it would begin another header."""
    message = EmailMessage()
    try:
        message["From"], message["To"], message["Subject"] = sender, to, subject
    except ValueError:
        raise MailError("A line of a mail's head holds a line end") from None
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain="launchdeck.invalid")
    message.set_content(text)
    return message


def _smtp(config: DifyConfig, message: EmailMessage) -> None:
    """TLS from the start, STARTTLS when it is opportunistic, or none."""
    host, port = config.SMTP_SERVER or "", config.SMTP_PORT or 25
    if not host:
        raise MailError("Mail has no server", "Set SMTP_SERVER")
    name = config.SMTP_LOCAL_HOSTNAME or None
    context = ssl.create_default_context() if config.SMTP_USE_TLS else None
    try:
        with (
            smtplib.SMTP_SSL(host, port, name, timeout=TIMEOUT, context=context)
            if context is not None and not config.SMTP_OPPORTUNISTIC_TLS
            else smtplib.SMTP(host, port, name, timeout=TIMEOUT)
        ) as server:
            if context is not None and config.SMTP_OPPORTUNISTIC_TLS:
                server.starttls(context=context)
            if config.SMTP_USERNAME and config.SMTP_PASSWORD:
                server.login(config.SMTP_USERNAME, config.SMTP_PASSWORD)
            server.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        # The server's words may repeat the login or the recipient.
        raise MailError(
            f"The mail server {host}:{port} did not take the mail: {type(error).__name__}",
            "Check the SMTP_ variables",
        ) from None


def _resend(config: DifyConfig, message: EmailMessage) -> None:
    """Resend's HTTP interface."""
    if not config.RESEND_API_KEY:
        raise MailError("Mail has no key", "Set RESEND_API_KEY")
    address = f"{(config.RESEND_API_URL or 'https://api.resend.com').rstrip('/')}/emails"
    body = {
        "from": message["From"],
        "to": [message["To"]],
        "subject": message["Subject"],
        "text": message.get_content(),
    }
    outbound.post_json(address, body, {"Authorization": f"Bearer {config.RESEND_API_KEY}"}, "Resend")


SENDERS: Final[dict[str, Callable[[DifyConfig, EmailMessage], None]]] = {"smtp": _smtp, "resend": _resend}
"""By the value of MAIL_TYPE."""
