"""plugin: storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageStackConfig(Settings):
    """storage: what other containers read."""

    category = "plugin"

    PLUGIN_STORAGE_TYPE: str = setting(
        "local",
        help="TODO plugin file storage backend (PLUGIN_STORAGE_TYPE)",
        group="storage",
        docker=SAME,
        middleware=SAME,
        choices={
            "local": "",
            "aws_s3": "",
            "tencent_cos": "",
            "azure_blob": "",
            "aliyun_oss": "",
            "volcengine_tos": "",
        },
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_STORAGE_LOCAL_ROOT: str = setting(
        "/app/storage",
        help="TODO plugin storage folder (PLUGIN_STORAGE_LOCAL_ROOT)",
        group="storage",
        kind="path",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["local"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_INSTALLED_PATH: str = setting(
        "plugin",
        help="TODO subfolder for installed plugins (PLUGIN_INSTALLED_PATH)",
        group="storage",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_PACKAGE_CACHE_PATH: str = setting(
        "plugin_packages",
        help="TODO subfolder for cached plugin packages (PLUGIN_PACKAGE_CACHE_PATH)",
        group="storage",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_MEDIA_CACHE_PATH: str = setting(
        "assets",
        help="TODO subfolder for plugin media (PLUGIN_MEDIA_CACHE_PATH)",
        group="storage",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_STORAGE_OSS_BUCKET: str = setting(
        "",
        help="TODO plugin object storage bucket (PLUGIN_STORAGE_OSS_BUCKET)",
        group="storage",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3", "tencent_cos", "azure_blob", "aliyun_oss", "volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )
