"""Storage: OpenDAL, which speaks to local folders and many services."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class OpenDALStorageConfig(Settings):
    """Configures which service OpenDAL uses."""

    category = "storage"

    OPENDAL_SCHEME: str = setting(
        "fs",
        help=(
            "Service that OpenDAL writes to; fs is a folder on disk. Each other scheme reads variables that "
            "begin with its own name, such as OPENDAL_S3_BUCKET, and these need an override file to reach api "
            "and worker."
        ),
        group="opendal",
        docker=SAME,
        local=SAME,
        example="s3",
        active_when={"STORAGE_TYPE": ["opendal"]},
        readers=SHARED_ENVIRONMENT,
    )


class OpendalStackConfig(Settings):
    """Configures the folder of OpenDAL, which the storage code reads from the environment itself."""

    category = "storage"

    OPENDAL_FS_ROOT: str = setting(
        "storage",
        help=(
            "Folder for files, seen from the API's working directory unless it is absolute. It has to lie on "
            "the volume that api and worker share; elsewhere uploads vanish with the container."
        ),
        group="opendal",
        kind="path",
        docker=SAME,
        local=SAME,
        example="/app/api/storage",
        active_when={"STORAGE_TYPE": ["opendal"], "OPENDAL_SCHEME": ["fs"]},
        readers=SHARED_ENVIRONMENT,
    )
