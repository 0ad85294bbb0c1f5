"""PostgreSQL tuning.

Configures memory, sessions and time limits of the bundled PostgreSQL.
"""

from __future__ import annotations

from typing import Annotated, Final

from annotated_types import Ge, Le

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import EMPTY_IS_UNSET

SIZE: Final = r"\d+(?:\.\d+)?\s?(?:B|kB|MB|GB|TB)?"
"""A size as PostgreSQL reads it: it knows these units in this spelling and no other."""

Sessions = Annotated[Annotated[int, Ge(4), Le(262143)] | None, EMPTY_IS_UNSET]
"""More than the three that PostgreSQL reserves for its superuser, up to its own maximum."""

TIME: Final = r"\d+(?:\s?(?:ms|s|h|d))?"
"""A time as PostgreSQL reads it: milliseconds, or a number with its unit."""


class PostgresTuningStackConfig(Settings):
    """Start options of the bundled PostgreSQL; an external server is tuned on its own side."""

    category = "postgres_tuning"

    POSTGRES_MAX_CONNECTIONS: Sessions = setting(
        100,
        help=(
            "Sessions the bundled PostgreSQL accepts at once. All pools of API, workers and plugin daemon "
            "have to fit; each session costs a few megabytes."
        ),
        group="server",
        docker=SAME,
        middleware=SAME,
        unit="connections",
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_SHARED_BUFFERS: str = setting(
        "128MB",
        help=(
            "Memory PostgreSQL reserves as its own cache. About a quarter of the memory meant for the "
            "database is a good start; the default suits small machines."
        ),
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        example="2GB",
        also=SIZE,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_WORK_MEM: str = setting(
        "4MB",
        help=(
            "Memory one sort or hash may use before it goes to disk. A query may take it several times and "
            "every session too, so raise it in small steps."
        ),
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        example="16MB",
        also=SIZE,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_MAINTENANCE_WORK_MEM: str = setting(
        "64MB",
        help=(
            "Memory for upkeep such as vacuum and building indexes. A few hundred megabytes speed up "
            "migrations of large tables."
        ),
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        example="256MB",
        also=SIZE,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_EFFECTIVE_CACHE_SIZE: str = setting(
        "4096MB",
        help=(
            "What the planner believes is cached by PostgreSQL and the system together; nothing is reserved. "
            "Half to three quarters of the memory, otherwise indexes are used wrongly."
        ),
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        example="6GB",
        also=SIZE,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_STATEMENT_TIMEOUT: str = setting(
        "0",
        help=(
            "Milliseconds after which any statement is cancelled; 0 never. Guards against runaway queries, "
            "but migrations and cleanups fall under it as well."
        ),
        group="server",
        kind="duration",
        docker=SAME,
        middleware=SAME,
        unit="milliseconds",
        example="60000",
        also=TIME,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )

    POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT: str = setting(
        "0",
        help=(
            "Milliseconds a session may idle inside an open transaction before it is ended; 0 never. It frees "
            "locks that a stuck client holds."
        ),
        group="server",
        kind="duration",
        docker=SAME,
        middleware=SAME,
        unit="milliseconds",
        example="60000",
        also=TIME,
        active_when={"DB_TYPE": ["postgresql"]},
        readers=(*SHARED_ENVIRONMENT, "db_postgres"),
    )
