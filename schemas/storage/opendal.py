"""storage: opendal."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class OpenDALStorageConfig(Settings):
    """opendal."""

    category = "storage"

    OPENDAL_SCHEME: str = setting(
        "fs",
        help="TODO OpenDAL service name (OPENDAL_SCHEME)",
        group="opendal",
        docker=SAME,
        local=SAME,
        example="fs",
        active_when={"STORAGE_TYPE": ["opendal"]},
        readers=SHARED_ENVIRONMENT,
    )


class OpendalStackConfig(Settings):
    """opendal: what other containers read."""

    category = "storage"

    OPENDAL_FS_ROOT: str = setting(
        "storage",
        help="TODO root folder of OpenDAL filesystem (OPENDAL_FS_ROOT)",
        group="opendal",
        kind="path",
        docker=SAME,
        local=SAME,
        active_when={"STORAGE_TYPE": ["opendal"], "OPENDAL_SCHEME": ["fs"]},
        readers=SHARED_ENVIRONMENT,
    )
