"""MySQL tuning.

Configures memory and durability of the bundled MySQL.
"""

from __future__ import annotations

from typing import Final

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackPositiveInt

SIZE: Final = r"\d+[kKmMgGtT]?"
"""A size as MySQL reads it: bytes, or one letter for the unit."""


class MysqlTuningStackConfig(Settings):
    """Start options of the bundled MySQL; an external server is tuned on its own side."""

    category = "mysql_tuning"

    MYSQL_MAX_CONNECTIONS: StackPositiveInt = setting(
        1000,
        help=(
            "Without effect on the bundled MySQL, whose start command fixes 1000 sessions. Edit the Compose "
            "file to have another limit."
        ),
        group="server",
        docker=SAME,
        middleware=SAME,
        unit="connections",
        active_when={"DB_TYPE": ["mysql"]},
        readers=SHARED_ENVIRONMENT,
    )

    MYSQL_INNODB_BUFFER_POOL_SIZE: str = setting(
        "512M",
        help=(
            "Memory in which the bundled MySQL caches tables and indexes. The setting with the most effect: "
            "up to three quarters of what the database may use."
        ),
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        example="2G",
        also=SIZE,
        active_when={"DB_TYPE": ["mysql"]},
        readers=(*SHARED_ENVIRONMENT, "db_mysql"),
    )

    MYSQL_INNODB_LOG_FILE_SIZE: str = setting(
        "128M",
        help=(
            "Size of each redo log file. Larger ones smooth heavy writing such as imports, and lengthen "
            "recovery after a crash."
        ),
        group="server",
        kind="size",
        docker=SAME,
        middleware=SAME,
        example="512M",
        also=SIZE,
        active_when={"DB_TYPE": ["mysql"]},
        readers=(*SHARED_ENVIRONMENT, "db_mysql"),
    )

    MYSQL_INNODB_FLUSH_LOG_AT_TRX_COMMIT: str = setting(
        "2",
        help=(
            "How safely a commit is stored before MySQL reports success. Choose 1 when no confirmed change "
            "may be lost in a power cut; it is slower on plain disks."
        ),
        group="server",
        docker=SAME,
        middleware=SAME,
        choices={
            "0": "Written and saved each second",
            "1": "Saved at every commit, safest",
            "2": "Written at commit, saved each second",
        },
        active_when={"DB_TYPE": ["mysql"]},
        readers=(*SHARED_ENVIRONMENT, "db_mysql"),
    )
