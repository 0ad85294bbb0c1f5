"""What beat fires: the schedule of Dify 1.11.4 with its flags and intervals, and our heartbeat."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from celery.schedules import crontab

from runtime.environment import Environment
from runtime.tasks import heartbeat

if TYPE_CHECKING:
    from schemas.dify import DifyConfig

HEARTBEAT_SECONDS: Final = 60.0
"""How often the heartbeat fires (RUNTIME_HEARTBEAT_SECONDS)."""

_log = logging.getLogger(__name__)

When = Callable[["DifyConfig"], crontab | timedelta]
"""When an entry fires, by the settings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the schedule."""

    key: str
    """Its name in the schedule."""
    task: str
    """The name of the task that is sent."""
    queue: str
    flags: tuple[str, ...]
    """The switches that must all be on."""
    when: When


def entries(config: DifyConfig) -> dict[str, dict[str, Any]]:
    """Celery's ``beat_schedule``: what is switched on and has a task in this application."""
    for flag in UNSERVED:
        if getattr(config, flag):
            _log.warning("%s is on and this application has no clusters to look after; nothing is scheduled", flag)
    found = {
        entry.key: _celery_entry(entry, entry.when(config))
        for entry in SCHEDULE
        if all(getattr(config, flag) for flag in entry.flags)
    }
    seconds = Environment(os.environ).seconds("RUNTIME_HEARTBEAT_SECONDS", HEARTBEAT_SECONDS, minimum=1)
    beating = Entry("runtime_heartbeat", heartbeat.NAME, heartbeat.QUEUE, (), lambda _: timedelta(seconds=seconds))
    found[beating.key] = _celery_entry(beating, beating.when(config))
    return found


def _celery_entry(entry: Entry, when: crontab | timedelta) -> dict[str, Any]:
    options: dict[str, Any] = {"queue": entry.queue}
    if isinstance(when, timedelta):
        # What nobody picked up before the next one is due says nothing any more.
        options["expires"] = when.total_seconds()
    return {"task": entry.task, "schedule": when, "options": options}


def _every_days(hour: str) -> When:
    """At that hour, every CELERY_BEAT_SCHEDULER_TIME days of a month."""
    return lambda config: crontab("0", hour, day_of_month=f"*/{config.CELERY_BEAT_SCHEDULER_TIME}")


def _at(minute: str, hour: str = "*", day_of_week: str = "*") -> When:
    return lambda _: crontab(minute, hour, day_of_week=day_of_week)


def _every_minutes(setting: str, instead: float = 1) -> When:
    """As many minutes as a setting says; instead stands for none."""
    return lambda config: timedelta(minutes=getattr(config, setting) or instead)


POLLER: Final = "schedule_poller"
"""Takes what the facts send to queues that no worker listens to by default."""

UNSERVED: Final = ("ENABLE_CREATE_TIDB_SERVERLESS_TASK", "ENABLE_UPDATE_TIDB_SERVERLESS_STATUS_TASK")
"""Switches of the hosted edition's TiDB clusters, which this application does not have."""

SCHEDULE: Final[tuple[Entry, ...]] = (
    Entry(
        "clean_embedding_cache_task",
        "runtime.clean_embedding_cache",
        "dataset",
        ("ENABLE_CLEAN_EMBEDDING_CACHE_TASK",),
        _every_days("2"),
    ),
    Entry(
        "clean_unused_datasets_task",
        "runtime.clean_unused_datasets",
        "dataset",
        ("ENABLE_CLEAN_UNUSED_DATASETS_TASK",),
        _every_days("3"),
    ),
    Entry("clean_messages", "runtime.clean_messages", "retention", ("ENABLE_CLEAN_MESSAGES",), _every_days("4")),
    Entry(
        "mail_clean_document_notify_task",
        "runtime.notify_cleaned_documents",
        "dataset",
        ("ENABLE_MAIL_CLEAN_DOCUMENT_NOTIFY_TASK",),
        _at("0", "10", "1"),
    ),
    Entry(
        "datasets-queue-monitor",
        "runtime.monitor_queue",
        POLLER,
        ("ENABLE_DATASETS_QUEUE_MONITOR",),
        _every_minutes("QUEUE_MONITOR_INTERVAL", instead=30),
    ),
    Entry(
        "check_upgradable_plugin_task",
        "runtime.check_upgradable_plugins",
        "plugin",
        ("ENABLE_CHECK_UPGRADABLE_PLUGIN_TASK", "MARKETPLACE_ENABLED"),
        _at("*/15"),
    ),
    Entry(
        "clean_workflow_runlogs_precise",
        "runtime.clean_run_logs",
        "dataset",
        ("WORKFLOW_LOG_CLEANUP_ENABLED",),
        _at("0", "2"),
    ),
    Entry(
        "clean_workflow_runs_task",
        "runtime.clean_workflow_runs",
        "retention",
        ("ENABLE_WORKFLOW_RUN_CLEANUP_TASK",),
        _at("0", "0"),
    ),
    Entry(
        "workflow_schedule_task",
        "runtime.poll_schedules",
        "schedule_poller",
        ("ENABLE_WORKFLOW_SCHEDULE_POLLER_TASK",),
        _every_minutes("WORKFLOW_SCHEDULE_POLLER_INTERVAL"),
    ),
    Entry(
        "trigger_provider_refresh",
        "runtime.refresh_due_triggers",
        POLLER,
        ("ENABLE_TRIGGER_PROVIDER_REFRESH_TASK",),
        _every_minutes("TRIGGER_PROVIDER_REFRESH_INTERVAL"),
    ),
)
"""The entries whose tasks exist; the keys, switches, times and queues are Dify's."""
