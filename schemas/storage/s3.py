"""Storage: Amazon S3 and services that speak its protocol."""

from __future__ import annotations

from typing import Literal

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class S3StorageConfig(Settings):
    """Configures the bucket, the credentials and the addressing for S3 storage."""

    category = "storage"

    S3_ENDPOINT: str | None = setting(
        None,
        help=(
            "Address of an S3-compatible service such as MinIO or Cloudflare R2, without the bucket. Leave it "
            "empty for Amazon S3, which is found by its region."
        ),
        group="s3",
        kind="url",
        docker=SAME,
        local="https://your-bucket-name.storage.s3.cloudflare.com",
        example="https://minio.example.com:9000",
        schemes=("http", "https"),
        active_when={"STORAGE_TYPE": ["s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    S3_REGION: str | None = setting(
        None,
        help=(
            "Region for which requests are signed; Amazon refuses any but the bucket's. Services without "
            "regions usually take us-east-1 or auto."
        ),
        group="s3",
        docker="us-east-1",
        local="your-region",
        example="eu-central-1",
        active_when={"STORAGE_TYPE": ["s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    S3_BUCKET_NAME: str | None = setting(
        None,
        help="Bucket that receives uploaded files. If it does not exist, Dify tries to create it at start.",
        group="s3",
        docker="difyai",
        local="your-bucket-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["s3"]},
        required_when={"STORAGE_TYPE": ["s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    S3_ACCESS_KEY: str | None = setting(
        None,
        help=(
            "Public half of the S3 key pair, for an account that may list, read, write and delete in the "
            "bucket. Leave it empty when a cloud role signs in."
        ),
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
        help=(
            "Private half of the S3 key pair. Create one for this bucket alone, so that a leak exposes nothing else."
        ),
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
        help=(
            "Where the bucket stands in the address of a request. MinIO behind a bare name or an IP address "
            "often needs path; the stock Compose file does not hand this on."
        ),
        group="s3",
        choices={"auto": "Decided by the client", "virtual": "Bucket in the host name", "path": "Bucket in the path"},
        active_when={"STORAGE_TYPE": ["s3"]},
        reaches_container=False,
    )

    S3_USE_AWS_MANAGED_IAM: bool = setting(
        False,
        help=(
            "Signs in to Amazon S3 with the role of the machine or pod instead of a key pair. Use it on EC2, "
            "ECS or EKS; endpoint and address style then have no effect."
        ),
        group="s3",
        docker=SAME,
        local=SAME,
        active_when={"STORAGE_TYPE": ["s3"]},
        readers=SHARED_ENVIRONMENT,
    )
