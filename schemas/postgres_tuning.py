"""postgres_tuning."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackInt


class PostgresTuningStackConfig(Settings):
    """postgres_tuning: what Compose, shell scripts and other containers read."""

    category = "postgres_tuning"

    POSTGRES_MAX_CONNECTIONS: StackInt = setting(
        100,
        help="TODO Postgres connection limit (POSTGRES_MAX_CONNECTIONS)",
        group="server",
        docker=SAME,
        middleware=SAME,
        unit="connections",
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_SHARED_BUFFERS: str = setting(
        "128MB",
        help="TODO Postgres shared buffer memory (POSTGRES_SHARED_BUFFERS)",
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_WORK_MEM: str = setting(
        "4MB",
        help="TODO Postgres per-operation memory (POSTGRES_WORK_MEM)",
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_MAINTENANCE_WORK_MEM: str = setting(
        "64MB",
        help="TODO Postgres maintenance memory (POSTGRES_MAINTENANCE_WORK_MEM)",
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_EFFECTIVE_CACHE_SIZE: str = setting(
        "4096MB",
        help="TODO planner estimate of available cache (POSTGRES_EFFECTIVE_CACHE_SIZE)",
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_STATEMENT_TIMEOUT: StackInt = setting(
        0,
        help="TODO abort statements running longer, 0 never (POSTGRES_STATEMENT_TIMEOUT)",
        group="server",
        docker=SAME,
        middleware=SAME,
        unit="milliseconds",
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT: StackInt = setting(
        0,
        help="TODO end idle transactions after, 0 never (POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT)",
        group="server",
        docker=SAME,
        middleware=SAME,
        unit="milliseconds",
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )
