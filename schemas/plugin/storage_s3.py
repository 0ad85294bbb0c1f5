"""plugin: storage_s3."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool


class PluginStorageS3StackConfig(Settings):
    """storage_s3: what other containers read."""

    category = "plugin"

    PLUGIN_S3_USE_AWS: StackBool = setting(
        False,
        help="TODO plugin S3 is genuine AWS (PLUGIN_S3_USE_AWS)",
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_S3_USE_AWS_MANAGED_IAM: StackBool = setting(
        False,
        help="TODO plugin S3 via AWS roles (PLUGIN_S3_USE_AWS_MANAGED_IAM)",
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_S3_ENDPOINT: str = setting(
        "",
        help="TODO plugin S3 address (PLUGIN_S3_ENDPOINT)",
        group="storage_s3",
        kind="url",
        docker=SAME,
        middleware=SAME,
        schemes=("http", "https"),
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_S3_USE_PATH_STYLE: StackBool = setting(
        False,
        help="TODO plugin S3 path-style addressing (PLUGIN_S3_USE_PATH_STYLE)",
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_AWS_ACCESS_KEY: str = setting(
        "",
        help="TODO plugin S3 access key id (PLUGIN_AWS_ACCESS_KEY)",
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_AWS_SECRET_KEY: str = setting(
        "",
        help="TODO plugin S3 secret key (PLUGIN_AWS_SECRET_KEY)",
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_AWS_REGION: str = setting(
        "",
        help="TODO plugin S3 region (PLUGIN_AWS_REGION)",
        group="storage_s3",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3"]},
        readers=SHARED_ENVIRONMENT,
    )
