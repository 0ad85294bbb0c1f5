"""storage: huawei_obs."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class HuaweiCloudOBSStorageConfig(Settings):
    """huawei_obs."""

    category = "storage"

    HUAWEI_OBS_BUCKET_NAME: str | None = setting(
        None,
        help="TODO Huawei OBS bucket (HUAWEI_OBS_BUCKET_NAME)",
        group="huawei_obs",
        docker="your-bucket-name",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["huawei-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    HUAWEI_OBS_ACCESS_KEY: str | None = setting(
        None,
        help="TODO Huawei OBS access key id (HUAWEI_OBS_ACCESS_KEY)",
        group="huawei_obs",
        docker="your-access-key",
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["huawei-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    HUAWEI_OBS_SECRET_KEY: str | None = setting(
        None,
        help="TODO Huawei OBS secret key (HUAWEI_OBS_SECRET_KEY)",
        group="huawei_obs",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["huawei-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    HUAWEI_OBS_SERVER: str | None = setting(
        None,
        help="TODO Huawei OBS service address (HUAWEI_OBS_SERVER)",
        group="huawei_obs",
        docker="your-server-url",
        local="your-server-url",
        active_when={"STORAGE_TYPE": ["huawei-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    HUAWEI_OBS_PATH_STYLE: bool = setting(
        False,
        help="TODO Huawei OBS path-style addressing (HUAWEI_OBS_PATH_STYLE)",
        group="huawei_obs",
        docker=SAME,
        local=SAME,
        active_when={"STORAGE_TYPE": ["huawei-obs"]},
        readers=SHARED_ENVIRONMENT,
    )
