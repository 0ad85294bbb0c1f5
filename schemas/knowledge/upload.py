"""knowledge: upload."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt, computed_field

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class FileUploadConfig(Settings):
    """upload."""

    category = "knowledge"

    UPLOAD_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        15,
        help="TODO document size limit (UPLOAD_FILE_SIZE_LIMIT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    UPLOAD_FILE_BATCH_LIMIT: NonNegativeInt = setting(
        5,
        help="TODO documents per upload (UPLOAD_FILE_BATCH_LIMIT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="files",
        readers=SHARED_ENVIRONMENT,
    )

    UPLOAD_IMAGE_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        10,
        help="TODO image size limit (UPLOAD_IMAGE_FILE_SIZE_LIMIT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    UPLOAD_VIDEO_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        100,
        help="TODO video size limit (UPLOAD_VIDEO_FILE_SIZE_LIMIT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    UPLOAD_AUDIO_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        50,
        help="TODO audio size limit (UPLOAD_AUDIO_FILE_SIZE_LIMIT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    BATCH_UPLOAD_LIMIT: NonNegativeInt = setting(
        20,
        help="TODO documents per batch upload (BATCH_UPLOAD_LIMIT)",
        group="upload",
        local="10",
        unit="files",
        reaches_container=False,
    )

    WORKFLOW_FILE_UPLOAD_LIMIT: PositiveInt = setting(
        10,
        help=(
            "Files a person may attach to one run of a workflow. More files mean more storage and larger "
            "model requests."
        ),
        group="limits",
        category="workflow",
        docker=SAME,
        local=SAME,
        unit="files",
        readers=SHARED_ENVIRONMENT,
    )

    IMAGE_FILE_BATCH_LIMIT: PositiveInt = setting(
        10,
        help="TODO images per upload (IMAGE_FILE_BATCH_LIMIT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="files",
        readers=SHARED_ENVIRONMENT,
    )

    SINGLE_CHUNK_ATTACHMENT_LIMIT: PositiveInt = setting(
        10,
        help="TODO files attached to one chunk (SINGLE_CHUNK_ATTACHMENT_LIMIT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="files",
        readers=SHARED_ENVIRONMENT,
    )

    ATTACHMENT_IMAGE_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        2,
        help="TODO attached image size limit (ATTACHMENT_IMAGE_FILE_SIZE_LIMIT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    ATTACHMENT_IMAGE_DOWNLOAD_TIMEOUT: NonNegativeInt = setting(
        60,
        help="TODO attached image fetch timeout (ATTACHMENT_IMAGE_DOWNLOAD_TIMEOUT)",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        2,
        help="TODO annotation CSV size limit (ANNOTATION_IMPORT_FILE_SIZE_LIMIT)",
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_MAX_RECORDS: PositiveInt = setting(
        10000,
        help="TODO annotation rows ceiling (ANNOTATION_IMPORT_MAX_RECORDS)",
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="records",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_MIN_RECORDS: PositiveInt = setting(
        1,
        help="TODO annotation rows floor (ANNOTATION_IMPORT_MIN_RECORDS)",
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="records",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_RATE_LIMIT_PER_MINUTE: PositiveInt = setting(
        5,
        help="TODO annotation imports each minute (ANNOTATION_IMPORT_RATE_LIMIT_PER_MINUTE)",
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="per minute",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_RATE_LIMIT_PER_HOUR: PositiveInt = setting(
        20,
        help="TODO annotation imports each hour (ANNOTATION_IMPORT_RATE_LIMIT_PER_HOUR)",
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="per hour",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_MAX_CONCURRENT: PositiveInt = setting(
        2,
        help="TODO simultaneous annotation imports (ANNOTATION_IMPORT_MAX_CONCURRENT)",
        group="annotation_import",
        docker="5",
        local="5",
        readers=SHARED_ENVIRONMENT,
    )

    inner_UPLOAD_FILE_EXTENSION_BLACKLIST: str = setting(
        "",
        help="TODO extensions refused on upload (UPLOAD_FILE_EXTENSION_BLACKLIST)",
        group="upload",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="exe,bat,sh",
        readers=SHARED_ENVIRONMENT,
        env=("UPLOAD_FILE_EXTENSION_BLACKLIST",),
    )

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def UPLOAD_FILE_EXTENSION_BLACKLIST(self) -> set[str]:
        """The refused file name endings, in lower case and without their dot."""
        parts = (part.strip().lower().lstrip(".") for part in self.inner_UPLOAD_FILE_EXTENSION_BLACKLIST.split(","))
        return {part for part in parts if part}
