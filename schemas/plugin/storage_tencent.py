"""Plugins: files in Tencent Cloud COS."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageTencentStackConfig(Settings):
    """Configures the region and the key with which the daemon uses Tencent Cloud COS."""

    category = "plugin"

    PLUGIN_TENCENT_COS_SECRET_KEY: str = setting(
        "",
        help=(
            "Signs the daemon's requests to Tencent COS. The key for uploads, TENCENT_COS_SECRET_KEY, is not "
            "used for plugins."
        ),
        group="storage_tencent",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["tencent_cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_TENCENT_COS_SECRET_ID: str = setting(
        "",
        help="Identifies the Tencent API key of the daemon. It needs rights on the objects of the plugin bucket.",
        group="storage_tencent",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["tencent_cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_TENCENT_COS_REGION: str = setting(
        "",
        help="COS region of the plugin bucket. With a wrong one no plugin can be stored.",
        group="storage_tencent",
        docker=SAME,
        middleware=SAME,
        example="ap-shanghai",
        active_when={"PLUGIN_STORAGE_TYPE": ["tencent_cos"]},
        readers=SHARED_ENVIRONMENT,
    )
