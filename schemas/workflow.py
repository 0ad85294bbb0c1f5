"""workflow."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class WorkflowConfig(Settings):
    """limits."""

    category = "workflow"

    WORKFLOW_MAX_EXECUTION_STEPS: PositiveInt = setting(
        500,
        help="TODO steps allowed per workflow run (WORKFLOW_MAX_EXECUTION_STEPS)",
        group="limits",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_MAX_EXECUTION_TIME: PositiveInt = setting(
        1200,
        help="TODO longest workflow run (WORKFLOW_MAX_EXECUTION_TIME)",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_CALL_MAX_DEPTH: PositiveInt = setting(
        5,
        help="TODO nested workflow call limit (WORKFLOW_CALL_MAX_DEPTH)",
        group="limits",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    MAX_VARIABLE_SIZE: PositiveInt = setting(
        204800,
        help="TODO workflow variable size limit (MAX_VARIABLE_SIZE)",
        group="limits",
        docker=SAME,
        local=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )

    TEMPLATE_TRANSFORM_MAX_LENGTH: PositiveInt = setting(
        400000,
        help="TODO template node output limit (TEMPLATE_TRANSFORM_MAX_LENGTH)",
        group="limits",
        category="code_execution",
        docker=SAME,
        local=SAME,
        unit="characters",
        readers=SHARED_ENVIRONMENT,
    )

    GRAPH_ENGINE_MIN_WORKERS: PositiveInt = setting(
        1,
        help="TODO graph engine worker floor (GRAPH_ENGINE_MIN_WORKERS)",
        group="graph_engine",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    GRAPH_ENGINE_MAX_WORKERS: PositiveInt = setting(
        10,
        help="TODO graph engine worker ceiling (GRAPH_ENGINE_MAX_WORKERS)",
        group="graph_engine",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    GRAPH_ENGINE_SCALE_UP_THRESHOLD: PositiveInt = setting(
        3,
        help="TODO queue depth that adds workers (GRAPH_ENGINE_SCALE_UP_THRESHOLD)",
        group="graph_engine",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    GRAPH_ENGINE_SCALE_DOWN_IDLE_TIME: float = setting(
        5.0,
        help="TODO idle time before removing workers (GRAPH_ENGINE_SCALE_DOWN_IDLE_TIME)",
        group="graph_engine",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
        ge=0.1,
    )


class WorkflowNodeExecutionConfig(Settings):
    """limits."""

    category = "workflow"

    MAX_SUBMIT_COUNT: PositiveInt = setting(
        100,
        help="TODO thread submissions for parallel nodes (MAX_SUBMIT_COUNT)",
        group="limits",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_NODE_EXECUTION_STORAGE: str = setting(
        "rdbms",
        help="TODO where node run data goes (WORKFLOW_NODE_EXECUTION_STORAGE)",
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={"rdbms": "", "hybrid": ""},
        readers=SHARED_ENVIRONMENT,
    )


class RepositoryConfig(Settings):
    """persistence."""

    category = "workflow"

    CORE_WORKFLOW_EXECUTION_REPOSITORY: str = setting(
        "core.repositories.sqlalchemy_workflow_execution_repository.SQLAlchemyWorkflowExecutionRepository",
        help="TODO import path, core run repository (CORE_WORKFLOW_EXECUTION_REPOSITORY)",
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={
            "core.repositories.sqlalchemy_workflow_execution_repository.SQLAlchemyWorkflowExecutionRepository": "",
            "core.repositories.celery_workflow_execution_repository.CeleryWorkflowExecutionRepository": "",
            "extensions.logstore.repositories.logstore_workflow_execution_repository.LogstoreWorkflowExecutionRepository": "",
        },
        also=r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+",
        readers=SHARED_ENVIRONMENT,
    )

    CORE_WORKFLOW_NODE_EXECUTION_REPOSITORY: str = setting(
        "core.repositories.sqlalchemy_workflow_node_execution_repository.SQLAlchemyWorkflowNodeExecutionRepository",
        help="TODO import path, core node repository (CORE_WORKFLOW_NODE_EXECUTION_REPOSITORY)",
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={
            "core.repositories.sqlalchemy_workflow_node_execution_repository.SQLAlchemyWorkflowNodeExecutionRepository": "",
            "core.repositories.celery_workflow_node_execution_repository.CeleryWorkflowNodeExecutionRepository": "",
            "extensions.logstore.repositories.logstore_workflow_node_execution_repository.LogstoreWorkflowNodeExecutionRepository": "",
        },
        also=r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+",
        readers=SHARED_ENVIRONMENT,
    )

    API_WORKFLOW_NODE_EXECUTION_REPOSITORY: str = setting(
        "repositories.sqlalchemy_api_workflow_node_execution_repository.DifyAPISQLAlchemyWorkflowNodeExecutionRepository",
        help="TODO import path, API node repository (API_WORKFLOW_NODE_EXECUTION_REPOSITORY)",
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={
            "repositories.sqlalchemy_api_workflow_node_execution_repository.DifyAPISQLAlchemyWorkflowNodeExecutionRepository": "",
            "extensions.logstore.repositories.logstore_api_workflow_node_execution_repository.LogstoreAPIWorkflowNodeExecutionRepository": "",
        },
        also=r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+",
        readers=SHARED_ENVIRONMENT,
    )

    API_WORKFLOW_RUN_REPOSITORY: str = setting(
        "repositories.sqlalchemy_api_workflow_run_repository.DifyAPISQLAlchemyWorkflowRunRepository",
        help="TODO import path, API run repository (API_WORKFLOW_RUN_REPOSITORY)",
        group="persistence",
        docker=SAME,
        local=SAME,
        choices={
            "repositories.sqlalchemy_api_workflow_run_repository.DifyAPISQLAlchemyWorkflowRunRepository": "",
            "extensions.logstore.repositories.logstore_api_workflow_run_repository.LogstoreAPIWorkflowRunRepository": "",
        },
        also=r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+",
        readers=SHARED_ENVIRONMENT,
    )


class WorkflowLogConfig(Settings):
    """log_cleanup."""

    category = "workflow"

    WORKFLOW_LOG_CLEANUP_ENABLED: bool = setting(
        False,
        help="TODO purge old run logs automatically (WORKFLOW_LOG_CLEANUP_ENABLED)",
        group="log_cleanup",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_LOG_RETENTION_DAYS: int = setting(
        30,
        help="TODO age at which run logs go (WORKFLOW_LOG_RETENTION_DAYS)",
        group="log_cleanup",
        docker=SAME,
        local=SAME,
        unit="days",
        active_when={"WORKFLOW_LOG_CLEANUP_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    WORKFLOW_LOG_CLEANUP_BATCH_SIZE: int = setting(
        100,
        help="TODO run logs purged per batch (WORKFLOW_LOG_CLEANUP_BATCH_SIZE)",
        group="log_cleanup",
        docker=SAME,
        local=SAME,
        unit="records",
        active_when={"WORKFLOW_LOG_CLEANUP_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )


class WorkflowVariableTruncationConfig(Settings):
    """truncation."""

    category = "workflow"

    WORKFLOW_VARIABLE_TRUNCATION_MAX_SIZE: PositiveInt = setting(
        1024000,
        help="TODO variable size that forces truncation (WORKFLOW_VARIABLE_TRUNCATION_MAX_SIZE)",
        group="truncation",
        unit="bytes",
        reaches_container=False,
    )

    WORKFLOW_VARIABLE_TRUNCATION_STRING_LENGTH: PositiveInt = setting(
        100000,
        help="TODO string length that forces truncation (WORKFLOW_VARIABLE_TRUNCATION_STRING_LENGTH)",
        group="truncation",
        unit="characters",
        reaches_container=False,
    )

    WORKFLOW_VARIABLE_TRUNCATION_ARRAY_LENGTH: PositiveInt = setting(
        1000,
        help="TODO list length that forces truncation (WORKFLOW_VARIABLE_TRUNCATION_ARRAY_LENGTH)",
        group="truncation",
        unit="items",
        reaches_container=False,
    )


class AsyncWorkflowConfig(Settings):
    """async."""

    category = "workflow"

    ASYNC_WORKFLOW_SCHEDULER_GRANULARITY: int = setting(
        120,
        help="TODO time slice of the workflow scheduler (ASYNC_WORKFLOW_SCHEDULER_GRANULARITY)",
        group="async",
        unit="seconds",
        reaches_container=False,
        ge=1,
    )


class TriggerConfig(Settings):
    """triggers."""

    category = "workflow"

    WEBHOOK_REQUEST_BODY_MAX_SIZE: PositiveInt = setting(
        10485760,
        help="TODO webhook payload limit (WEBHOOK_REQUEST_BODY_MAX_SIZE)",
        group="triggers",
        docker=SAME,
        local=SAME,
        unit="bytes",
        readers=SHARED_ENVIRONMENT,
    )
