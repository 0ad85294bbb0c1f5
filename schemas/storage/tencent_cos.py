"""Storage: Tencent Cloud COS."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class TencentCloudCOSStorageConfig(Settings):
    """Configures the bucket, the credentials and the address for files in Tencent Cloud COS."""

    category = "storage"

    TENCENT_COS_BUCKET_NAME: str | None = setting(
        None,
        help="COS bucket for uploaded files, with the account number that Tencent puts at its end.",
        group="tencent_cos",
        docker="your-bucket-name",
        local="your-bucket-name",
        example="dify-1250000000",
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_COS_REGION: str | None = setting(
        None,
        help="Region whose COS address is used. It is ignored once a custom domain is given.",
        group="tencent_cos",
        docker="your-region",
        local="your-region",
        example="ap-shanghai",
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_COS_SECRET_ID: str | None = setting(
        None,
        help=(
            "Identifies the Tencent Cloud API key for uploads. Take the key of a sub-user who may use this bucket only."
        ),
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
        help=(
            "Signs uploads and downloads in COS. Disable the old key in the console only after a restart with "
            "the new one."
        ),
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
        help="Protocol for requests to COS. Replace the sample text by https, or by http inside a private network.",
        group="tencent_cos",
        docker="your-scheme",
        local="your-scheme",
        choices={"https": "Encrypted", "http": "Clear text"},
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_COS_CUSTOM_DOMAIN: str | None = setting(
        None,
        help=(
            "Host that leads to the bucket; it takes the place of the region's address. Without a domain of "
            "your own enter the bucket's standard host, as Dify's Compose file turns an empty text into the "
            "sample."
        ),
        group="tencent_cos",
        docker="your-custom-domain",
        local="your-custom-domain",
        example="dify-1250000000.cos.ap-shanghai.myqcloud.com",
        active_when={"STORAGE_TYPE": ["tencent-cos"]},
        readers=SHARED_ENVIRONMENT,
    )
