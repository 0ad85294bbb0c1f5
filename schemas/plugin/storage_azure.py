"""plugin: storage_azure."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageAzureStackConfig(Settings):
    """storage_azure: what other containers read."""

    category = "plugin"

    PLUGIN_AZURE_BLOB_STORAGE_CONTAINER_NAME: str = setting(
        "",
        help="TODO plugin Azure container (PLUGIN_AZURE_BLOB_STORAGE_CONTAINER_NAME)",
        group="storage_azure",
        docker=SAME,
        middleware=SAME,
        active_when={"PLUGIN_STORAGE_TYPE": ["azure_blob"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_AZURE_BLOB_STORAGE_CONNECTION_STRING: str = setting(
        "",
        help="TODO plugin Azure connection string (PLUGIN_AZURE_BLOB_STORAGE_CONNECTION_STRING)",
        group="storage_azure",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["azure_blob"]},
        readers=SHARED_ENVIRONMENT,
    )
