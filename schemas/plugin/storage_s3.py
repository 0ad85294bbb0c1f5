"""Plugins: files in Amazon S3 or a compatible service."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool


class PluginStorageS3StackConfig(Settings):
    """Configures how the daemon reaches a bucket in S3 or a compatible service."""

    category = "plugin"

    PLUGIN_S3_USE_AWS: StackBool = setting(
        False,
        help=(
            "On stands for Amazon itself, found by its region. Leave it off for MinIO and other services with "
            "an endpoint."
        ),
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_S3_USE_AWS_MANAGED_IAM: StackBool = setting(
        False,
        help=(
            "Lets the daemon sign in to Amazon with the role of its machine or pod. The key pair for plugins "
            "may then stay empty."
        ),
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_S3_ENDPOINT: str = setting(
        "",
        help=(
            "Address of the S3-compatible service for plugin files, as the daemon's container sees it. Leave it "
            "empty for Amazon."
        ),
        group="storage_s3",
        kind="url",
        docker=SAME,
        middleware=SAME,
        example="https://minio.example.com:9000",
        schemes=("http", "https"),
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_S3_USE_PATH_STYLE: StackBool = setting(
        False,
        help=(
            "Puts the plugin bucket into the path instead of the host name. MinIO and most services of your own "
            "need it on."
        ),
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_AWS_ACCESS_KEY: str = setting(
        "",
        help=(
            "Access key id with which the daemon reads and writes plugin files. It is independent of "
            "S3_ACCESS_KEY, but may be the same key."
        ),
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_AWS_SECRET_KEY: str = setting(
        "",
        help=(
            "Secret half of the daemon's S3 key pair. Whoever has it can replace a plugin by code of their own, "
            "so limit the account to this bucket."
        ),
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_AWS_REGION: str = setting(
        "",
        help=("Region of the plugin bucket, which enters the signatures. Compatible services usually take us-east-1."),
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        example="eu-central-1",
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )
