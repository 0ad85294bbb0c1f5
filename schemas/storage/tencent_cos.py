"""storage: tencent_cos."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class TencentCloudCOSStorageConfig(Settings):
    """tencent_cos."""

    category = "storage"

    TENCENT_COS_BUCKET_NAME: str | None = setting(
        None,
        help="TODO Tencent COS bucket (TENCENT_COS_BUCKET_NAME)",
        group="tencent_cos",
        docker="your-bucket-name",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_COS_REGION: str | None = setting(
        None,
        help="TODO Tencent COS region (TENCENT_COS_REGION)",
        group="tencent_cos",
        docker="your-region",
        local="your-region",
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_COS_SECRET_ID: str | None = setting(
        None,
        help="TODO Tencent COS secret id (TENCENT_COS_SECRET_ID)",
        group="tencent_cos",
        docker="your-secret-id",
        local="your-secret-id",
        secret="free",
        insecure=("your-secret-id",),
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_COS_SECRET_KEY: str | None = setting(
        None,
        help="TODO Tencent COS secret key (TENCENT_COS_SECRET_KEY)",
        group="tencent_cos",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_COS_SCHEME: str | None = setting(
        None,
        help="TODO Tencent COS transport (TENCENT_COS_SCHEME)",
        group="tencent_cos",
        docker="your-scheme",
        local="your-scheme",
        choices={"https": "", "http": ""},
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_COS_CUSTOM_DOMAIN: str | None = setting(
        None,
        help="TODO Tencent COS own domain (TENCENT_COS_CUSTOM_DOMAIN)",
        group="tencent_cos",
        docker="your-custom-domain",
        local="your-custom-domain",
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )
