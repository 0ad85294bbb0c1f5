"""Plugins: files in Azure Blob Storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class PluginStorageAzureStackConfig(Settings):
    """Configures the container in Azure in which the daemon keeps its files."""

    category = "plugin"

    PLUGIN_AZURE_BLOB_STORAGE_CONTAINER_NAME: str = setting(
        "",
        help=(
            "Azure container for plugin files. Create it first; it may belong to the account that holds Dify's uploads."
        ),
        group="storage_azure",
        docker=SAME,
        middleware=SAME,
        example="dify-plugins",
        active_when={"PLUGIN_STORAGE_TYPE": ["azure_blob"]},
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_AZURE_BLOB_STORAGE_CONNECTION_STRING: str = setting(
        "",
        help=(
            "Connection string from the storage account's page of access keys, key included. Enter the new one "
            "whenever that key is regenerated."
        ),
        group="storage_azure",
        docker=SAME,
        middleware=SAME,
        secret="free",
        active_when={"PLUGIN_STORAGE_TYPE": ["azure_blob"]},
        readers=SHARED_ENVIRONMENT,
    )
