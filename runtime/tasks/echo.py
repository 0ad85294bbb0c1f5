"""The smallest task: give a text back. Proves the way from the API through the broker to the worker."""

from __future__ import annotations

import time
from typing import Final

from celery import Task, shared_task

from runtime.tasks.recording import record

QUEUE: Final = "conversation"
"""The queue when the sender names none."""


@shared_task(name="runtime.echo", bind=True, queue=QUEUE)  # type: ignore[untyped-decorator]  # Celery ships no types
def echo(self: Task, text: str, seconds: float = 0) -> str:
    """Give the text back and keep it in the database; take that many seconds for it."""

    def work() -> str:
        time.sleep(seconds)
        return text

    return record(self, work, text)
