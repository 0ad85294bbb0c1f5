"""storage: volcengine_tos."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class VolcengineTOSStorageConfig(Settings):
    """volcengine_tos."""

    category = "storage"

    VOLCENGINE_TOS_BUCKET_NAME: str | None = setting(
        None,
        help="TODO Volcengine TOS bucket (VOLCENGINE_TOS_BUCKET_NAME)",
        group="volcengine_tos",
        docker="your-bucket-name",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    VOLCENGINE_TOS_ACCESS_KEY: str | None = setting(
        None,
        help="TODO Volcengine TOS access key id (VOLCENGINE_TOS_ACCESS_KEY)",
        group="volcengine_tos",
        docker="your-access-key",
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    VOLCENGINE_TOS_SECRET_KEY: str | None = setting(
        None,
        help="TODO Volcengine TOS secret key (VOLCENGINE_TOS_SECRET_KEY)",
        group="volcengine_tos",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    VOLCENGINE_TOS_ENDPOINT: str | None = setting(
        None,
        help="TODO Volcengine TOS service address (VOLCENGINE_TOS_ENDPOINT)",
        group="volcengine_tos",
        docker="your-server-url",
        local="your-endpoint",
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    VOLCENGINE_TOS_REGION: str | None = setting(
        None,
        help="TODO Volcengine TOS region (VOLCENGINE_TOS_REGION)",
        group="volcengine_tos",
        docker="your-region",
        local="your-region",
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )
