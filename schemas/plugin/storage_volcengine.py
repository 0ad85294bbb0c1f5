"""plugin: storage_volcengine."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageVolcengineStackConfig(Settings):
    """storage_volcengine: what other containers read."""

    category = "plugin"

    PLUGIN_VOLCENGINE_TOS_ENDPOINT: str = setting(
        "",
        help="TODO plugin Volcengine address (PLUGIN_VOLCENGINE_TOS_ENDPOINT)",
        group="storage_volcengine",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_VOLCENGINE_TOS_ACCESS_KEY: str = setting(
        "",
        help="TODO plugin Volcengine access key id (PLUGIN_VOLCENGINE_TOS_ACCESS_KEY)",
        group="storage_volcengine",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_VOLCENGINE_TOS_SECRET_KEY: str = setting(
        "",
        help="TODO plugin Volcengine secret key (PLUGIN_VOLCENGINE_TOS_SECRET_KEY)",
        group="storage_volcengine",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_VOLCENGINE_TOS_REGION: str = setting(
        "",
        help="TODO plugin Volcengine region (PLUGIN_VOLCENGINE_TOS_REGION)",
        group="storage_volcengine",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )
