"""storage: azure_blob."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class AzureBlobStorageConfig(Settings):
    """azure_blob."""

    category = "storage"

    AZURE_BLOB_ACCOUNT_NAME: str | None = setting(
        None,
        help="TODO Azure storage account (AZURE_BLOB_ACCOUNT_NAME)",
        group="azure_blob",
        docker="difyai",
        local="your-account-name",
        active_when={"STORAGE_TYPE": ["azure-blob"]},
        readers=SHARED_ENVIRONMENT,
    )

    AZURE_BLOB_ACCOUNT_KEY: str | None = setting(
        None,
        help="TODO Azure storage account key (AZURE_BLOB_ACCOUNT_KEY)",
        group="azure_blob",
        docker="difyai",
        local="your-account-key",
        secret="free",
        insecure=(
            "difyai",
            "your-account-key",
        ),
        active_when={"STORAGE_TYPE": ["azure-blob"]},
        readers=SHARED_ENVIRONMENT,
    )

    AZURE_BLOB_CONTAINER_NAME: str | None = setting(
        None,
        help="TODO Azure blob container (AZURE_BLOB_CONTAINER_NAME)",
        group="azure_blob",
        docker="difyai-container",
        local="your-container-name",
        active_when={"STORAGE_TYPE": ["azure-blob"]},
        readers=SHARED_ENVIRONMENT,
    )

    AZURE_BLOB_ACCOUNT_URL: str | None = setting(
        None,
        help="TODO Azure blob service address (AZURE_BLOB_ACCOUNT_URL)",
        group="azure_blob",
        kind="url",
        docker="https://<your_account_name>.blob.core.windows.net",
        local="https://<your_account_name>.blob.core.windows.net",
        schemes=("http", "https"),
        active_when={"STORAGE_TYPE": ["azure-blob"]},
        readers=SHARED_ENVIRONMENT,
    )
