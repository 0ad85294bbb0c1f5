"""Plugins: files in Volcengine TOS."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageVolcengineStackConfig(Settings):
    """Configures the address and the key with which the daemon uses Volcengine TOS."""

    category = "plugin"

    PLUGIN_VOLCENGINE_TOS_ENDPOINT: str = setting(
        "",
        help=(
            "TOS host for plugin files in the region of their bucket. Inside Volcengine the internal host is cheaper."
        ),
        group="storage_volcengine",
        docker=SAME,
        middleware=SAME,
        example="tos-cn-beijing.volces.com",
        active_when={"PLUGIN_STORAGE_TYPE": ["volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_VOLCENGINE_TOS_ACCESS_KEY: str = setting(
        "",
        help=(
            "Access key id that the daemon presents to TOS. A sub-user for plugins alone keeps them apart from uploads."
        ),
        group="storage_volcengine",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_VOLCENGINE_TOS_SECRET_KEY: str = setting(
        "",
        help="Secret half of the daemon's TOS key pair. Once it is revoked, plugins can no longer be installed.",
        group="storage_volcengine",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_VOLCENGINE_TOS_REGION: str = setting(
        "",
        help="Volcengine region code of the plugin bucket. Signatures made for another region are refused.",
        group="storage_volcengine",
        docker=SAME,
        middleware=SAME,
        example="cn-beijing",
        active_when={"PLUGIN_STORAGE_TYPE": ["volcengine_tos"]},
        readers=SHARED_ENVIRONMENT,
    )
