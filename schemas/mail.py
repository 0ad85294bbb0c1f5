"""mail."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.enums import TemplateMode
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Port


class MailConfig(Settings):
    """smtp."""

    category = "mail"

    MAIL_TEMPLATING_MODE: TemplateMode = setting(
        TemplateMode.SANDBOX,
        help="TODO mail template safety level (MAIL_TEMPLATING_MODE)",
        group="general",
        choices={"unsafe": "", "sandbox": "", "disabled": ""},
        reaches_container=False,
    )

    MAIL_TEMPLATING_TIMEOUT: int = setting(
        3,
        help="TODO mail template render limit (MAIL_TEMPLATING_TIMEOUT)",
        group="general",
        unit="seconds",
        active_when={"MAIL_TEMPLATING_MODE": ["sandbox"]},
        reaches_container=False,
    )

    MAIL_TYPE: str | None = setting(
        None,
        help="TODO outgoing mail provider (MAIL_TYPE)",
        group="general",
        docker="resend",
        local=SAME,
        choices={"resend": "", "smtp": "", "sendgrid": ""},
        readers=SHARED_ENVIRONMENT,
    )

    MAIL_DEFAULT_SEND_FROM: str | None = setting(
        None,
        help="TODO default sender address (MAIL_DEFAULT_SEND_FROM)",
        group="general",
        kind="email",
        docker=SAME,
        local="no-reply <no-reply@dify.ai>",
        readers=SHARED_ENVIRONMENT,
    )

    RESEND_API_KEY: str | None = setting(
        None,
        help="TODO Resend key (RESEND_API_KEY)",
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
        help="TODO Resend address (RESEND_API_URL)",
        group="resend",
        kind="url",
        docker="https://api.resend.com",
        local="https://api.resend.com",
        schemes=("http", "https"),
        active_when={"MAIL_TYPE": ["resend"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_SERVER: str | None = setting(
        None,
        help="TODO SMTP host (SMTP_SERVER)",
        group="smtp",
        kind="host",
        docker=SAME,
        local="smtp.gmail.com",
        active_when={"MAIL_TYPE": ["smtp"]},
        required_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_PORT: Port | None = setting(
        465,
        help="TODO SMTP port (SMTP_PORT)",
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
        help="TODO SMTP login name (SMTP_USERNAME)",
        group="smtp",
        docker=SAME,
        local="123",
        active_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_PASSWORD: str | None = setting(
        None,
        help="TODO SMTP password (SMTP_PASSWORD)",
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
        help="TODO encrypt SMTP (SMTP_USE_TLS)",
        group="smtp",
        docker="true",
        local="true",
        active_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_OPPORTUNISTIC_TLS: bool = setting(
        False,
        help="TODO upgrade SMTP with STARTTLS (SMTP_OPPORTUNISTIC_TLS)",
        group="smtp",
        docker=SAME,
        local=SAME,
        active_when={"MAIL_TYPE": ["smtp"], "SMTP_USE_TLS": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    SMTP_LOCAL_HOSTNAME: str | None = setting(
        None,
        help="TODO hostname announced in SMTP greeting (SMTP_LOCAL_HOSTNAME)",
        group="smtp",
        kind="host",
        docker=SAME,
        local=SAME,
        active_when={"MAIL_TYPE": ["smtp"]},
        readers=SHARED_ENVIRONMENT,
    )

    EMAIL_SEND_IP_LIMIT_PER_MINUTE: PositiveInt = setting(
        50,
        help="TODO mails one IP may trigger (EMAIL_SEND_IP_LIMIT_PER_MINUTE)",
        group="general",
        unit="per minute",
        reaches_container=False,
    )

    SENDGRID_API_KEY: str | None = setting(
        None,
        help="TODO SendGrid key (SENDGRID_API_KEY)",
        group="sendgrid",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"MAIL_TYPE": ["sendgrid"]},
        required_when={"MAIL_TYPE": ["sendgrid"]},
        readers=SHARED_ENVIRONMENT,
    )
