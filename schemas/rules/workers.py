"""Rules on the worker: its pool, its slots and the queues that it reads."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.rules.base import Fix, Found, Severity, Theme, Values, found, set_to

THEME = Theme("workers", "Worker and queues")

SCALING_POOLS = frozenset({"gevent", "prefork"})
"""Pools that can grow (FIELD 3.2, measured)."""
QUEUES = (
    *("dataset", "priority_dataset", "priority_pipeline", "pipeline", "mail", "ops_trace", "app_deletion", "plugin"),
    *("workflow_storage", "conversation", "workflow", "schedule_poller", "schedule_executor"),
    *("triggered_workflow_dispatcher", "trigger_refresh_executor", "retention"),
)
"""What the self-hosted edition sends tasks to and its worker reads (facts on Dify 1.11.4)."""
CLOUD_QUEUES = ("workflow_professional", "workflow_team", "workflow_sandbox")
"""What the hosted edition has in the place of workflow."""
OPTIONAL_QUEUES = ("monitor", "trigger_refresh_publisher", "workflow_draft_var")
"""Known queues that no worker reads by default."""
POOL_NAMES = ("CELERY_WORKER_POOL", "CELERY_WORKER_CLASS")
QUEUE_NAMES = ("CELERY_WORKER_QUEUES", "CELERY_QUEUES")
"""The worker's own list wins over the common one."""


def pool(values: Values) -> str:
    """The worker's pool; gevent when nothing says otherwise."""
    return next((text for text in map(values.text, POOL_NAMES) if text), "gevent")


def _pool_name(values: Values) -> str:
    return next((name for name in POOL_NAMES if values.text(name)), "CELERY_WORKER_CLASS")


@THEME.rule(
    "LD-CELERY-AUTOSCALE-POOL",
    Severity.ERROR,
    *("CELERY_AUTO_SCALE", *POOL_NAMES),
    finds="Autoscaling with a pool that cannot grow (threads or solo).",
    why="The worker starts, and dies at the first time that it should add a slot; the running tasks are lost.",
    mends="Use gevent or prefork, or a fixed number of slots.",
    faults="F25",
)
def autoscale_pool(values: Values) -> Iterator[Found]:
    """Only two pools grow."""
    name = pool(values)
    if values.is_true("CELERY_AUTO_SCALE") and name not in SCALING_POOLS:
        message = f"{values.says('CELERY_AUTO_SCALE')} with the pool {name}: the worker dies at the first scale-up"
        fix = set_to("CELERY_AUTO_SCALE", "false")
        yield found(message, "CELERY_AUTO_SCALE", _pool_name(values), fix=fix)


@THEME.rule(
    "LD-CELERY-AUTOSCALE-FIXED",
    Severity.WARNING,
    *("CELERY_AUTO_SCALE", "CELERY_WORKER_AMOUNT", "CELERY_WORKER_CONCURRENCY"),
    *("CELERY_MIN_WORKERS", "CELERY_MAX_WORKERS"),
    finds="Both a fixed number of slots and bounds for autoscaling are given.",
    why="Only one of them counts, and it is not the one that was looked at last.",
    mends="Use one of the two.",
    faults="F25",
)
def fixed_and_scaled(values: Values) -> Iterator[Found]:
    """Fixed slots or bounds, not both."""
    scale = values.is_true("CELERY_AUTO_SCALE")
    bounds = [name for name in ("CELERY_MIN_WORKERS", "CELERY_MAX_WORKERS") if values.is_set(name)]
    if scale and values.is_set("CELERY_WORKER_CONCURRENCY"):
        said = values.says("CELERY_WORKER_CONCURRENCY")
        message = f"{said}, a fixed number that wins over {values.says('CELERY_AUTO_SCALE')}: nothing scales"
        yield found(message, "CELERY_AUTO_SCALE", "CELERY_WORKER_CONCURRENCY")
    elif scale and values.is_set("CELERY_WORKER_AMOUNT"):
        message = f"{values.says('CELERY_WORKER_AMOUNT')} and is not read, because CELERY_AUTO_SCALE is on"
        fix = Fix("Remove CELERY_WORKER_AMOUNT", {"CELERY_WORKER_AMOUNT": None})
        yield found(message, "CELERY_WORKER_AMOUNT", "CELERY_AUTO_SCALE", fix=fix)
    elif bounds and not scale:
        said = " and ".join(values.says(name) for name in bounds)
        message = f"{said} without effect, because CELERY_AUTO_SCALE is off"
        fix = Fix(f"Remove {' and '.join(bounds)}", dict.fromkeys(bounds))
        yield found(message, *bounds, "CELERY_AUTO_SCALE", fix=fix, severity=Severity.HINT)


@THEME.rule(
    "LD-CELERY-SOLO-SLOTS",
    Severity.WARNING,
    *("CELERY_WORKER_AMOUNT", *POOL_NAMES),
    finds="Several slots are asked of the solo pool.",
    why="It runs one task after the other whatever the number says.",
    mends="Use another pool, or scale the service.",
    faults="F25",
)
def solo_slots(values: Values) -> Iterator[Found]:
    """The solo pool has one slot."""
    amount = values.integer("CELERY_WORKER_AMOUNT")
    if pool(values) == "solo" and amount is not None and amount > 1:
        message = f"{values.says('CELERY_WORKER_AMOUNT')}, but the solo pool runs one task at a time"
        yield found(message, "CELERY_WORKER_AMOUNT", _pool_name(values))


@THEME.rule(
    "LD-CELERY-REMAP-SIGTERM",
    Severity.ERROR,
    *("REMAP_SIGTERM", *POOL_NAMES),
    finds="REMAP_SIGTERM is set with a pool other than prefork.",
    why="The worker breaks off with an error at each stop, and the running task is lost instead of put back.",
    mends="Remove it; use it with prefork only.",
    faults="F51",
)
def remapped_signal(values: Values) -> Iterator[Found]:
    """Measured: FIELD 3.2."""
    if values.is_set("REMAP_SIGTERM") and pool(values) != "prefork":
        message = f"{values.says('REMAP_SIGTERM')} with the pool {pool(values)}: each stop loses the running tasks"
        fix = Fix("Remove REMAP_SIGTERM", {"REMAP_SIGTERM": None})
        yield found(message, "REMAP_SIGTERM", _pool_name(values), fix=fix)


def _chosen(values: Values) -> tuple[str, list[str]]:
    """The variable that names the queues, and its parts with their blanks."""
    for name in QUEUE_NAMES:
        if values.is_set(name):
            return name, values.text(name).split(",")
    return "", []


def _edition(values: Values) -> tuple[str, ...]:
    if values.in_force("EDITION") == "CLOUD":
        return tuple(name for name in QUEUES if name != "workflow") + CLOUD_QUEUES
    return QUEUES


_READS_QUEUES = (*QUEUE_NAMES, "EDITION", "CELERY_BACKEND")
"""The last one is of the schema, so that the rules apply where it does."""


@THEME.rule(
    "LD-QUEUE-MISSING",
    Severity.WARNING,
    *_READS_QUEUES,
    finds="The worker's list of queues leaves out some that tasks are sent to.",
    why="Those tasks wait for ever: documents stay 'queuing', mails are not sent, triggers do not fire.",
    mends="Name all queues over all workers together; remove the list to read every queue.",
    faults="F23",
)
def queue_missing(values: Values) -> Iterator[Found]:
    """Every queue that tasks go to is read; one worker of several may read a part."""
    name, parts = _chosen(values)
    have = {part.strip() for part in parts}
    missing = [queue for queue in _edition(values) if queue not in have]
    if name and missing:
        left = ", ".join(missing)
        message = f"{name} names {len(have)} queues, not {left}: their tasks wait unless another worker reads them"
        whole = ",".join([*(part.strip() for part in parts if part.strip()), *missing])
        yield found(message, name, fix=Fix(f"Add the missing queues to {name}", {name: whole}))


@THEME.rule(
    "LD-QUEUE-UNKNOWN",
    Severity.WARNING,
    *_READS_QUEUES,
    finds="The worker's list of queues names one that no task is sent to.",
    why="A misspelt queue is empty, and the one that was meant is not read.",
    mends="Correct the name.",
    faults="F23",
)
def queue_unknown(values: Values) -> Iterator[Found]:
    """Names outside the known set, with the nearest known one."""
    from schemas.kinds import nearest

    name, parts = _chosen(values)
    known = [*QUEUES, *CLOUD_QUEUES, *OPTIONAL_QUEUES]
    for queue in dict.fromkeys(part.strip() for part in parts):
        if queue and queue not in known:
            guess = nearest(queue, known)
            message = f"{name} names the queue {queue!r}, to which no task is sent" + (f": {guess}" if guess else "")
            fix = None
            if guess:
                right = guess.removeprefix("did you mean ").removesuffix("?")
                fix = set_to(name, ",".join(right if part.strip() == queue else part.strip() for part in parts))
            yield found(message, name, fix=fix)


@THEME.rule(
    "LD-QUEUE-FORM",
    Severity.ERROR,
    *_READS_QUEUES,
    finds="The worker's list of queues holds blanks or an empty entry.",
    why="Celery takes ' mail' for another queue than 'mail', and an empty entry for the queue 'celery'.",
    mends="Write the names with commas and nothing else between them.",
    faults="F23",
)
def queue_form(values: Values) -> Iterator[Found]:
    """Names, commas, nothing else."""
    name, parts = _chosen(values)
    if any(part != part.strip() or not part for part in parts):
        clean = ",".join(dict.fromkeys(part.strip() for part in parts if part.strip()))
        message = f"{name} holds blanks or an empty entry ({values.shown(name)}): Celery reads other queues than meant"
        yield found(message, name, fix=set_to(name, clean))


@THEME.rule(
    "LD-QUEUE-MONITOR",
    Severity.WARNING,
    *("ENABLE_DATASETS_QUEUE_MONITOR", "QUEUE_MONITOR_ALERT_EMAILS", *QUEUE_NAMES),
    finds="The queue monitor is on and nobody reads its queue, or nobody gets its mail.",
    why="Its checks pile up in the queue monitor, which no worker reads by default; no alarm is ever sent.",
    mends="Name the queue monitor in CELERY_WORKER_QUEUES, and an address in QUEUE_MONITOR_ALERT_EMAILS.",
    faults="F23",
)
def queue_monitor(values: Values) -> Iterator[Found]:
    """The monitor needs a reader and a receiver."""
    if not values.is_true("ENABLE_DATASETS_QUEUE_MONITOR"):
        return
    _, parts = _chosen(values)
    if "monitor" not in {part.strip() for part in parts}:
        message = f"{values.says('ENABLE_DATASETS_QUEUE_MONITOR')}, but no worker reads its queue monitor by default"
        yield found(message, "ENABLE_DATASETS_QUEUE_MONITOR")
    if not values.items("QUEUE_MONITOR_ALERT_EMAILS"):
        message = f"{values.says('QUEUE_MONITOR_ALERT_EMAILS')}: the queue monitor has nobody to warn"
        yield found(message, "QUEUE_MONITOR_ALERT_EMAILS", "ENABLE_DATASETS_QUEUE_MONITOR")
