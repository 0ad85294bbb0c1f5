"""storage: oci_storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class OCIStorageConfig(Settings):
    """oci_storage."""

    category = "storage"

    OCI_ENDPOINT: str | None = setting(
        None,
        help="TODO Oracle object storage address (OCI_ENDPOINT)",
        group="oci_storage",
        kind="url",
        docker="https://your-object-storage-namespace.compat.objectstorage.us-ashburn-1.oraclecloud.com",
        local="your-endpoint",
        schemes=("http", "https"),
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCI_REGION: str | None = setting(
        None,
        help="TODO Oracle object storage region (OCI_REGION)",
        group="oci_storage",
        docker="us-ashburn-1",
        local="your-region",
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCI_BUCKET_NAME: str | None = setting(
        None,
        help="TODO Oracle object storage bucket (OCI_BUCKET_NAME)",
        group="oci_storage",
        docker="your-bucket-name",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCI_ACCESS_KEY: str | None = setting(
        None,
        help="TODO Oracle object storage access key (OCI_ACCESS_KEY)",
        group="oci_storage",
        docker="your-access-key",
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCI_SECRET_KEY: str | None = setting(
        None,
        help="TODO Oracle object storage secret key (OCI_SECRET_KEY)",
        group="oci_storage",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )
