"""Storage: Alibaba Cloud OSS."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class AliyunOSSStorageConfig(Settings):
    """Configures the bucket, the credentials and the signature for files in Alibaba Cloud OSS."""

    category = "storage"

    ALIYUN_OSS_BUCKET_NAME: str | None = setting(
        None,
        help="OSS bucket for uploaded files. Keep it private, since browsers fetch files through Dify.",
        group="aliyun_oss",
        docker="your-bucket-name",
        local="your-bucket-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_ACCESS_KEY: str | None = setting(
        None,
        help="Access key id of a RAM user in Alibaba Cloud. Allow that user nothing but this bucket.",
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
        help=(
            "Secret of the RAM user for uploads. To rotate it, add a second key, restart Dify with it and "
            "delete the first."
        ),
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
        help=(
            "OSS address of the bucket's region. The shipped internal one answers only inside Alibaba Cloud in "
            "Singapore; from elsewhere use the public host."
        ),
        group="aliyun_oss",
        docker="https://oss-ap-southeast-1-internal.aliyuncs.com",
        local="your-endpoint",
        example="https://oss-cn-hangzhou.aliyuncs.com",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_REGION: str | None = setting(
        None,
        help="Region id that enters a v4 signature, without the prefix oss-. With v1 it is ignored.",
        group="aliyun_oss",
        docker="ap-southeast-1",
        local="your-region",
        example="cn-hangzhou",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_AUTH_VERSION: str | None = setting(
        None,
        help=(
            "Signature scheme for requests to OSS. Stay with v4 unless a private OSS installation is too old for it."
        ),
        group="aliyun_oss",
        docker="v4",
        local="v1",
        choices={"v1": "Old, without a region", "v4": "Current, needs the region"},
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_OSS_PATH: str | None = setting(
        None,
        help=(
            "Folder in the bucket in front of every file, without a leading slash. Choose your own: Dify's "
            "Compose file turns an empty text into the sample, which would become a real folder."
        ),
        group="aliyun_oss",
        kind="path",
        docker="your-path",
        local="your-path",
        example="dify/files",
        also=r"(?![/\\]).*",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIYUN_CLOUDBOX_ID: str | None = setting(
        None,
        help=(
            "Names the CloudBox, Alibaba's hardware in your own data centre, that holds the bucket. Dify's "
            "Compose file fills in the sample even for ordinary OSS; an override file can blank it."
        ),
        group="aliyun_oss",
        docker="your-cloudbox-id",
        local="your-cloudbox-id",
        example="cb-0123456789abcdef",
        active_when={"STORAGE_TYPE": ["aliyun-oss"]},
        readers=SHARED_ENVIRONMENT,
    )
