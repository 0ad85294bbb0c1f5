"""Storage: Google Cloud Storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class GoogleCloudStorageConfig(Settings):
    """Configures the bucket and the service account for files in Google Cloud."""

    category = "storage"

    GOOGLE_STORAGE_BUCKET_NAME: str | None = setting(
        None,
        help="Google Cloud bucket for uploaded files. It has to exist: Dify does not create it.",
        group="google_storage",
        docker="your-bucket-name",
        local="your-bucket-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["google-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64: str | None = setting(
        None,
        help=(
            "Key file of a service account as a single line of base64, made with base64 -w0. Leave it empty on "
            "Google Cloud to use the machine's own credentials."
        ),
        group="google_storage",
        docker=SAME,
        local="your-google-service-account-json-base64-string",
        secret="free",
        insecure=("your-google-service-account-json-base64-string",),
        active_when={"STORAGE_TYPE": ["google-storage"]},
        readers=SHARED_ENVIRONMENT,
    )
