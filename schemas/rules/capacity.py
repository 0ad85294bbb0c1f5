"""Rules that count: connections, time limits, upload sizes, and bounds that are the wrong way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.catalog import Catalog
from schemas.conditions import holds, names
from schemas.rules.amounts import MEGABYTE, seconds, shown_size, size
from schemas.rules.base import Check, Fix, Found, Severity, Theme, Values, declared, found, set_to
from schemas.rules.workers import POOL_NAMES, pool

THEME = Theme("capacity", "Capacity")

DAEMON_CONNECTIONS = 30
"""The plugin daemon's own pool (DB_MAX_OPEN_CONNS, its default)."""
SCHEDULER_CONNECTIONS = 1
RESERVED = 3
"""Connections that PostgreSQL keeps for its superuser (superuser_reserved_connections, its default)."""
SPARE = 0.1
"""The part that is left for migrations, backups and people (FIELD F26)."""


class Demand(NamedTuple):
    """How many database connections each part may open at once."""

    api: int
    worker: int
    other: int
    words: str
    """The sum with its parts."""

    @property
    def total(self) -> int:
        """All parts together."""
        return self.api + self.worker + self.other


def demand(values: Values) -> Demand | None:
    """The database connections of the whole deployment; None when a number cannot be read.

    A process opens as many as its pool allows, and no more than it runs at once: a request or a task uses one, and
    one for each thread of a running workflow.
    """
    size_, overflow = values.integer("SQLALCHEMY_POOL_SIZE"), values.integer("SQLALCHEMY_MAX_OVERFLOW")
    threads = values.integer("GRAPH_ENGINE_MAX_WORKERS")
    processes = _number(values, "SERVER_WORKER_AMOUNT")
    if size_ is None or overflow is None or threads is None:
        return None
    most = size_ + overflow
    requests = _number(values, "SERVER_WORKER_CONNECTIONS", 10) if _concurrent(values) else 1
    each = min(most, requests * (1 + threads))
    slots = _slots(values)
    children, tasks = (slots, 1) if pool(values) == "prefork" else (1, slots)
    child = min(most, tasks * (1 + threads))
    other = SCHEDULER_CONNECTIONS + DAEMON_CONNECTIONS
    total = processes * each + children * child + other
    words = (
        f"API {processes} x {each} + worker {children} x {child} + scheduler {SCHEDULER_CONNECTIONS} + "
        f"plugin daemon {DAEMON_CONNECTIONS} = {total}"
    )
    return Demand(processes * each, children * child, other, words)


def _number(values: Values, name: str, default: int = 1) -> int:
    number = values.integer(name)
    return default if number is None or number < 1 else number


def _concurrent(values: Values) -> bool:
    return values.in_force("SERVER_WORKER_CLASS") != "sync"


def _slots(values: Values) -> int:
    if pool(values) == "solo":
        return 1
    scaled = values.is_true("CELERY_AUTO_SCALE")
    return _number(values, "CELERY_MAX_WORKERS" if scaled else "CELERY_WORKER_AMOUNT")


def room(limit: int) -> int:
    """How many of the database's connections the application may use."""
    return int(limit * (1 - SPARE)) - RESERVED


def needed(total: int) -> int:
    """The max_connections that a demand asks for, in round numbers."""
    exact = (total + RESERVED) / (1 - SPARE)
    return -(-int(exact + 0.999999) // 50) * 50


@THEME.rule(
    "LD-DB-CONNECTIONS",
    Severity.WARNING,
    *("SQLALCHEMY_POOL_SIZE", "SQLALCHEMY_MAX_OVERFLOW", "SERVER_WORKER_AMOUNT", "SERVER_WORKER_CLASS"),
    *("SERVER_WORKER_CONNECTIONS", "CELERY_AUTO_SCALE", "CELERY_WORKER_AMOUNT", "CELERY_MAX_WORKERS", *POOL_NAMES),
    *("GRAPH_ENGINE_MAX_WORKERS", "POSTGRES_MAX_CONNECTIONS", "DB_TYPE", "DB_HOST"),
    finds="All processes together may open more database connections than PostgreSQL accepts.",
    why="Under load the database answers 'too many clients' and requests fail at random.",
    mends="Raise POSTGRES_MAX_CONNECTIONS, or lower the pools or the number of processes.",
    faults="F26",
)
def connections(values: Values) -> Iterator[Found]:
    """The sum over all processes against what the bundled PostgreSQL accepts."""
    limit = values.integer("POSTGRES_MAX_CONNECTIONS")
    if values.in_force("DB_TYPE") != "postgresql" or values.host("DB_HOST") != "db_postgres" or limit is None:
        return
    wanted = demand(values)
    if wanted is not None and wanted.total > room(limit):
        message = f"{values.says('POSTGRES_MAX_CONNECTIONS')}, which leaves {room(limit)} for use: {wanted.words}"
        fix = set_to("POSTGRES_MAX_CONNECTIONS", str(needed(wanted.total)))
        yield found(message, "POSTGRES_MAX_CONNECTIONS", "SQLALCHEMY_POOL_SIZE", "SERVER_WORKER_AMOUNT", fix=fix)


class Order(NamedTuple):
    """Two numbers of which the first must not be above the second."""

    low: str
    high: str
    why: str
    severity: Severity = Severity.ERROR


BOUNDS = (
    Order("CELERY_MIN_WORKERS", "CELERY_MAX_WORKERS", "the worker does not start"),
    Order("GRAPH_ENGINE_MIN_WORKERS", "GRAPH_ENGINE_MAX_WORKERS", "workflows do not start"),
    *(
        Order(f"{store}_MIN_CONNECTION", f"{store}_MAX_CONNECTION", "the vector store cannot be opened")
        for store in ("PGVECTOR", "VASTBASE", "ANALYTICDB", "OPENGAUSS")
    ),
    *(
        Order(
            f"{part}_MAX_KEEPALIVE_CONNECTIONS",
            f"{part}_MAX_CONNECTIONS",
            "the surplus is never kept",
            Severity.WARNING,
        )
        for part in ("CODE_EXECUTION_POOL", "SSRF_POOL")
    ),
    Order("ANNOTATION_IMPORT_MIN_RECORDS", "ANNOTATION_IMPORT_MAX_RECORDS", "every import is refused"),
    Order(
        *("ANNOTATION_IMPORT_RATE_LIMIT_PER_MINUTE", "ANNOTATION_IMPORT_RATE_LIMIT_PER_HOUR"),
        *("the minute's limit is never reached", Severity.WARNING),
    ),
    Order("PLUGIN_STDIO_BUFFER_SIZE", "PLUGIN_STDIO_MAX_BUFFER_SIZE", "plugins that answer at length are cut off"),
    Order("OTEL_MAX_EXPORT_BATCH_SIZE", "OTEL_MAX_QUEUE_SIZE", "the exporter refuses to start"),
    Order("OPENSEARCH_JAVA_OPTS_MIN", "OPENSEARCH_JAVA_OPTS_MAX", "the bundled OpenSearch does not start"),
    Order("OPENSEARCH_NOFILE_SOFT", "OPENSEARCH_NOFILE_HARD", "the container does not start"),
)
"""Minimums and maximums that nothing compares (facts on Dify 1.11.4: pool-bounds)."""

CHAINS = (
    Order(
        *("PLUGIN_MAX_EXECUTION_TIMEOUT", "PLUGIN_DAEMON_TIMEOUT"),
        *("the API gives up before the daemon does, and the plugin goes on unheard", Severity.WARNING),
    ),
    Order(
        *("SANDBOX_WORKER_TIMEOUT", "CODE_EXECUTION_READ_TIMEOUT"),
        *("the API gives up before the sandbox does, and the code goes on unheard", Severity.WARNING),
    ),
    Order(
        *("HTTP_REQUEST_MAX_READ_TIMEOUT", "WORKFLOW_MAX_EXECUTION_TIME"),
        *("the workflow is ended before its request may end", Severity.WARNING),
    ),
    Order(
        *("WORKFLOW_MAX_EXECUTION_TIME", "NGINX_PROXY_READ_TIMEOUT"),
        *("nginx answers 504 while the workflow runs on", Severity.WARNING),
    ),
    Order(
        *("APP_MAX_EXECUTION_TIME", "NGINX_PROXY_READ_TIMEOUT"),
        *("nginx answers 504 while the application runs on", Severity.WARNING),
    ),
    Order(
        "GUNICORN_TIMEOUT", "NGINX_PROXY_READ_TIMEOUT", "nginx answers 504 before the API gives up", Severity.WARNING
    ),
)
"""Time limits from the inside out: the outer one must not end before the inner one (FIELD F45)."""


@THEME.spread(
    "LD-POOL-BOUNDS",
    Severity.ERROR,
    finds="A minimum above its maximum.",
    why="Nothing compares the two at the start; what uses them fails later, each in its own way.",
    mends="Put them in order.",
    faults="F25",
)
def bounds(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each pair."""
    for order in BOUNDS:
        if declared(catalog, order.low) and declared(catalog, order.high):
            yield {order.low, order.high, *names(catalog[order.low].active_when)}, _bounds_check(order)


def _bounds_check(order: Order) -> Check:
    def check(values: Values) -> Iterator[Found]:
        low, high = size(values.text(order.low)), size(values.text(order.high))
        if low is None or high is None or low <= high or not holds(values.catalog[order.low].active_when, values):
            return
        message = f"{values.says(order.low)}, above {values.says(order.high)}: {order.why}"
        label = f"Swap {order.low} and {order.high}"
        fix = Fix(label, {order.low: values.text(order.high), order.high: values.text(order.low)})
        yield found(message, order.low, order.high, fix=fix, severity=order.severity)

    return check


@THEME.spread(
    "LD-TIMEOUT-CHAIN",
    Severity.WARNING,
    finds="An outer time limit that ends before the inner one.",
    why="The caller gives up first: people see an error, and the work goes on and is paid for.",
    mends="Let each limit be at least as long as the one inside it.",
    faults="F45",
)
def chains(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each link."""
    for order in CHAINS:
        if declared(catalog, order.low) and declared(catalog, order.high):
            yield {order.low, order.high}, _chain_check(order)


def _chain_check(order: Order) -> Check:
    def check(values: Values) -> Iterator[Found]:
        inner, outer = _time(values, order.low), _time(values, order.high)
        if inner is None or outer is None or outer >= inner:
            return
        message = (
            f"{values.says(order.high)}, less than {values.says(order.low)} ({outer:g} s < {inner:g} s): {order.why}"
        )
        unit = "s" if order.high.startswith("NGINX_") else ""
        yield found(message, order.high, order.low, fix=set_to(order.high, f"{inner:g}{unit}"))

    return check


def _time(values: Values, name: str) -> float | None:
    number = values.number(name)
    return number if number is not None else seconds(values.text(name))


@THEME.rule(
    "LD-GUNICORN-TIMEOUT",
    Severity.WARNING,
    *("SERVER_WORKER_CLASS", "GUNICORN_TIMEOUT", "APP_MAX_EXECUTION_TIME"),
    finds="A sync worker is killed before an application may end.",
    why="gunicorn kills a sync worker that is silent for so long, in the middle of the answer.",
    mends="Use gevent, whose workers are never silent, or a longer GUNICORN_TIMEOUT.",
    faults="F45",
)
def gunicorn_timeout(values: Values) -> Iterator[Found]:
    """Only sync workers count a request as silence."""
    limit, longest = values.integer("GUNICORN_TIMEOUT"), values.integer("APP_MAX_EXECUTION_TIME")
    if values.text("SERVER_WORKER_CLASS") != "sync" or not limit or longest is None or limit >= longest:
        return
    message = (
        f"{values.says('GUNICORN_TIMEOUT')}, less than {values.says('APP_MAX_EXECUTION_TIME')}: answers are cut off"
    )
    fix = set_to("GUNICORN_TIMEOUT", str(longest))
    yield found(message, "GUNICORN_TIMEOUT", "APP_MAX_EXECUTION_TIME", "SERVER_WORKER_CLASS", fix=fix)


UPLOADS = {
    **dict.fromkeys(
        (
            *("UPLOAD_FILE_SIZE_LIMIT", "UPLOAD_IMAGE_FILE_SIZE_LIMIT", "UPLOAD_VIDEO_FILE_SIZE_LIMIT"),
            *("UPLOAD_AUDIO_FILE_SIZE_LIMIT", "ATTACHMENT_IMAGE_FILE_SIZE_LIMIT", "ANNOTATION_IMPORT_FILE_SIZE_LIMIT"),
        ),
        MEGABYTE,
    ),
    "PLUGIN_MAX_PACKAGE_SIZE": 1,
    "WEBHOOK_REQUEST_BODY_MAX_SIZE": 1,
}
"""What may be sent through nginx in one request, with the bytes of its unit."""


@THEME.rule(
    "LD-UPLOAD-CHAIN",
    Severity.ERROR,
    *("NGINX_CLIENT_MAX_BODY_SIZE", *UPLOADS),
    finds="nginx accepts less than the application allows to be uploaded.",
    why="Larger files end in error 413 without a word from the application.",
    mends="Let nginx accept the largest of the limits.",
    faults="F44",
)
def uploads(values: Values) -> Iterator[Found]:
    """The largest upload fits through nginx; 0 is no limit."""
    text = values.text("NGINX_CLIENT_MAX_BODY_SIZE")
    limit = size(text)
    if not limit:
        return
    wanted = {name: (values.integer(name) or 0) * unit for name, unit in UPLOADS.items()}
    largest = max(wanted, key=lambda name: wanted[name])
    if wanted[largest] > limit:
        message = (
            f"{values.says('NGINX_CLIENT_MAX_BODY_SIZE')} ({shown_size(limit)}), less than {values.says(largest)} "
            f"({shown_size(wanted[largest])}): larger files end in error 413"
        )
        megabytes = -(-wanted[largest] // MEGABYTE)
        fix = set_to("NGINX_CLIENT_MAX_BODY_SIZE", f"{megabytes}M")
        yield found(message, "NGINX_CLIENT_MAX_BODY_SIZE", largest, fix=fix)
