"""Workflow.

Configures the limits of workflow runs, the engine that runs them and where their records go.
"""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class WorkflowConfig(Settings):
    """Limits of a workflow run and the threads that carry it."""

    category = "workflow"

    WORKFLOW_MAX_EXECUTION_STEPS: PositiveInt = setting(
        500,
        help=(
            "Node runs allowed in one workflow, each turn of a loop included. It ends endless loops; raise it "
            "for long iterations."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="steps",
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_MAX_EXECUTION_TIME: PositiveInt = setting(
        1200,
        help=(
            "Seconds one workflow run may take before it is stopped. The proxy's read timeout should be "
            "longer, or callers see error 504 first."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_CALL_MAX_DEPTH: PositiveInt = setting(
        5,
        help="How deep workflows may call each other as tools. The limit catches workflows that call themselves.",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="levels",
        readers=SHARED_ENVIRONMENT,
    )

    MAX_VARIABLE_SIZE: PositiveInt = setting(
        204800,
        help=(
            "Most bytes one workflow variable may hold; a larger value is refused with an error. Raise it for "
            "long texts in variables, at the price of a bigger database."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )

    TEMPLATE_TRANSFORM_MAX_LENGTH: PositiveInt = setting(
        400000,
        help="Most characters a template node may produce; longer output fails the node. Raise it for long reports.",
        group="limits",
        category="code_execution",
        docker=SAME,
        local=SAME,
        unit="characters",
        readers=SHARED_ENVIRONMENT,
    )

    GRAPH_ENGINE_MIN_WORKERS: PositiveInt = setting(
        1,
        help=(
            "Threads each workflow run starts with. One is enough for straight flows; wide parallel ones gain "
            "a little from more."
        ),
        group="graph_engine",
        docker=SAME,
        local=SAME,
        unit="threads",
        readers=SHARED_ENVIRONMENT,
    )

    GRAPH_ENGINE_MAX_WORKERS: PositiveInt = setting(
        10,
        help=(
            "Most threads one workflow run may grow to, and so the branches that run in parallel. All runs of "
            "a process share its CPU and database pool."
        ),
        group="graph_engine",
        docker=SAME,
        local=SAME,
        unit="threads",
        readers=SHARED_ENVIRONMENT,
    )

    GRAPH_ENGINE_SCALE_UP_THRESHOLD: PositiveInt = setting(
        3,
        help="Nodes waiting in a run before another thread joins. Lower values start parallel branches sooner.",
        group="graph_engine",
        docker=SAME,
        local=SAME,
        unit="nodes",
        readers=SHARED_ENVIRONMENT,
    )

    GRAPH_ENGINE_SCALE_DOWN_IDLE_TIME: float = setting(
        5.0,
        help=(
            "Seconds a thread of a run stays without work before it is given up. Longer values suit runs "
            "whose load comes in bursts."
        ),
        group="graph_engine",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        ge=0.1,
    )


class WorkflowNodeExecutionConfig(Settings):
    """Settings of node runs that this release accepts and no longer reads."""

    category = "workflow"

    MAX_SUBMIT_COUNT: PositiveInt = setting(
        100,
        help=(
            "Accepted, but nothing in this release reads it. Parallel branches are bounded by the workers of "
            "the graph engine."
        ),
        group="limits",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_NODE_EXECUTION_STORAGE: str = setting(
        "rdbms",
        help=(
            "Where data of node runs was meant to be kept. Nothing in this release reads it; the repository "
            "classes decide instead."
        ),
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={"rdbms": "In the main database", "hybrid": "New data in file storage"},
        readers=SHARED_ENVIRONMENT,
    )


class RepositoryConfig(Settings):
    """The classes that record workflow runs and read them back."""

    category = "workflow"

    CORE_WORKFLOW_EXECUTION_REPOSITORY: str = setting(
        "core.repositories.sqlalchemy_workflow_execution_repository.SQLAlchemyWorkflowExecutionRepository",
        help=(
            "Python class that records workflow runs while they happen. The Celery one answers faster and "
            "needs a worker; the log store needs its Alibaba Cloud settings."
        ),
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={
            "core.repositories.sqlalchemy_workflow_execution_repository.SQLAlchemyWorkflowExecutionRepository": "Main database",
            "core.repositories.celery_workflow_execution_repository.CeleryWorkflowExecutionRepository": "Handed to a worker",
            "extensions.logstore.repositories.logstore_workflow_execution_repository.LogstoreWorkflowExecutionRepository": "Alibaba Cloud log store",
        },
        also=r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+",
        readers=SHARED_ENVIRONMENT,
    )

    CORE_WORKFLOW_NODE_EXECUTION_REPOSITORY: str = setting(
        "core.repositories.sqlalchemy_workflow_node_execution_repository.SQLAlchemyWorkflowNodeExecutionRepository",
        help=(
            "Python class that records each node of a run, which is most of what runs write. Move it off the "
            "API's path when the database slows workflows down."
        ),
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={
            "core.repositories.sqlalchemy_workflow_node_execution_repository.SQLAlchemyWorkflowNodeExecutionRepository": "Main database",
            "core.repositories.celery_workflow_node_execution_repository.CeleryWorkflowNodeExecutionRepository": "Handed to a worker",
            "extensions.logstore.repositories.logstore_workflow_node_execution_repository.LogstoreWorkflowNodeExecutionRepository": "Alibaba Cloud log store",
        },
        also=r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+",
        readers=SHARED_ENVIRONMENT,
    )

    API_WORKFLOW_NODE_EXECUTION_REPOSITORY: str = setting(
        "repositories.sqlalchemy_api_workflow_node_execution_repository.DifyAPISQLAlchemyWorkflowNodeExecutionRepository",
        help=(
            "Python class through which the console reads node records. It has to read from where they are "
            "written, or run details stay empty."
        ),
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={
            "repositories.sqlalchemy_api_workflow_node_execution_repository.DifyAPISQLAlchemyWorkflowNodeExecutionRepository": "Main database",
            "extensions.logstore.repositories.logstore_api_workflow_node_execution_repository.LogstoreAPIWorkflowNodeExecutionRepository": "Alibaba Cloud log store",
        },
        also=r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+",
        readers=SHARED_ENVIRONMENT,
    )

    API_WORKFLOW_RUN_REPOSITORY: str = setting(
        "repositories.sqlalchemy_api_workflow_run_repository.DifyAPISQLAlchemyWorkflowRunRepository",
        help=(
            "Python class through which the console lists past runs. Change it together with the class that "
            "records them."
        ),
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={
            "repositories.sqlalchemy_api_workflow_run_repository.DifyAPISQLAlchemyWorkflowRunRepository": "Main database",
            "extensions.logstore.repositories.logstore_api_workflow_run_repository.LogstoreAPIWorkflowRunRepository": "Alibaba Cloud log store",
        },
        also=r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+",
        readers=SHARED_ENVIRONMENT,
    )


class WorkflowLogConfig(Settings):
    """When old records of workflow runs are deleted."""

    category = "workflow"

    WORKFLOW_LOG_CLEANUP_ENABLED: bool = setting(
        False,
        help=(
            "Deletes old workflow runs every night. Off, the tables grow without end; on, records older than "
            "the retention are gone for good."
        ),
        group="log_cleanup",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_LOG_RETENTION_DAYS: NonNegativeInt = setting(
        30,
        help=(
            "Days workflow runs are kept before the nightly cleanup deletes them. Follow what your audits "
            "demand; 0 keeps nothing."
        ),
        group="log_cleanup",
        docker=SAME,
        local=SAME,
        unit="days",
        active_when={"WORKFLOW_LOG_CLEANUP_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_LOG_CLEANUP_BATCH_SIZE: PositiveInt = setting(
        100,
        help=(
            "Runs the cleanup deletes in one go. Small batches hold locks briefly, large ones finish a backlog sooner."
        ),
        group="log_cleanup",
        docker=SAME,
        local=SAME,
        unit="records",
        active_when={"WORKFLOW_LOG_CLEANUP_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )


class WorkflowVariableTruncationConfig(Settings):
    """How much of large variables the records of a run keep."""

    category = "workflow"

    WORKFLOW_VARIABLE_TRUNCATION_MAX_SIZE: PositiveInt = setting(
        1024000,
        help=(
            "Bytes above which a variable is shortened for display and record; later nodes still get it "
            "whole. Larger values show more and load the database."
        ),
        group="truncation",
        unit="bytes",
        reaches_container=False,
    )

    WORKFLOW_VARIABLE_TRUNCATION_STRING_LENGTH: PositiveInt = setting(
        100000,
        help=(
            "Characters of a text that run records show before it is cut. Raise it if debugging needs whole documents."
        ),
        group="truncation",
        unit="characters",
        reaches_container=False,
    )

    WORKFLOW_VARIABLE_TRUNCATION_ARRAY_LENGTH: PositiveInt = setting(
        1000,
        help="Entries of a list that run records show before the rest is left out. Raise it to inspect long lists.",
        group="truncation",
        unit="items",
        reaches_container=False,
    )


class AsyncWorkflowConfig(Settings):
    """How triggered runs share the workers."""

    category = "workflow"

    ASYNC_WORKFLOW_SCHEDULER_GRANULARITY: int = setting(
        120,
        help=(
            "Seconds after which a long triggered run is checked and may be paused for others in the queue. "
            "Shorter slices share workers more fairly, at some cost."
        ),
        group="async",
        unit="seconds",
        reaches_container=False,
        ge=1,
    )


class TriggerConfig(Settings):
    """What a webhook trigger accepts."""

    category = "workflow"

    WEBHOOK_REQUEST_BODY_MAX_SIZE: PositiveInt = setting(
        10485760,
        help=(
            "Largest request in bytes a webhook trigger takes; bigger ones are refused. The proxy's body "
            "limit must allow it too."
        ),
        group="triggers",
        docker=SAME,
        local=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )
