"""Send a mail."""

from __future__ import annotations

from typing import Final

from runtime.mail import sending
from runtime.tasks.define import task

QUEUE: Final = "mail"


@task("runtime.send_mail", QUEUE)
def send_mail(to: str, subject: str, text: str) -> str:
    """Send a plain text; the mail server's acceptance is the result."""

    sending.send(to, subject, text)
    return "accepted"
