"""mysql_tuning."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackInt


class MysqlTuningStackConfig(Settings):
    """mysql_tuning: what Compose, shell scripts and other containers read."""

    category = "mysql_tuning"

    MYSQL_MAX_CONNECTIONS: StackInt = setting(
        1000,
        help="TODO MySQL connection limit (MYSQL_MAX_CONNECTIONS)",
        group="server",
        docker=SAME,
        middleware=SAME,
        unit="connections",
        active_when={"DB_TYPE": ["mysql"]},
        readers=SHARED_ENVIRONMENT,
    )

    MYSQL_INNODB_BUFFER_POOL_SIZE: str = setting(
        "512M",
        help="TODO InnoDB cache memory (MYSQL_INNODB_BUFFER_POOL_SIZE)",
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["mysql"]},
        readers=(*SHARED_ENVIRONMENT, "db_mysql"),
    )

    MYSQL_INNODB_LOG_FILE_SIZE: str = setting(
        "128M",
        help="TODO InnoDB redo log size (MYSQL_INNODB_LOG_FILE_SIZE)",
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        active_when={"DB_TYPE": ["mysql"]},
        readers=(*SHARED_ENVIRONMENT, "db_mysql"),
    )

    MYSQL_INNODB_FLUSH_LOG_AT_TRX_COMMIT: str = setting(
        "2",
        help="TODO InnoDB durability level per commit (MYSQL_INNODB_FLUSH_LOG_AT_TRX_COMMIT)",
        group="server",
        docker=SAME,
        middleware=SAME,
        choices={"0": "", "1": "", "2": ""},
        active_when={"DB_TYPE": ["mysql"]},
        readers=(*SHARED_ENVIRONMENT, "db_mysql"),
    )
