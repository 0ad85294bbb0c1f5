"""storage: baidu_obs."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class BaiduOBSStorageConfig(Settings):
    """baidu_obs."""

    category = "storage"

    BAIDU_OBS_BUCKET_NAME: str | None = setting(
        None,
        help="TODO Baidu object storage bucket (BAIDU_OBS_BUCKET_NAME)",
        group="baidu_obs",
        docker="your-bucket-name",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["baidu-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_OBS_ACCESS_KEY: str | None = setting(
        None,
        help="TODO Baidu object storage access key (BAIDU_OBS_ACCESS_KEY)",
        group="baidu_obs",
        docker="your-access-key",
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["baidu-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_OBS_SECRET_KEY: str | None = setting(
        None,
        help="TODO Baidu object storage secret key (BAIDU_OBS_SECRET_KEY)",
        group="baidu_obs",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["baidu-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_OBS_ENDPOINT: str | None = setting(
        None,
        help="TODO Baidu object storage address (BAIDU_OBS_ENDPOINT)",
        group="baidu_obs",
        docker="your-server-url",
        local="your-server-url",
        active_when={"STORAGE_TYPE": ["baidu-obs"]},
        readers=SHARED_ENVIRONMENT,
    )
