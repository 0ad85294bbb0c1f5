"""plugin: storage_tencent."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageTencentStackConfig(Settings):
    """storage_tencent: what other containers read."""

    category = "plugin"

    PLUGIN_TENCENT_COS_SECRET_KEY: str = setting(
        "",
        help="TODO plugin Tencent secret key (PLUGIN_TENCENT_COS_SECRET_KEY)",
        group="storage_tencent",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["tencent_cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_TENCENT_COS_SECRET_ID: str = setting(
        "",
        help="TODO plugin Tencent secret id (PLUGIN_TENCENT_COS_SECRET_ID)",
        group="storage_tencent",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["tencent_cos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_TENCENT_COS_REGION: str = setting(
        "",
        help="TODO plugin Tencent region (PLUGIN_TENCENT_COS_REGION)",
        group="storage_tencent",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["tencent_cos"]},
        readers=SHARED_ENVIRONMENT,
    )
