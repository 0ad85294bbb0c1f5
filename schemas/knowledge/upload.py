"""Knowledge and uploads: what users may upload and import."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt, computed_field

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class FileUploadConfig(Settings):
    """Configures sizes, counts and rates of uploads and of annotation imports."""

    category = "knowledge"

    UPLOAD_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        15,
        help=(
            "Largest document that users may upload. Keep NGINX_CLIENT_MAX_BODY_SIZE above it, or the proxy "
            "refuses the file first."
        ),
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    UPLOAD_FILE_BATCH_LIMIT: NonNegativeInt = setting(
        5,
        help="Documents that the console takes in one go. More of them fill the indexing queue faster.",
        group="upload",
        docker=SAME,
        local=SAME,
        unit="files",
        readers=SHARED_ENVIRONMENT,
    )

    UPLOAD_IMAGE_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        10,
        help=(
            "Largest image in chats and workflows. Model providers have limits of their own, so raising it does "
            "not always help."
        ),
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    UPLOAD_VIDEO_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        100,
        help=(
            "Largest video that may be uploaded. Raise the proxy's body limit with it, and mind the memory of "
            "the API container."
        ),
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    UPLOAD_AUDIO_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        50,
        help=(
            "Largest recording for speech recognition and workflows. Many speech services stop at 25 MB "
            "whatever is allowed here."
        ),
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    BATCH_UPLOAD_LIMIT: NonNegativeInt = setting(
        20,
        help=(
            "Documents that one import may create while billing is on. Installations without billing never get "
            "to this check."
        ),
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
        help=(
            "Images that can be chosen at once for a knowledge base. Lower it when large selections strain "
            "browsers or the queue."
        ),
        group="upload",
        docker=SAME,
        local=SAME,
        unit="files",
        readers=SHARED_ENVIRONMENT,
    )

    SINGLE_CHUNK_ATTACHMENT_LIMIT: PositiveInt = setting(
        10,
        help=(
            "Files that may hang on one chunk of a knowledge base. Each is embedded by itself, so more of them "
            "lengthen indexing."
        ),
        group="upload",
        docker=SAME,
        local=SAME,
        unit="files",
        readers=SHARED_ENVIRONMENT,
    )

    ATTACHMENT_IMAGE_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        2,
        help=("Largest image attached to a chunk; bigger ones are left out. Raise it for scans and detailed drawings."),
        group="upload",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    ATTACHMENT_IMAGE_DOWNLOAD_TIMEOUT: NonNegativeInt = setting(
        60,
        help=(
            "Time to fetch an image that a document links to; what has not arrived by then is left out. Raise "
            "it for slow image hosts."
        ),
        group="upload",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_FILE_SIZE_LIMIT: NonNegativeInt = setting(
        2,
        help=(
            "Largest CSV file of annotated replies for one import. Splitting a file is gentler on the worker "
            "than raising this."
        ),
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="MB",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_MAX_RECORDS: PositiveInt = setting(
        10000,
        help=(
            "Most rows that one annotation import may hold. Every row is embedded, so big imports keep the "
            "worker and the model busy."
        ),
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="records",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_MIN_RECORDS: PositiveInt = setting(
        1,
        help="Fewest rows that make a valid annotation import. There is seldom a reason to ask for more than one.",
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="records",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_RATE_LIMIT_PER_MINUTE: PositiveInt = setting(
        5,
        help="Annotation imports that a workspace may begin within a minute; a brake on scripts gone wrong.",
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="per minute",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_RATE_LIMIT_PER_HOUR: PositiveInt = setting(
        20,
        help=(
            "Annotation imports that a workspace may begin within an hour, on top of the limit per minute. "
            "Raise both for a migration."
        ),
        group="annotation_import",
        docker=SAME,
        local=SAME,
        unit="per hour",
        readers=SHARED_ENVIRONMENT,
    )

    ANNOTATION_IMPORT_MAX_CONCURRENT: PositiveInt = setting(
        2,
        help=(
            "Annotation imports that one workspace may have running together. Lower it when they hold up other "
            "work of the worker."
        ),
        group="annotation_import",
        docker="5",
        local="5",
        unit="imports",
        readers=SHARED_ENVIRONMENT,
    )

    inner_UPLOAD_FILE_EXTENSION_BLACKLIST: str = setting(
        "",
        help=(
            "File name endings that are refused, with or without the dot. List programs and scripts if users "
            "should not exchange them; empty refuses none."
        ),
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
