"""storage: google_storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class GoogleCloudStorageConfig(Settings):
    """google_storage."""

    category = "storage"

    GOOGLE_STORAGE_BUCKET_NAME: str | None = setting(
        None,
        help="TODO Google Cloud bucket (GOOGLE_STORAGE_BUCKET_NAME)",
        group="google_storage",
        docker="your-bucket-name",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["google-storage"]},
        readers=SHARED_ENVIRONMENT,
    )

    GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64: str | None = setting(
        None,
        help="TODO Google service account, base64 JSON (GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64)",
        group="google_storage",
        docker=SAME,
        local="your-google-service-account-json-base64-string",
        secret="free",
        insecure=("your-google-service-account-json-base64-string",),
        active_when={"STORAGE_TYPE": ["google-storage"]},
        readers=SHARED_ENVIRONMENT,
    )
