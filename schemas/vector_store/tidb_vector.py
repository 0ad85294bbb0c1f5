"""Vector store: TiDB vector search."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Port


class TiDBVectorConfig(Settings):
    """TiDB vector search."""

    category = "vector_store"

    TIDB_VECTOR_HOST: str | None = setting(
        None,
        help=(
            "Host name of the TiDB cluster with vector search. The default assumes a service called tidb;"
            " enter the gateway address for TiDB Cloud."
        ),
        group="tidb_vector",
        kind="host",
        docker="tidb",
        local="xxx.eu-central-1.xxx.aws.tidbcloud.com",
        example="gateway01.tidb.example.com",
        active_when={"VECTOR_STORE": ["tidb_vector"]},
        required_when={"VECTOR_STORE": ["tidb_vector"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_VECTOR_PORT: Port | None = setting(
        4000,
        help=(
            "Port of the TiDB MySQL protocol. Self-managed clusters and TiDB Cloud both use 4000 unless "
            "configured otherwise."
        ),
        group="tidb_vector",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["tidb_vector"]},
        required_when={"VECTOR_STORE": ["tidb_vector"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_VECTOR_USER: str | None = setting(
        None,
        help=(
            "TiDB account for the vector tables. TiDB Cloud serverless names carry a cluster-specific "
            "prefix that must be included."
        ),
        group="tidb_vector",
        docker=SAME,
        local="xxx.root",
        example="prefix.root",
        active_when={"VECTOR_STORE": ["tidb_vector"]},
        required_when={"VECTOR_STORE": ["tidb_vector"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_VECTOR_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the TiDB account. After a reset in TiDB Cloud, knowledge retrieval stays down "
            "until the new one is entered."
        ),
        group="tidb_vector",
        docker=SAME,
        local="xxxxxx",
        secret="free",
        insecure=("xxxxxx",),
        active_when={"VECTOR_STORE": ["tidb_vector"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_VECTOR_DATABASE: str | None = setting(
        None,
        help=(
            "TiDB database that holds the vector tables and must exist in advance. Moving to another one "
            "requires re-indexing all knowledge bases."
        ),
        group="tidb_vector",
        docker="dify",
        local="dify",
        active_when={"VECTOR_STORE": ["tidb_vector"]},
        required_when={"VECTOR_STORE": ["tidb_vector"]},
        readers=SHARED_ENVIRONMENT,
    )
