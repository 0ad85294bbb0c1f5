"""Spans of requests and tasks, connected through the headers of both. Imported only where ENABLE_OTEL is on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from celery import signals
from flask import Flask, Response, g, request
from opentelemetry import context, metrics, propagate, trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

if TYPE_CHECKING:
    from contextvars import Token

NAME = "runtime"
"""The name of the instrumentation."""


@dataclass(frozen=True, slots=True)
class Running:
    """A span that is being worked on."""

    span: Span
    token: Token[Any]
    """Gives the context of before back."""
    started: float
    """A reading of the monotonic clock."""

    def end(self, error: BaseException | None = None) -> float:
        """End it; the seconds that it took. Of an error only the kind is kept, its words may hold what people typed."""
        if error is not None:
            self.span.set_status(Status(StatusCode.ERROR))
            self.span.set_attribute("error.type", type(error).__name__)
        self.span.end()
        context.detach(self.token)
        return time.monotonic() - self.started


def begin(name: str, kind: SpanKind, headers: Mapping[str, Any], attributes: Mapping[str, str]) -> Running:
    """Begin a span below the one that the headers name."""
    parent = propagate.extract({key.lower(): str(value) for key, value in headers.items()})
    span = trace.get_tracer(NAME).start_span(name, parent, kind, dict(attributes))
    return Running(span, context.attach(trace.set_span_in_context(span)), time.monotonic())


def of_requests(app: Flask) -> None:
    """A span for every request, named by its rule: a path may hold names."""
    duration = metrics.get_meter(NAME).create_histogram(
        "http.server.request.duration", "s", "How long requests take, by rule and status"
    )

    def before() -> None:
        route = request.url_rule.rule if request.url_rule else "unknown"
        attributes = {"http.request.method": request.method, "http.route": route}
        g.span = begin(f"{request.method} {route}", SpanKind.SERVER, dict(request.headers), attributes)
        g.span_attributes = attributes

    def after(response: Response) -> Response:
        if "span" in g:
            g.span_attributes["http.response.status_code"] = response.status_code
            g.span.span.set_attribute("http.response.status_code", response.status_code)
        return response

    def teardown(error: BaseException | None) -> None:
        running: Running | None = g.pop("span", None)
        if running is not None:
            duration.record(running.end(error), g.span_attributes)

    app.before_request(before)
    app.after_request(after)
    app.teardown_request(teardown)


def of_tasks(flush: Callable[[], object]) -> None:
    """A span for every task, below that of its sender; flush is called before a process of the pool ends."""
    duration = metrics.get_meter(NAME).create_histogram("task.duration", "s", "How long tasks take, by name")
    running: dict[str, Running] = {}

    def publish(headers: dict[str, Any] | None = None, **_: object) -> None:
        if headers is not None:
            propagate.inject(headers)

    def before(task_id: str, task: Any, **_: object) -> None:
        headers = {name: task.request.get(name) for name in propagate.get_global_textmap().fields}
        given = {name: value for name, value in headers.items() if value}
        running[task_id] = begin(task.name, SpanKind.CONSUMER, given, {"messaging.system": "celery"})

    def failed(task_id: str, exception: BaseException, **_: object) -> None:
        if task_id in running:
            running[task_id].span.set_status(Status(StatusCode.ERROR))
            running[task_id].span.set_attribute("error.type", type(exception).__name__)

    def after(task_id: str, task: Any, **_: object) -> None:
        if one := running.pop(task_id, None):
            duration.record(one.end(), {"task": task.name})

    def ending(**_: object) -> None:
        flush()

    signals.before_task_publish.connect(publish, weak=False)
    signals.task_prerun.connect(before, weak=False)
    signals.task_failure.connect(failed, weak=False)
    signals.task_postrun.connect(after, weak=False)
    for signal in (signals.worker_process_shutdown, signals.worker_shutdown):
        signal.connect(ending, weak=False)
