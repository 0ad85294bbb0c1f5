"""Storage: Huawei Cloud OBS."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class HuaweiCloudOBSStorageConfig(Settings):
    """Configures the bucket, the credentials and the server for files in Huawei Cloud OBS."""

    category = "storage"

    HUAWEI_OBS_BUCKET_NAME: str | None = setting(
        None,
        help="OBS bucket for uploaded files. Its region has to be the one of the server address.",
        group="huawei_obs",
        docker="your-bucket-name",
        local="your-bucket-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["huawei-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    HUAWEI_OBS_ACCESS_KEY: str | None = setting(
        None,
        help="Access key id of a Huawei Cloud user. Grant that user object rights on this bucket and nothing more.",
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
        help=(
            "Secret of the Huawei Cloud access key. The console offers it for download once, so keep a copy in "
            "a safe place."
        ),
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
        help=(
            "OBS address of your region, with or without https. Enter the host of your own data centre for a "
            "private OBS."
        ),
        group="huawei_obs",
        docker="your-server-url",
        local="your-server-url",
        example="https://obs.cn-north-4.myhuaweicloud.com",
        active_when={"STORAGE_TYPE": ["huawei-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    HUAWEI_OBS_PATH_STYLE: bool = setting(
        False,
        help=(
            "Puts the OBS bucket into the path of each request. Private installations need it when their DNS or "
            "certificate knows no bucket host names."
        ),
        group="huawei_obs",
        docker=SAME,
        local=SAME,
        active_when={"STORAGE_TYPE": ["huawei-obs"]},
        readers=SHARED_ENVIRONMENT,
    )
