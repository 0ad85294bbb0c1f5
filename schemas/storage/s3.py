"""storage: s3."""

from __future__ import annotations

from typing import Literal

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class S3StorageConfig(Settings):
    """s3."""

    category = "storage"

    S3_ENDPOINT: str | None = setting(
        None,
        help="TODO S3 service address (S3_ENDPOINT)",
        group="s3",
        kind="url",
        docker=SAME,
        local="https://your-bucket-name.storage.s3.cloudflare.com",
        schemes=("http", "https"),
        active_when={"STORAGE_TYPE": ["s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    S3_REGION: str | None = setting(
        None,
        help="TODO S3 region (S3_REGION)",
        group="s3",
        docker="us-east-1",
        local="your-region",
        active_when={"STORAGE_TYPE": ["s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    S3_BUCKET_NAME: str | None = setting(
        None,
        help="TODO S3 bucket (S3_BUCKET_NAME)",
        group="s3",
        docker="difyai",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["s3"]},
        required_when={"STORAGE_TYPE": ["s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    S3_ACCESS_KEY: str | None = setting(
        None,
        help="TODO S3 access key id (S3_ACCESS_KEY)",
        group="s3",
        docker=SAME,
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["s3"], "S3_USE_AWS_MANAGED_IAM": ["false"]},
        required_when={"STORAGE_TYPE": ["s3"], "S3_USE_AWS_MANAGED_IAM": ["false"]},
        readers=SHARED_ENVIRONMENT,
    )

    S3_SECRET_KEY: str | None = setting(
        None,
        help="TODO S3 secret key (S3_SECRET_KEY)",
        group="s3",
        docker=SAME,
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["s3"], "S3_USE_AWS_MANAGED_IAM": ["false"]},
        required_when={"STORAGE_TYPE": ["s3"], "S3_USE_AWS_MANAGED_IAM": ["false"]},
        readers=SHARED_ENVIRONMENT,
    )

    S3_ADDRESS_STYLE: Literal["auto", "virtual", "path"] = setting(
        "auto",
        help="TODO S3 bucket addressing style (S3_ADDRESS_STYLE)",
        group="s3",
        choices={"auto": "", "virtual": "", "path": ""},
        active_when={"STORAGE_TYPE": ["s3"]},
        reaches_container=False,
    )

    S3_USE_AWS_MANAGED_IAM: bool = setting(
        False,
        help="TODO rely on AWS roles, no keys (S3_USE_AWS_MANAGED_IAM)",
        group="s3",
        docker=SAME,
        local=SAME,
        active_when={"STORAGE_TYPE": ["s3"]},
        readers=SHARED_ENVIRONMENT,
    )
