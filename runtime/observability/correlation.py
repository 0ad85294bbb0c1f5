"""The id of a request goes with the tasks that it sends, so that one search in the logs finds both sides."""

from __future__ import annotations

from typing import Any, Final

from celery import signals

from runtime import logs

HEADER: Final = "request_id"
"""The message header that carries it."""


def connect() -> None:
    """Put the id into every message from now on."""
    signals.before_task_publish.connect(_send, weak=False, dispatch_uid="runtime.correlation")


def of_task(request: Any) -> str:
    """The id under which a task logs: that of the request that sent it, else one made from its own."""
    return str(request.get(HEADER) or (request.id or "")[:16])


def _send(headers: dict[str, Any] | None = None, **_: object) -> None:
    if headers is not None and (current := logs.request_id.get()):
        headers.setdefault(HEADER, current)
