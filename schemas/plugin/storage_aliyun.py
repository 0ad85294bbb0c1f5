"""Plugins: files in Alibaba Cloud OSS."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageAliyunStackConfig(Settings):
    """Configures the address and the key with which the daemon uses Alibaba Cloud OSS."""

    category = "plugin"

    PLUGIN_ALIYUN_OSS_REGION: str = setting(
        "",
        help="Region id of the plugin bucket in OSS, which v4 signatures contain.",
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        example="cn-hangzhou",
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_ENDPOINT: str = setting(
        "",
        help=(
            "OSS host for plugin files, with or without https. Take the internal one when the daemon runs in "
            "the same region."
        ),
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        example="oss-cn-hangzhou.aliyuncs.com",
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_ACCESS_KEY_ID: str = setting(
        "",
        help=(
            "Access key id of the RAM user under which the daemon stores plugins. Rights on the plugin bucket "
            "are enough."
        ),
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_ACCESS_KEY_SECRET: str = setting(
        "",
        help="Secret of the daemon's RAM user. It has to be renewed here as well when uploads share the user.",
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_AUTH_VERSION: str = setting(
        "v4",
        help="Signature scheme of the daemon's OSS requests. Keep v4 unless your OSS is too old to know it.",
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        choices={"v1": "Old, without a region", "v4": "Current, needs the region"},
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_PATH: str = setting(
        "",
        help=(
            "Folder in the bucket for everything the daemon stores. Name one to share the bucket with uploads "
            "or another installation."
        ),
        group="storage_aliyun",
        kind="path",
        docker=SAME,
        middleware=SAME,
        example="dify/plugins",
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )
