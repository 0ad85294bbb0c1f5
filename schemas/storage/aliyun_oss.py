"""storage: aliyun_oss."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class AliyunOSSStorageConfig(Settings):
    """aliyun_oss."""

    category = "storage"

    ALIYUN_OSS_BUCKET_NAME: str | None = setting(
        None,
        help="TODO Alibaba OSS bucket (ALIYUN_OSS_BUCKET_NAME)",
        group="aliyun_oss",
        docker="your-bucket-name",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_ACCESS_KEY: str | None = setting(
        None,
        help="TODO Alibaba OSS access key id (ALIYUN_OSS_ACCESS_KEY)",
        group="aliyun_oss",
        docker="your-access-key",
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_SECRET_KEY: str | None = setting(
        None,
        help="TODO Alibaba OSS secret key (ALIYUN_OSS_SECRET_KEY)",
        group="aliyun_oss",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_ENDPOINT: str | None = setting(
        None,
        help="TODO Alibaba OSS service address (ALIYUN_OSS_ENDPOINT)",
        group="aliyun_oss",
        docker="https://oss-ap-southeast-1-internal.aliyuncs.com",
        local="your-endpoint",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_REGION: str | None = setting(
        None,
        help="TODO Alibaba OSS region, used by v4 (ALIYUN_OSS_REGION)",
        group="aliyun_oss",
        docker="ap-southeast-1",
        local="your-region",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_AUTH_VERSION: str | None = setting(
        None,
        help="TODO Alibaba OSS signature version (ALIYUN_OSS_AUTH_VERSION)",
        group="aliyun_oss",
        docker="v4",
        local="v1",
        choices={"v1": "", "v4": ""},
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_PATH: str | None = setting(
        None,
        help="TODO Alibaba OSS key prefix, no leading slash (ALIYUN_OSS_PATH)",
        group="aliyun_oss",
        kind="path",
        docker="your-path",
        local="your-path",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_CLOUDBOX_ID: str | None = setting(
        None,
        help="TODO Alibaba CloudBox id (ALIYUN_CLOUDBOX_ID)",
        group="aliyun_oss",
        docker="your-cloudbox-id",
        local="your-cloudbox-id",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )
