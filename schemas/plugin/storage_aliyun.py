"""plugin: storage_aliyun."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageAliyunStackConfig(Settings):
    """storage_aliyun: what other containers read."""

    category = "plugin"

    PLUGIN_ALIYUN_OSS_REGION: str = setting(
        "",
        help="TODO plugin Alibaba region (PLUGIN_ALIYUN_OSS_REGION)",
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_ENDPOINT: str = setting(
        "",
        help="TODO plugin Alibaba address (PLUGIN_ALIYUN_OSS_ENDPOINT)",
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_ACCESS_KEY_ID: str = setting(
        "",
        help="TODO plugin Alibaba access key id (PLUGIN_ALIYUN_OSS_ACCESS_KEY_ID)",
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_ACCESS_KEY_SECRET: str = setting(
        "",
        help="TODO plugin Alibaba access key secret (PLUGIN_ALIYUN_OSS_ACCESS_KEY_SECRET)",
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_AUTH_VERSION: str = setting(
        "v4",
        help="TODO plugin Alibaba signature version (PLUGIN_ALIYUN_OSS_AUTH_VERSION)",
        group="storage_aliyun",
        docker=SAME,
        middleware=SAME,
        choices={"v1": "", "v4": ""},
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_ALIYUN_OSS_PATH: str = setting(
        "",
        help="TODO plugin Alibaba key prefix (PLUGIN_ALIYUN_OSS_PATH)",
        group="storage_aliyun",
        kind="path",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aliyun_oss"]},
        readers=SHARED_ENVIRONMENT,
    )
