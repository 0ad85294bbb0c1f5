"""knowledge: indexing."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class IndexingConfig(Settings):
    """indexing."""

    category = "knowledge"

    INDEXING_MAX_SEGMENTATION_TOKENS_LENGTH: PositiveInt = setting(
        4000,
        help="TODO largest chunk (INDEXING_MAX_SEGMENTATION_TOKENS_LENGTH)",
        group="indexing",
        docker=SAME,
        local=SAME,
        unit="tokens",
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    CHILD_CHUNKS_PREVIEW_NUMBER: PositiveInt = setting(
        50,
        help="TODO child chunks shown in preview (CHILD_CHUNKS_PREVIEW_NUMBER)",
        group="indexing",
        reaches_container=False,
    )
