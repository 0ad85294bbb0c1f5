"""Storage: Azure Blob Storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class AzureBlobStorageConfig(Settings):
    """Configures the storage account and the container for files in Azure."""

    category = "storage"

    AZURE_BLOB_ACCOUNT_NAME: str | None = setting(
        None,
        help=(
            "Storage account that holds the files; the same name begins the account's address. The shipped one "
            "is a sample to be replaced."
        ),
        group="azure_blob",
        docker="difyai",
        local="your-account-name",
        example="mystorage",
        active_when={"STORAGE_TYPE": ["azure-blob"]},
        readers=SHARED_ENVIRONMENT,
    )

    AZURE_BLOB_ACCOUNT_KEY: str | None = setting(
        None,
        help=(
            "Shared key of the storage account, which opens every container in it. Write managedidentity "
            "instead to use the identity of the Azure machine."
        ),
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
        help="Container for uploaded files. Create it before the first upload and allow no public access.",
        group="azure_blob",
        docker="difyai-container",
        local="your-container-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["azure-blob"]},
        readers=SHARED_ENVIRONMENT,
    )

    AZURE_BLOB_ACCOUNT_URL: str | None = setting(
        None,
        help=(
            "Blob address of the storage account. National clouds, private endpoints and the Azurite emulator "
            "use other hosts than public Azure."
        ),
        group="azure_blob",
        kind="url",
        docker="https://<your_account_name>.blob.core.windows.net",
        local="https://<your_account_name>.blob.core.windows.net",
        example="https://mystorage.blob.core.windows.net",
        schemes=("http", "https"),
        active_when={"STORAGE_TYPE": ["azure-blob"]},
        readers=SHARED_ENVIRONMENT,
    )
