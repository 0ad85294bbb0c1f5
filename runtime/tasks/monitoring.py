"""Watch the queue of documents: a mail when too many wait."""

from __future__ import annotations

from typing import Final

from flask import current_app

from runtime.settings import current_settings
from runtime.tasks.define import task
from runtime.tasks.mail import send_mail
from runtime.tasks.sending import send

WATCHED: Final = "dataset"
"""The queue that fills up first: each document is a task in it."""


@task("runtime.monitor_queue", "schedule_poller")
def monitor_queue() -> str:
    """Count what waits, and mail QUEUE_MONITOR_ALERT_EMAILS when it is QUEUE_MONITOR_THRESHOLD or more."""
    config = current_settings()
    waiting = _waiting()
    people = [one.strip() for one in (config.QUEUE_MONITOR_ALERT_EMAILS or "").split(",") if one.strip()]
    threshold = config.QUEUE_MONITOR_THRESHOLD or 0
    if threshold and waiting >= threshold:
        text = f"{waiting} tasks wait in the queue {WATCHED}; the limit is {threshold}."
        for address in people:
            send(send_mail, address, "A queue is filling up", text)
    return f"{waiting} tasks wait"


def _waiting() -> int:
    celery = current_app.extensions["celery"]
    with celery.connection_for_read() as connection:
        return int(connection.default_channel.queue_declare(queue=WATCHED, passive=False).message_count)
