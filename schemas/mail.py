"""Mail: the service that sends invitations, codes and password resets."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.enums import TemplateMode
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Port


class MailConfig(Settings):
    """Configures which service sends mail, in whose name, and how SMTP is spoken."""

    category = "mail"

    MAIL_TEMPLATING_MODE: TemplateMode = setting(
        TemplateMode.SANDBOX,
        help=(
            "How placeholders in mail texts from outside the image are filled in. Sandbox suits nearly "
            "everyone; unsafe lets a text run code in the worker."
        ),
        group="general",
        choices={
            "unsafe": "Full Jinja, may run code",
            "sandbox": "Restricted Jinja with a time limit",
            "disabled": "Text is sent as it is",
        },
        reaches_container=False,
    )

    MAIL_TEMPLATING_TIMEOUT: int = setting(
        3,
        help="Time that filling in one mail text may take before it is given up. Only very large texts need more.",
        group="general",
        unit="seconds",
        active_when={"MAIL_TEMPLATING_MODE": ["sandbox"]},
        reaches_container=False,
        ge=0,
    )

    MAIL_TYPE: str | None = setting(
        None,
        help=(
            "Service that sends invitations, sign-in codes and password resets. Empty means no mail at all, but "
            "Dify's Compose file puts resend in place of an empty text."
        ),
        group="general",
        docker="resend",
        local=SAME,
        choices={
            "resend": "Resend, a hosted service",
            "smtp": "Mail server of your choice",
            "sendgrid": "SendGrid, a hosted service",
        },
        readers=SHARED_ENVIRONMENT,
    )

    MAIL_DEFAULT_SEND_FROM: str | None = setting(
        None,
        help=(
            "Sender of every mail. Choose an address in a domain that your mail service has verified, as others "
            "are mostly refused."
        ),
        group="general",
        kind="email",
        docker=SAME,
        local="no-reply <no-reply@dify.ai>",
        example="Dify <no-reply@example.com>",
        readers=SHARED_ENVIRONMENT,
    )

    RESEND_API_KEY: str | None = setting(
        None,
        help="Key from the Resend dashboard. With the sample text the services start, but no mail leaves.",
        group="resend",
        docker="your-resend-api-key",
        local=SAME,
        secret="free",
        insecure=("your-resend-api-key",),
        active_when={"MAIL_TYPE": ["resend"]},
        required_when={"MAIL_TYPE": ["resend"]},
        readers=SHARED_ENVIRONMENT,
    )

    RESEND_API_URL: str | None = setting(
        None,
        help="Address of the Resend interface. Change it only to send through a gateway of your own.",
        group="resend",
        kind="url",
        docker="https://api.resend.com",
        local="https://api.resend.com",
        example="https://api.resend.com",
        schemes=("http", "https"),
        active_when={"MAIL_TYPE": ["resend"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_SERVER: str | None = setting(
        None,
        help=(
            "Host of the mail server that takes Dify's messages. In a container localhost is the container "
            "itself, so name the server as the network knows it."
        ),
        group="smtp",
        kind="host",
        docker=SAME,
        local="smtp.gmail.com",
        example="smtp.example.com",
        active_when={"MAIL_TYPE": ["smtp"]},
        required_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_PORT: Port | None = setting(
        465,
        help=(
            "Port of the mail server: 465 for TLS from the start, 587 for STARTTLS, 25 between servers. Set the "
            "two TLS switches to match."
        ),
        group="smtp",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"MAIL_TYPE": ["smtp"]},
        required_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_USERNAME: str | None = setting(
        None,
        help="Login at the mail server, often a full address. Leave it empty for a relay that trusts this host.",
        group="smtp",
        docker=SAME,
        local="123",
        example="no-reply@example.com",
        active_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the mail login. Providers with a second factor, Gmail among them, want an app password here."
        ),
        group="smtp",
        docker=SAME,
        local="abc",
        secret="free",
        insecure=("abc",),
        active_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_USE_TLS: bool = setting(
        False,
        help=(
            "Encrypts the connection to the mail server, for both 465 and 587. Turn it off only for a relay in "
            "your own network."
        ),
        group="smtp",
        docker="true",
        local="true",
        active_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_OPPORTUNISTIC_TLS: bool = setting(
        False,
        help=(
            "Begins in clear text and switches to TLS with STARTTLS, as port 587 expects. It needs SMTP_USE_TLS "
            "on, and must be off for 465."
        ),
        group="smtp",
        docker=SAME,
        local=SAME,
        active_when={"MAIL_TYPE": ["smtp"], "SMTP_USE_TLS": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_LOCAL_HOSTNAME: str | None = setting(
        None,
        help=(
            "Name with which Dify greets the mail server. Set it when a relay refuses the container's own name, "
            "which is used otherwise."
        ),
        group="smtp",
        kind="host",
        docker=SAME,
        local=SAME,
        example="dify.example.com",
        active_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    EMAIL_SEND_IP_LIMIT_PER_MINUTE: PositiveInt = setting(
        50,
        help=(
            "Mails that one client address may cause in a minute; whoever keeps exceeding it is blocked for an "
            "hour. Raise it when many users share one address."
        ),
        group="general",
        unit="per minute",
        reaches_container=False,
    )

    SENDGRID_API_KEY: str | None = setting(
        None,
        help=(
            "Key from SendGrid; the permission to send mail is enough. Make one for Dify alone, so that it can "
            "be withdrawn by itself."
        ),
        group="sendgrid",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"MAIL_TYPE": ["sendgrid"]},
        required_when={"MAIL_TYPE": ["sendgrid"]},
        readers=SHARED_ENVIRONMENT,
    )
