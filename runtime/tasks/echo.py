"""The smallest task: give a text back. Proves the way from the API through the broker to the worker."""

from __future__ import annotations

import time
from typing import Final

from runtime.tasks.define import task

QUEUE: Final = "conversation"
"""The queue when the sender names none."""


@task("runtime.echo", QUEUE)
def echo(text: str, seconds: float = 0) -> str:
    """Give the text back and keep it in the database; take that many seconds for it."""
    time.sleep(seconds)
    return text
