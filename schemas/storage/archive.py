"""storage: archive."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class ArchiveStorageConfig(Settings):
    """archive."""

    category = "storage"

    ARCHIVE_STORAGE_ENABLED: bool = setting(
        False,
        help="TODO archive old run logs to S3 (ARCHIVE_STORAGE_ENABLED)",
        group="archive",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_ENDPOINT: str | None = setting(
        None,
        help="TODO archive S3 address (ARCHIVE_STORAGE_ENDPOINT)",
        group="archive",
        kind="url",
        docker=SAME,
        local=SAME,
        schemes=("http", "https"),
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        required_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_ARCHIVE_BUCKET: str | None = setting(
        None,
        help="TODO bucket for archived logs (ARCHIVE_STORAGE_ARCHIVE_BUCKET)",
        group="archive",
        docker=SAME,
        local=SAME,
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        required_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_EXPORT_BUCKET: str | None = setting(
        None,
        help="TODO bucket for exported runs (ARCHIVE_STORAGE_EXPORT_BUCKET)",
        group="archive",
        docker=SAME,
        local=SAME,
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_ACCESS_KEY: str | None = setting(
        None,
        help="TODO archive S3 access key id (ARCHIVE_STORAGE_ACCESS_KEY)",
        group="archive",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        required_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_SECRET_KEY: str | None = setting(
        None,
        help="TODO archive S3 secret key (ARCHIVE_STORAGE_SECRET_KEY)",
        group="archive",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        required_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_REGION: str = setting(
        "auto",
        help="TODO archive S3 region (ARCHIVE_STORAGE_REGION)",
        group="archive",
        docker=SAME,
        local=SAME,
        example="auto",
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )
