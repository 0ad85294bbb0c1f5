"""MODE=worker: a Celery worker on the queues of its edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from runtime.environment import Environment
from runtime.modes import application, grace
from runtime.modes.command import Command

QUEUES: Final = (
    "dataset",
    "priority_dataset",
    "priority_pipeline",
    "pipeline",
    "mail",
    "ops_trace",
    "app_deletion",
    "plugin",
    "workflow_storage",
    "conversation",
    "workflow",
    "schedule_poller",
    "schedule_executor",
    "triggered_workflow_dispatcher",
    "trigger_refresh_executor",
    "retention",
)
"""What a worker of the self-hosted edition listens to (Dify 1.11.4)."""

CLOUD_WORKFLOW_QUEUES: Final = ("workflow_professional", "workflow_team", "workflow_sandbox")
"""What stands in the place of ``workflow`` in the hosted edition."""

POOLS: Final = ("gevent", "prefork", "threads", "solo")
"""The pools that are offered."""
SCALING_POOLS: Final = frozenset({"gevent", "prefork"})
"""Pools that can grow; the thread pool dies of its first scale-up, the solo pool has nothing to grow."""
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL", "FATAL")
"""The closed set of LOG_LEVEL, which is Celery's."""

_NAME: Final = re.compile(r"[\w.-]+", re.ASCII)

AUTOSCALE_RULE: Final = "LD-CELERY-AUTOSCALE-POOL"
"""The id of the rule on pools that cannot grow."""
BOUNDS_RULE: Final = "LD-POOL-BOUNDS"
"""The id of the rule on a minimum above its maximum."""


def command(environment: Environment, arguments: Sequence[str]) -> Command:
    """The worker; arguments are ignored, as the image that it replaces does."""
    pool = pool_name(environment)
    notes = ["arguments are ignored in this mode; MODE=job runs them"] if arguments else []
    unset: frozenset[str] = frozenset()
    if pool != "prefork" and environment.variables.get("REMAP_SIGTERM"):
        # Measured: a remapped TERM loses the running task on every pool but prefork.
        unset = frozenset({"REMAP_SIGTERM"})
        notes.append(f"REMAP_SIGTERM is taken out of the environment: it loses running tasks with the {pool} pool")
    # Read by the Celery application; asked here too, so that what is wrong with it stops the start.
    grace.seconds(environment)
    return Command(
        argv=(
            *("celery", "-A", application.celery_app(environment), "worker"),
            *("-P", pool),
            *_concurrency(environment, pool),
            *("--max-tasks-per-child", str(environment.integer("MAX_TASKS_PER_CHILD", 50, minimum=1))),
            *("--loglevel", log_level(environment)),
            *("-Q", queues(environment)),
            f"--prefetch-multiplier={environment.integer('CELERY_PREFETCH_MULTIPLIER', 1)}",
            *_extras(environment, pool),
        ),
        unset=unset,
        notes=tuple(notes),
    )


def pool_name(environment: Environment) -> str:
    """CELERY_WORKER_POOL, else CELERY_WORKER_CLASS, else gevent."""
    name = "CELERY_WORKER_POOL" if environment.text("CELERY_WORKER_POOL") else "CELERY_WORKER_CLASS"
    return environment.choice(name, "gevent", POOLS)


def default_queues(environment: Environment) -> tuple[str, ...]:
    """The queues of the edition."""
    if environment.text("EDITION") != "CLOUD":
        return QUEUES
    position = QUEUES.index("workflow")
    return (*QUEUES[:position], *CLOUD_WORKFLOW_QUEUES, *QUEUES[position + 1 :])


def queues(environment: Environment) -> str:
    """The queues, comma-separated: CELERY_WORKER_QUEUES, else CELERY_QUEUES, else those of the edition."""
    chosen = environment.first("CELERY_WORKER_QUEUES", "CELERY_QUEUES")
    names = [name.strip() for name in chosen.split(",") if name.strip()] or default_queues(environment)
    return ",".join(names)


def log_level(environment: Environment) -> str:
    """LOG_LEVEL in capitals."""
    word = environment.text("LOG_LEVEL", "INFO").strip().upper()
    if word not in LOG_LEVELS:
        environment.report("LOG_LEVEL", f"must be one of {', '.join(LOG_LEVELS)}")
        return "INFO"
    return word


def _extras(environment: Environment, pool: str) -> tuple[str, ...]:
    """What is only there when it was asked for: a name, events for monitors, a limit on a child's memory."""
    words: tuple[str, ...] = ()
    if not application.is_reference_celery(environment):
        # The reference application writes its heartbeat itself.
        words += ("--include", application.HEARTBEATS)
    if name := environment.text("RUNTIME_WORKER_NAME").strip():
        if not _NAME.fullmatch(name):
            environment.report("RUNTIME_WORKER_NAME", "must be letters, digits, dots, hyphens and underscores")
        # With the host's name behind it, so that replicas of one name stay different workers.
        words += ("-n", f"{name}@%h")
    if environment.flag("RUNTIME_WORKER_EVENTS"):
        words += ("-E",)
    if kilobytes := environment.integer("RUNTIME_MAX_MEMORY_PER_CHILD", 0):
        if pool != "prefork":
            environment.report(
                "RUNTIME_MAX_MEMORY_PER_CHILD", f"needs the prefork pool; the {pool} pool has no children"
            )
        words += ("--max-memory-per-child", str(kilobytes))
    return words


def _default_maximum(environment: Environment, pool: str) -> int:
    """How far a pool grows when nobody says: the processors; processes no further than the memory goes."""
    return min(environment.cpus(), environment.processes_that_fit()) if pool == "prefork" else environment.cpus()


def _concurrency(environment: Environment, pool: str) -> tuple[str, ...]:
    """A fixed number of slots, or bounds between which the pool grows and shrinks."""
    if environment.text("CELERY_WORKER_CONCURRENCY"):
        return ("-c", str(environment.integer("CELERY_WORKER_CONCURRENCY", 1, minimum=1)))
    if not environment.flag("CELERY_AUTO_SCALE"):
        return ("-c", str(environment.integer("CELERY_WORKER_AMOUNT", 1, minimum=1)))
    if pool not in SCALING_POOLS:
        environment.report(
            "CELERY_AUTO_SCALE",
            f"cannot be on with the {pool} pool, which cannot grow; use gevent or prefork, or a fixed amount",
            AUTOSCALE_RULE,
        )
    lower = environment.integer("CELERY_MIN_WORKERS", 1, minimum=0)
    upper = environment.integer("CELERY_MAX_WORKERS", max(_default_maximum(environment, pool), lower), minimum=1)
    if lower > upper:
        environment.report("CELERY_MIN_WORKERS", "must not be above CELERY_MAX_WORKERS", BOUNDS_RULE)
    return (f"--autoscale={upper},{lower}",)
