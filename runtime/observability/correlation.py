"""The id of a request goes with the tasks that it sends, so that one search in the logs finds both sides."""

from __future__ import annotations

from contextvars import Token
from typing import Any, Final

from celery import signals

from runtime import logs

HEADER: Final = "request_id"
"""The message header that carries it."""


def connect() -> None:
    """Put the id into every message from now on, and take it up where the message becomes a task."""
    signals.before_task_publish.connect(_send, weak=False, dispatch_uid="runtime.correlation")
    # Around everything that Celery itself logs of a task, too; "received" comes before and holds the task's own id.
    signals.task_prerun.connect(_begin, weak=False, dispatch_uid="runtime.correlation")
    signals.task_postrun.connect(_end, weak=False, dispatch_uid="runtime.correlation")


def of_task(request: Any) -> str:
    """The id under which a task logs: that of the request that sent it, else one made from its own."""
    return str(request.get(HEADER) or (request.id or "")[:16])


def _send(headers: dict[str, Any] | None = None, **_: object) -> None:
    if headers is not None and (current := logs.request_id.get()):
        headers.setdefault(HEADER, current)


_tokens: dict[str, Token[str]] = {}
"""What gives the id of before back, by the id of the running task."""


def _begin(task_id: str, task: Any, **_: object) -> None:
    _tokens[task_id] = logs.request_id.set(of_task(task.request))


def _end(task_id: str, **_: object) -> None:
    if token := _tokens.pop(task_id, None):
        logs.request_id.reset(token)
