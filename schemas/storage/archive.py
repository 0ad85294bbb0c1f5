"""Storage: the archive for old run logs."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class ArchiveStorageConfig(Settings):
    """Configures the S3-compatible buckets to which old run logs are moved."""

    category = "storage"

    ARCHIVE_STORAGE_ENABLED: bool = setting(
        False,
        help=(
            "Lets old workflow run logs move from the database into an S3-compatible bucket. Worth it once run "
            "history makes up most of the database."
        ),
        group="archive",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_ENDPOINT: str | None = setting(
        None,
        help=(
            "Address of the service that takes the archives. It may be another one than that for uploads, for "
            "instance a cheaper provider."
        ),
        group="archive",
        kind="url",
        docker=SAME,
        local=SAME,
        example="https://s3.eu-central-1.amazonaws.com",
        schemes=("http", "https"),
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        required_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_ARCHIVE_BUCKET: str | None = setting(
        None,
        help=(
            "Bucket for archived run logs. Keep it apart from uploads, so that a rule which deletes old "
            "archives cannot take users' files with it."
        ),
        group="archive",
        docker=SAME,
        local=SAME,
        example="dify-archive",
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        required_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_EXPORT_BUCKET: str | None = setting(
        None,
        help="Bucket for run logs that are exported from the archive. Archiving works without it; exports do not.",
        group="archive",
        docker=SAME,
        local=SAME,
        example="dify-exports",
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ARCHIVE_STORAGE_ACCESS_KEY: str | None = setting(
        None,
        help="Access key id of the account that writes archives. It needs rights on both archive buckets.",
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
        help=(
            "Secret that signs requests to the archive. Run logs contain prompts and answers, so guard it like "
            "a database password."
        ),
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
        help=(
            "Region for which archive requests are signed. Providers such as Cloudflare R2 accept auto; Amazon "
            "wants the real one."
        ),
        group="archive",
        docker=SAME,
        local=SAME,
        example="eu-central-1",
        active_when={"ARCHIVE_STORAGE_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )
