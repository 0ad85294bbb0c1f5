"""Monitoring and run logs.

Configures OpenTelemetry export, workflow logs in Alibaba Cloud and the queue alarm.
"""

from __future__ import annotations

from pydantic import NonNegativeFloat, NonNegativeInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Rate, StackBool, StackInt


class OTelConfig(Settings):
    """OpenTelemetry."""

    category = "observability"

    ENABLE_OTEL: bool = setting(
        False,
        help=(
            "Turns on OpenTelemetry traces and metrics in the API and workers. Needs a reachable "
            "collector; requests become slightly slower as the sampling rate grows."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    OTLP_TRACE_ENDPOINT: str = setting(
        "",
        help=(
            "Complete address for traces when the collector takes them at a path of its own. Empty "
            "derives it from the base endpoint."
        ),
        group="otel",
        kind="url",
        docker=SAME,
        local=SAME,
        example="https://otel.example.com/v1/traces",
        schemes=("http", "https"),
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTLP_METRIC_ENDPOINT: str = setting(
        "",
        help=(
            "Complete address for metrics when they go somewhere other than the traces. Empty derives it "
            "from the base endpoint."
        ),
        group="otel",
        kind="url",
        docker=SAME,
        local=SAME,
        example="https://otel.example.com/v1/metrics",
        schemes=("http", "https"),
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTLP_BASE_ENDPOINT: str = setting(
        "http://localhost:4318",
        help=(
            "Root address of the OpenTelemetry collector, without a path. Inside a container localhost is"
            " the container itself, so enter the collector's host."
        ),
        group="otel",
        kind="url",
        docker=SAME,
        local=SAME,
        example="http://otel.example.com:4318",
        schemes=("http", "https"),
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTLP_API_KEY: str = setting(
        "",
        help=(
            "Bearer key sent to the OpenTelemetry collector with every export. With a wrong key traces "
            "and metrics are rejected, while Dify keeps running."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_EXPORTER_TYPE: str = setting(
        "otlp",
        help=(
            "Where OpenTelemetry data goes: otlp sends it to the collector, any other value prints it to "
            "the container log. The printed form is meant for short debugging sessions."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        example="otlp",
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_EXPORTER_OTLP_PROTOCOL: str = setting(
        "http",
        help=(
            "Transport towards the OpenTelemetry collector. It has to fit the port, usually 4318 for HTTP"
            " and 4317 for gRPC."
        ),
        group="otel",
        docker="",
        local="",
        choices={"http": "OTLP over HTTP", "grpc": "OTLP over gRPC"},
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_SAMPLING_RATE: Rate = setting(
        0.1,
        help=(
            "Share of requests that are traced, from 0 to 1. A tenth is enough for trends; use 1 only for"
            " troubleshooting, since volume and cost rise with it."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_BATCH_EXPORT_SCHEDULE_DELAY: int = setting(
        5000,
        help=(
            "Milliseconds between two exports of collected spans. Shorter delays show traces sooner and "
            "cause more requests to the collector."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        unit="milliseconds",
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_MAX_QUEUE_SIZE: int = setting(
        2048,
        help=(
            "Spans a process buffers while waiting for export. When the buffer is full, further spans are"
            " dropped, so raise it if traces have gaps."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        unit="spans",
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_MAX_EXPORT_BATCH_SIZE: int = setting(
        512,
        help=(
            "Most spans sent to the collector in one request. It may not exceed the queue size, and some "
            "collectors reject large messages."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        unit="spans",
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_METRIC_EXPORT_INTERVAL: int = setting(
        60000,
        help=(
            "Milliseconds between two metric deliveries to the collector. Short intervals give finer "
            "charts and more stored data."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        unit="milliseconds",
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_BATCH_EXPORT_TIMEOUT: int = setting(
        10000,
        help=(
            "Milliseconds a span export may take before it is abandoned and its spans are lost. Raise it "
            "for a remote collector."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        unit="milliseconds",
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    OTEL_METRIC_EXPORT_TIMEOUT: int = setting(
        30000,
        help=(
            "Milliseconds a metric export may take before it is given up. Keep it below the metric "
            "interval so that exports do not overlap."
        ),
        group="otel",
        docker=SAME,
        local=SAME,
        unit="milliseconds",
        active_when={"ENABLE_OTEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )


class DatasetQueueMonitorConfig(Settings):
    """Queue monitor."""

    category = "observability"

    QUEUE_MONITOR_THRESHOLD: NonNegativeInt | None = setting(
        200,
        help=(
            "Number of waiting tasks in the dataset queue that triggers an alert mail. Choose it above "
            "your normal upload peaks."
        ),
        group="queue_monitor",
        docker=SAME,
        local=SAME,
        unit="tasks",
        active_when={"ENABLE_DATASETS_QUEUE_MONITOR": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    QUEUE_MONITOR_ALERT_EMAILS: str | None = setting(
        None,
        help=(
            "Recipients of the dataset queue alert, separated by commas. Without a recipient or without "
            "working mail settings nobody is told about a backlog."
        ),
        group="queue_monitor",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="ops@example.com,admin@example.com",
        active_when={"ENABLE_DATASETS_QUEUE_MONITOR": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    QUEUE_MONITOR_INTERVAL: NonNegativeFloat | None = setting(
        30,
        help=(
            "Minutes between two checks of the dataset queue length. A short interval reports a backlog "
            "sooner and may repeat the alert often."
        ),
        group="queue_monitor",
        docker=SAME,
        local=SAME,
        unit="minutes",
        active_when={"ENABLE_DATASETS_QUEUE_MONITOR": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )


class ObservabilityStackConfig(Settings):
    """Monitoring and run logs: what Compose, shell scripts and other containers read."""

    category = "observability"

    ALIYUN_SLS_ACCESS_KEY_ID: str = setting(
        "",
        help=(
            "Identifier of the Alibaba Cloud key pair used for workflow logs in SLS. Its account needs "
            "rights to create and query the log store; otherwise run history stays empty."
        ),
        group="logstore",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        secret="free",
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_SLS_ACCESS_KEY_SECRET: str = setting(
        "",
        help=(
            "Secret half of the Alibaba Cloud key pair for SLS. Whoever holds it can read prompts and "
            "answers in the logs, so restrict the account and rotate the key after a leak."
        ),
        group="logstore",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        secret="free",
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_SLS_ENDPOINT: str = setting(
        "",
        help=(
            "Alibaba Cloud SLS host that receives workflow logs. Use the internal host name when Dify "
            "runs in the same region."
        ),
        group="logstore",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        example="cn-hangzhou.log.aliyuncs.com",
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_SLS_REGION: str = setting(
        "",
        help=(
            "Alibaba Cloud region in which the SLS project lives. It must agree with the endpoint, or "
            "requests are refused."
        ),
        group="logstore",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        example="cn-hangzhou",
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_SLS_PROJECT_NAME: str = setting(
        "",
        help=(
            "SLS project that holds the workflow log stores. Use a separate project for each installation"
            " so that run histories do not mix."
        ),
        group="logstore",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        example="dify-logs",
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_SLS_LOGSTORE_TTL: StackInt = setting(
        365,
        help=(
            "Days SLS keeps workflow run logs before deleting them for good; 3650 keeps them without end."
            " Storage cost grows with the period."
        ),
        group="logstore",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        unit="days",
        readers=SHARED_ENVIRONMENT,
    )

    LOGSTORE_DUAL_WRITE_ENABLED: StackBool = setting(
        False,
        help=(
            "Writes workflow logs to the SQL database in addition to SLS. Useful during a migration or as"
            " a way back; it doubles the write load."
        ),
        group="logstore",
        docker=SAME,
        middleware="true",
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    LOGSTORE_DUAL_READ_ENABLED: StackBool = setting(
        True,
        help=(
            "Looks in the SQL database when SLS has no matching workflow log. Keep it on while older runs"
            " exist only in SQL, else they disappear from the history."
        ),
        group="logstore",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    LOGSTORE_ENABLE_PUT_GRAPH_FIELD: StackBool = setting(
        True,
        help=(
            "Stores the complete workflow graph with each run in SLS. Turning it off saves space, but "
            "past runs can no longer be shown with the graph they had."
        ),
        group="logstore",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )
