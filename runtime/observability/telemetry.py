"""OpenTelemetry: a trace from the request through the queue to the task, and how long both take.

Imported only where ENABLE_OTEL is on. Sent with OTLP over HTTP, or printed where OTEL_EXPORTER_TYPE is not otlp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import ConsoleMetricExporter, MetricExporter, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SpanExporter
from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio

from runtime import __version__, logs
from runtime.observability import spans

if TYPE_CHECKING:
    from flask import Flask

    from schemas.dify import DifyConfig

OTLP: Final = "otlp"
"""The OTEL_EXPORTER_TYPE that sends; any other prints."""


def init_app(app: Flask, config: DifyConfig) -> None:
    """Send spans and metrics of this application's requests and tasks."""
    resource = Resource.create(
        {
            "service.name": config.APPLICATION_NAME,
            "service.version": __version__,
            "deployment.environment.name": config.DEPLOY_ENV,
        }
    )
    tracers = TracerProvider(resource=resource, sampler=ParentBasedTraceIdRatio(config.OTEL_SAMPLING_RATE))
    tracers.add_span_processor(
        BatchSpanProcessor(
            span_exporter(config),
            max_queue_size=config.OTEL_MAX_QUEUE_SIZE,
            schedule_delay_millis=config.OTEL_BATCH_EXPORT_SCHEDULE_DELAY,
            max_export_batch_size=config.OTEL_MAX_EXPORT_BATCH_SIZE,
            export_timeout_millis=config.OTEL_BATCH_EXPORT_TIMEOUT,
        )
    )
    reader = PeriodicExportingMetricReader(
        metric_exporter(config),
        export_interval_millis=config.OTEL_METRIC_EXPORT_INTERVAL,
        export_timeout_millis=config.OTEL_METRIC_EXPORT_TIMEOUT,
    )
    meters = MeterProvider(resource=resource, metric_readers=[reader])
    trace.set_tracer_provider(tracers)
    metrics.set_meter_provider(meters)
    spans.of_requests(app)
    spans.of_tasks(flush=lambda: (tracers.force_flush(), meters.force_flush()))
    logs.current_span = _current_span


def span_exporter(config: DifyConfig) -> SpanExporter:
    """Where spans go."""
    if config.OTEL_EXPORTER_TYPE != OTLP:
        return ConsoleSpanExporter()
    address = config.OTLP_TRACE_ENDPOINT or f"{config.OTLP_BASE_ENDPOINT.rstrip('/')}/v1/traces"
    return OTLPSpanExporter(endpoint=address, headers=_headers(config))


def metric_exporter(config: DifyConfig) -> MetricExporter:
    """Where metrics go."""
    if config.OTEL_EXPORTER_TYPE != OTLP:
        return ConsoleMetricExporter()
    address = config.OTLP_METRIC_ENDPOINT or f"{config.OTLP_BASE_ENDPOINT.rstrip('/')}/v1/metrics"
    return OTLPMetricExporter(endpoint=address, headers=_headers(config))


def _headers(config: DifyConfig) -> dict[str, str]:
    return {"authorization": f"Bearer {config.OTLP_API_KEY}"} if config.OTLP_API_KEY else {}


def _current_span() -> tuple[str, str]:
    """The ids of the trace and the span that are being worked on; empty outside of both."""
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return "", ""
    return trace.format_trace_id(context.trace_id), trace.format_span_id(context.span_id)
