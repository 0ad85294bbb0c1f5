"""Storage: Oracle Cloud object storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class OCIStorageConfig(Settings):
    """Configures the bucket and the customer secret key for files in Oracle Cloud."""

    category = "storage"

    OCI_ENDPOINT: str | None = setting(
        None,
        help=(
            "Address of Oracle's S3-compatible interface. It contains your object storage namespace and the "
            "region; copy both from the Oracle console."
        ),
        group="oci_storage",
        kind="url",
        docker="https://your-object-storage-namespace.compat.objectstorage.us-ashburn-1.oraclecloud.com",
        local="your-endpoint",
        example="https://mynamespace.compat.objectstorage.eu-frankfurt-1.oraclecloud.com",
        schemes=("http", "https"),
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCI_REGION: str | None = setting(
        None,
        help=(
            "Oracle Cloud region of the bucket, the same as in the endpoint. Any other makes the signatures invalid."
        ),
        group="oci_storage",
        docker="us-ashburn-1",
        local="your-region",
        example="eu-frankfurt-1",
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCI_BUCKET_NAME: str | None = setting(
        None,
        help=(
            "Oracle bucket for uploaded files. It belongs in the compartment that your tenancy assigns to the "
            "S3 interface."
        ),
        group="oci_storage",
        docker="your-bucket-name",
        local="your-bucket-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCI_ACCESS_KEY: str | None = setting(
        None,
        help=(
            "Access key of a customer secret key, made in the user settings of Oracle Cloud. API signing keys "
            "do not fit here."
        ),
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
        help=(
            "Secret that Oracle Cloud shows once, when a customer secret key is made. Create a new pair if you lost it."
        ),
        group="oci_storage",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["oci-storage"]},
        readers=SHARED_ENVIRONMENT,
    )
