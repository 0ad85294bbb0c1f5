"""Rules on mail: the port says how TLS begins, and a sender is named."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.rules.base import Fix, Found, Severity, Theme, Values, found, set_to
from schemas.secrets import is_placeholder

THEME = Theme("mail", "Mail")

_SWITCHES = ("SMTP_USE_TLS", "SMTP_OPPORTUNISTIC_TLS")
PORTS = {
    "465": ("true", "false", "TLS from the first byte"),
    "587": ("true", "true", "TLS after STARTTLS"),
    "25": ("false", "false", "clear text between servers"),
}
"""What each port speaks: SMTP_USE_TLS, SMTP_OPPORTUNISTIC_TLS, and in words (FIELD F58)."""


def _smtp(values: Values) -> bool:
    return values.in_force("MAIL_TYPE") == "smtp"


@THEME.rule(
    "LD-SMTP-PORT",
    Severity.ERROR,
    *("MAIL_TYPE", "SMTP_PORT", *_SWITCHES),
    finds="The port of the mail server and the two switches for TLS say different things.",
    why="The connection hangs or breaks off, and no mail leaves: invitations, resets, codes.",
    mends="465 with TLS and without STARTTLS; 587 with both.",
    faults="F58",
)
def port(values: Values) -> Iterator[Found]:
    """Two ports leave no choice; port 25 may speak STARTTLS as well."""
    number = values.in_force("SMTP_PORT")
    if not _smtp(values) or number not in PORTS:
        return
    tls, opportunistic, words = PORTS[number]
    have = tuple("true" if values.is_true(name) else "false" for name in _SWITCHES)
    if have == (tls, opportunistic) or (number == "25" and have == ("true", "true")):
        return
    said = ", ".join(values.says(name) for name in _SWITCHES)
    message = f"{values.says('SMTP_PORT')}, which speaks {words}, but {said}: no mail leaves"
    changes: dict[str, str | None] = {"SMTP_USE_TLS": tls, "SMTP_OPPORTUNISTIC_TLS": opportunistic}
    severity = Severity.WARNING if number == "25" else None
    yield found(
        message, "SMTP_PORT", *_SWITCHES, fix=Fix(f"Set TLS as port {number} needs it", changes), severity=severity
    )


@THEME.rule(
    "LD-SMTP-STARTTLS",
    Severity.ERROR,
    *("MAIL_TYPE", "SMTP_PORT", *_SWITCHES),
    finds="STARTTLS is asked for and TLS is off.",
    why="The application refuses the pair at its first mail.",
    mends="Set SMTP_USE_TLS to true.",
    faults="F58",
)
def starttls(values: Values) -> Iterator[Found]:
    """STARTTLS is a kind of TLS; the ports with a rule of their own have said it."""
    if not _smtp(values) or values.in_force("SMTP_PORT") in PORTS:
        return
    if values.is_true("SMTP_OPPORTUNISTIC_TLS") and not values.is_true("SMTP_USE_TLS"):
        message = f"{values.says('SMTP_OPPORTUNISTIC_TLS')}, but {values.says('SMTP_USE_TLS')}: no mail leaves"
        yield found(message, "SMTP_OPPORTUNISTIC_TLS", "SMTP_USE_TLS", fix=set_to("SMTP_USE_TLS", "true"))


@THEME.rule(
    "LD-SMTP-LOGIN",
    Severity.WARNING,
    *("MAIL_TYPE", "SMTP_USERNAME", "SMTP_PASSWORD"),
    finds="The login at the mail server has a user and no password, or a password and no user.",
    why="The application then does not log in at all, and most servers refuse its mails.",
    mends="Set both or none.",
    faults="F58",
)
def login(values: Values) -> Iterator[Found]:
    """User and password go together."""
    user, password = values.text("SMTP_USERNAME"), values.text("SMTP_PASSWORD")
    if _smtp(values) and bool(user) != bool(password):
        missing, there = ("SMTP_PASSWORD", "SMTP_USERNAME") if user else ("SMTP_USERNAME", "SMTP_PASSWORD")
        yield found(
            f"{values.says(missing)} although {values.says(there)}: the server refuses the mails", missing, there
        )


@THEME.rule(
    "LD-SMTP-CLEAR-LOGIN",
    Severity.WARNING,
    *("MAIL_TYPE", "SMTP_USE_TLS", "SMTP_PASSWORD", "SMTP_SERVER"),
    finds="The password of the mail server travels in clear text.",
    why="Whoever sees the connection can send mail in your name.",
    mends="Switch TLS on.",
    faults="F58",
)
def clear_login(values: Values) -> Iterator[Found]:
    """A password wants TLS, except to a bare name inside the network."""
    outside = "." in values.host("SMTP_SERVER")
    if _smtp(values) and values.text("SMTP_PASSWORD") and outside and not values.is_true("SMTP_USE_TLS"):
        message = f"{values.says('SMTP_USE_TLS')}: the login at {values.shown('SMTP_SERVER')} travels in clear text"
        yield found(message, "SMTP_USE_TLS", "SMTP_SERVER")


@THEME.rule(
    "LD-MAIL-SENDER",
    Severity.WARNING,
    *("MAIL_TYPE", "MAIL_DEFAULT_SEND_FROM", "SMTP_SERVER", "RESEND_API_KEY", "SENDGRID_API_KEY"),
    finds="Mail is set up and has no sender.",
    why="Servers refuse mail without one, and the application says nothing before the first.",
    mends="Set MAIL_DEFAULT_SEND_FROM to an address of your domain.",
    faults="F58",
)
def sender(values: Values) -> Iterator[Found]:
    """A mail service that is really set up has a sender."""
    kind = values.in_force("MAIL_TYPE")
    key = {"smtp": "SMTP_SERVER", "resend": "RESEND_API_KEY", "sendgrid": "SENDGRID_API_KEY"}.get(kind, "")
    ready = bool(key) and bool(values.text(key)) and (key == "SMTP_SERVER" or not is_placeholder(values.text(key)))
    if ready and not values.text("MAIL_DEFAULT_SEND_FROM"):
        said = values.says("MAIL_TYPE")
        message = f"{values.says('MAIL_DEFAULT_SEND_FROM')} although {said}: mail without a sender is refused"
        yield found(message, "MAIL_DEFAULT_SEND_FROM", "MAIL_TYPE")
