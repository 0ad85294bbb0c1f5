"""Knowledge and uploads: how text is taken out of documents."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class RagEtlConfig(Settings):
    """Configures the document parser and where keyword tables are kept."""

    category = "knowledge"

    ETL_TYPE: str = setting(
        "dify",
        help=(
            "Parser that turns documents into text. Unstructured reads more formats, such as PowerPoint and "
            "mail, but is a service that you must provide."
        ),
        group="etl",
        docker=SAME,
        local=SAME,
        choices={"dify": "Built-in parsers", "Unstructured": "Unstructured service, more formats"},
        readers=SHARED_ENVIRONMENT,
    )

    KEYWORD_DATA_SOURCE_TYPE: str = setting(
        "database",
        help=(
            "Where keyword tables of economical knowledge bases go. Object storage relieves the database; "
            "tables that exist stay where they are."
        ),
        group="etl",
        local=SAME,
        choices={"database": "Dify's database", "object_storage": "Storage for uploaded files"},
        reaches_container=False,
    )

    UNSTRUCTURED_API_URL: str | None = setting(
        None,
        help=(
            "Full address, path included, at which the Unstructured service takes documents. It may be your own "
            "container or the hosted one."
        ),
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
        help=(
            "Key for the hosted Unstructured service. A server of your own usually asks for none, so leave it "
            "empty there."
        ),
        group="etl",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"ETL_TYPE": ["Unstructured"]},
        readers=SHARED_ENVIRONMENT,
    )

    SCARF_NO_ANALYTICS: str | None = setting(
        "false",
        help=(
            "Keep it true to stop the Unstructured libraries from reporting their use to a third party. "
            "Networks without internet access want that too."
        ),
        group="etl",
        kind="bool",
        docker="true",
        local="true",
        readers=SHARED_ENVIRONMENT,
    )
