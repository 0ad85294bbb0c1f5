"""Knowledge and uploads: how documents are split."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class IndexingConfig(Settings):
    """Configures how long a chunk may be and how many are previewed."""

    category = "knowledge"

    INDEXING_MAX_SEGMENTATION_TOKENS_LENGTH: PositiveInt = setting(
        4000,
        help=(
            "Longest chunk that users may choose when they split documents. Raise it only if your embedding "
            "model takes as much text at once."
        ),
        group="indexing",
        docker=SAME,
        local=SAME,
        unit="tokens",
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    CHILD_CHUNKS_PREVIEW_NUMBER: PositiveInt = setting(
        50,
        help="Child chunks shown in the preview of how a document is split. The index itself holds all of them.",
        group="indexing",
        unit="chunks",
        reaches_container=False,
    )
