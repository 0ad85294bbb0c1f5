"""Plugins: where their packages and media are kept."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageStackConfig(Settings):
    """Chooses the file storage of the plugin daemon and the folders in it."""

    category = "plugin"

    PLUGIN_STORAGE_TYPE: str = setting(
        "local",
        help=(
            "Where the daemon keeps plugin packages and media, apart from Dify's own uploads. Take a bucket "
            "when machines come and go; what is installed does not move on a switch."
        ),
        group="storage",
        docker=SAME,
        middleware=SAME,
        choices={
            "local": "Folder on the daemon's volume",
            "aws_s3": "Amazon S3 or compatible",
            "tencent_cos": "Tencent Cloud COS",
            "azure_blob": "Azure Blob Storage",
            "aliyun_oss": "Alibaba Cloud OSS",
            "volcengine_tos": "Volcengine TOS",
        },
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_STORAGE_LOCAL_ROOT: str = setting(
        "/app/storage",
        help=(
            "Base folder for packages and media in the daemon's container. Leave it on the mounted volume, or "
            "the plugins are gone after an update."
        ),
        group="storage",
        kind="path",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["local"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_INSTALLED_PATH: str = setting(
        "plugin",
        help=(
            "Subfolder, or start of the object names, for installed plugins. After a change the daemon looks in "
            "an empty place and finds none."
        ),
        group="storage",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_PACKAGE_CACHE_PATH: str = setting(
        "plugin_packages",
        help=(
            "Subfolder, or start of the object names, for package files as they came in. Move the existing ones "
            "along when you rename it."
        ),
        group="storage",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_MEDIA_CACHE_PATH: str = setting(
        "assets",
        help=(
            "Subfolder, or start of the object names, for icons and other media of plugins. Renaming it without "
            "moving them leaves the console without icons."
        ),
        group="storage",
        kind="path",
        docker=SAME,
        middleware=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_STORAGE_OSS_BUCKET: str = setting(
        "",
        help=(
            "Bucket for plugin files; on Azure the container has a variable of its own. Create it first, and do "
            "not share it between installations."
        ),
        group="storage",
        docker=SAME,
        middleware=SAME,
        example="dify-plugins",
        active_when={"PLUGIN_STORAGE_TYPE": ["aws_s3", "tencent_cos", "azure_blob", "aliyun_oss", "volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )
