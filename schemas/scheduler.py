"""Scheduled jobs.

Configures recurring cleanup, the workflow timetable and trigger renewal run by Celery beat.
"""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class CeleryBeatConfig(Settings):
    """General."""

    category = "scheduler"

    CELERY_BEAT_SCHEDULER_TIME: int = setting(
        1,
        help=(
            "Step in days for three nightly cleanups (embedding cache, idle datasets, messages): 2 runs "
            "them every second day of the month. Zero is accepted by the settings but makes an invalid "
            "schedule."
        ),
        group="general",
        local=SAME,
        unit="days",
        reaches_container=False,
    )


class CeleryScheduleTasksConfig(Settings):
    """Job switches."""

    category = "scheduler"

    ENABLE_CLEAN_EMBEDDING_CACHE_TASK: bool = setting(
        False,
        help=(
            "Runs the nightly removal of outdated cached embeddings at 02:00. Saves database space; "
            "removed texts must be embedded again if they reappear."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_CLEAN_UNUSED_DATASETS_TASK: bool = setting(
        False,
        help=(
            "Runs the nightly removal of index data from knowledge bases that were not used for a long "
            "time. Their documents must be enabled again before retrieval finds them."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_CREATE_TIDB_SERVERLESS_TASK: bool = setting(
        False,
        help=(
            "Creates spare TiDB Cloud Serverless clusters every hour for new workspaces. Needed only with"
            " TiDB on Qdrant as vector store; clusters can cost money."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_UPDATE_TIDB_SERVERLESS_STATUS_TASK: bool = setting(
        False,
        help=(
            "Asks TiDB Cloud every ten minutes for the state of newly created clusters. Turn it on "
            "together with the TiDB creation job, else new clusters never become usable."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_CLEAN_MESSAGES: bool = setting(
        False,
        help=(
            "Deletes old conversation messages for good in a job at 04:00. Without billing it covers all "
            "workspaces, so check the retention days before switching it on."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_WORKFLOW_RUN_CLEANUP_TASK: bool = setting(
        False,
        help=(
            "Deletes old workflow run records in a job at midnight. Built for the hosted service; on your"
            " own installation the execution history older than the retention is lost."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_MAIL_CLEAN_DOCUMENT_NOTIFY_TASK: bool = setting(
        False,
        help=(
            "Mails owners on Monday mornings about knowledge documents disabled by the idle cleanup. "
            "Requires working mail settings."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_DATASETS_QUEUE_MONITOR: bool = setting(
        False,
        help=(
            "Checks regularly how many indexing tasks are waiting and mails an alert above the threshold."
            " Recipients and interval are part of the queue monitor settings."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_CHECK_UPGRADABLE_PLUGIN_TASK: bool = setting(
        True,
        help=(
            "Looks every 15 minutes for workspaces whose plugins are due for an automatic upgrade. It "
            "runs only with the marketplace enabled; disable it to freeze plugin versions."
        ),
        group="toggles",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_WORKFLOW_SCHEDULE_POLLER_TASK: bool = setting(
        True,
        help=(
            "Starts workflows that have a timetable trigger when their time has come. While off, "
            "scheduled workflows silently do not run."
        ),
        group="workflow_schedule",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_SCHEDULE_POLLER_INTERVAL: int = setting(
        1,
        help=(
            "Minutes between two searches for due scheduled workflows. A longer interval reduces load and"
            " makes starts less punctual."
        ),
        group="workflow_schedule",
        docker=SAME,
        local=SAME,
        unit="minutes",
        active_when={"ENABLE_WORKFLOW_SCHEDULE_POLLER_TASK": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_SCHEDULE_POLLER_BATCH_SIZE: int = setting(
        100,
        help=(
            "Due schedules fetched from the database in one go. Raise it if hundreds of workflows share "
            "the same start time."
        ),
        group="workflow_schedule",
        docker=SAME,
        local=SAME,
        unit="records",
        active_when={"ENABLE_WORKFLOW_SCHEDULE_POLLER_TASK": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_SCHEDULE_MAX_DISPATCH_PER_TICK: int = setting(
        0,
        help=(
            "Most scheduled workflows started in one polling round, with 0 for no cap. A cap spreads "
            "peaks over time and delays the remaining workflows."
        ),
        group="workflow_schedule",
        docker=SAME,
        local=SAME,
        active_when={"ENABLE_WORKFLOW_SCHEDULE_POLLER_TASK": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ENABLE_TRIGGER_PROVIDER_REFRESH_TASK: bool = setting(
        True,
        help=(
            "Renews plugin trigger subscriptions and their credentials before they run out. Disabled, "
            "external events stop arriving once the provider's subscription ends."
        ),
        group="trigger_refresh",
        reaches_container=False,
    )

    TRIGGER_PROVIDER_REFRESH_INTERVAL: int = setting(
        1,
        help=(
            "Minutes between two searches for trigger subscriptions that need renewal. It must be clearly"
            " shorter than the lead times."
        ),
        group="trigger_refresh",
        unit="minutes",
        active_when={"ENABLE_TRIGGER_PROVIDER_REFRESH_TASK": ["true"]},
        reaches_container=False,
    )

    TRIGGER_PROVIDER_REFRESH_BATCH_SIZE: int = setting(
        200,
        help=(
            "Trigger subscriptions handled per database page during a renewal round. Larger pages finish "
            "faster and use more memory."
        ),
        group="trigger_refresh",
        unit="records",
        active_when={"ENABLE_TRIGGER_PROVIDER_REFRESH_TASK": ["true"]},
        reaches_container=False,
    )

    TRIGGER_PROVIDER_CREDENTIAL_THRESHOLD_SECONDS: int = setting(
        3600,
        help=(
            "Seconds before expiry at which the credentials of a trigger subscription are renewed. A "
            "longer lead survives outages of the provider."
        ),
        group="trigger_refresh",
        unit="seconds",
        active_when={"ENABLE_TRIGGER_PROVIDER_REFRESH_TASK": ["true"]},
        reaches_container=False,
    )

    TRIGGER_PROVIDER_SUBSCRIPTION_THRESHOLD_SECONDS: int = setting(
        3600,
        help=(
            "Seconds before expiry at which a trigger subscription itself is renewed at the provider. Too"
            " little lead risks lost events."
        ),
        group="trigger_refresh",
        unit="seconds",
        active_when={"ENABLE_TRIGGER_PROVIDER_REFRESH_TASK": ["true"]},
        reaches_container=False,
    )


class SandboxExpiredRecordsCleanConfig(Settings):
    """Retention of expired records."""

    category = "scheduler"

    SANDBOX_EXPIRED_RECORDS_CLEAN_GRACEFUL_PERIOD: NonNegativeInt = setting(
        21,
        help=(
            "Days after the end of a paid plan during which a workspace's old records are spared. Only "
            "meaningful with billing enabled."
        ),
        group="sandbox_retention",
        docker=SAME,
        local=SAME,
        unit="days",
        active_when={"any": [{"ENABLE_CLEAN_MESSAGES": ["true"]}, {"ENABLE_WORKFLOW_RUN_CLEANUP_TASK": ["true"]}]},
        readers=SHARED_ENVIRONMENT,
    )

    SANDBOX_EXPIRED_RECORDS_CLEAN_BATCH_SIZE: PositiveInt = setting(
        1000,
        help=(
            "Records a retention job deletes per database batch. Small batches hold locks briefly, large "
            "ones finish sooner."
        ),
        group="sandbox_retention",
        docker=SAME,
        local=SAME,
        unit="records",
        active_when={"any": [{"ENABLE_CLEAN_MESSAGES": ["true"]}, {"ENABLE_WORKFLOW_RUN_CLEANUP_TASK": ["true"]}]},
        readers=SHARED_ENVIRONMENT,
    )

    SANDBOX_EXPIRED_RECORDS_RETENTION_DAYS: PositiveInt = setting(
        30,
        help=(
            "Age in days above which the message and workflow run cleanups delete records for good. Set "
            "it to your legal retention before enabling either job."
        ),
        group="sandbox_retention",
        docker=SAME,
        local=SAME,
        unit="days",
        active_when={"any": [{"ENABLE_CLEAN_MESSAGES": ["true"]}, {"ENABLE_WORKFLOW_RUN_CLEANUP_TASK": ["true"]}]},
        readers=SHARED_ENVIRONMENT,
    )
