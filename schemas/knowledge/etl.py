"""knowledge: etl."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class RagEtlConfig(Settings):
    """etl."""

    category = "knowledge"

    ETL_TYPE: str = setting(
        "dify",
        help="TODO document parser (ETL_TYPE)",
        group="etl",
        docker=SAME,
        local=SAME,
        choices={"dify": "", "Unstructured": ""},
        readers=SHARED_ENVIRONMENT,
    )

    KEYWORD_DATA_SOURCE_TYPE: str = setting(
        "database",
        help="TODO where keyword tables live (KEYWORD_DATA_SOURCE_TYPE)",
        group="etl",
        local=SAME,
        choices={"database": "", "object_storage": ""},
        reaches_container=False,
    )

    UNSTRUCTURED_API_URL: str | None = setting(
        None,
        help="TODO Unstructured service address (UNSTRUCTURED_API_URL)",
        group="etl",
        kind="url",
        docker=SAME,
        local=SAME,
        example="http://unstructured:8000/general/v0/general",
        schemes=("http", "https"),
        active_when={"ETL_TYPE": ["Unstructured"]},
        required_when={"ETL_TYPE": ["Unstructured"]},
        readers=SHARED_ENVIRONMENT,
    )

    UNSTRUCTURED_API_KEY: str | None = setting(
        "",
        help="TODO Unstructured service key (UNSTRUCTURED_API_KEY)",
        group="etl",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"ETL_TYPE": ["Unstructured"]},
        readers=SHARED_ENVIRONMENT,
    )

    SCARF_NO_ANALYTICS: str | None = setting(
        "false",
        help="TODO opt out of parser library analytics (SCARF_NO_ANALYTICS)",
        group="etl",
        kind="bool",
        docker="true",
        local="true",
        readers=SHARED_ENVIRONMENT,
    )
