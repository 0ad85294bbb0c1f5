"""Vector store: Engine selection."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class KeywordStoreConfig(Settings):
    """Engine selection."""

    category = "vector_store"

    KEYWORD_STORE: str = setting(
        "jieba",
        help=(
            "Engine that extracts and stores keywords for knowledge bases using economical indexing, "
            "which works without an embedding model. This release ships a single engine, so there is "
            "nothing to switch."
        ),
        group="selector",
        choices={"jieba": "Jieba word segmentation"},
        reaches_container=False,
    )


class VectorStoreConfig(Settings):
    """Engine selection."""

    category = "vector_store"

    VECTOR_STORE: str | None = setting(
        None,
        help=(
            "Picks the engine that stores embeddings for new knowledge bases and, through "
            "COMPOSE_PROFILES, which bundled vector container starts. Knowledge bases created earlier "
            "stay tied to their old engine, so migrate them before you retire it."
        ),
        group="selector",
        docker="weaviate",
        local="weaviate",
        choices={
            "alibabacloud_mysql": "Alibaba Cloud RDS for MySQL",
            "analyticdb": "Alibaba Cloud AnalyticDB",
            "chroma": "Chroma",
            "milvus": "Milvus or Zilliz Cloud",
            "myscale": "MyScale (ClickHouse based)",
            "pgvector": "PostgreSQL with pgvector",
            "vastbase": "Vastbase vector edition",
            "pgvecto-rs": "PostgreSQL with pgvecto.rs",
            "qdrant": "Qdrant",
            "relyt": "Relyt data warehouse",
            "tidb_vector": "TiDB vector search",
            "weaviate": "Weaviate, bundled default",
            "opensearch": "OpenSearch, self-run or AWS",
            "tencent": "Tencent Cloud VectorDB",
            "oracle": "Oracle Database 23ai",
            "elasticsearch": "Elasticsearch, standard analyzer",
            "elasticsearch-ja": "Elasticsearch with Japanese analysis",
            "lindorm": "Alibaba Cloud Lindorm",
            "couchbase": "Couchbase Server",
            "baidu": "Baidu Cloud VectorDB",
            "vikingdb": "Volcengine VikingDB",
            "upstash": "Upstash Vector, hosted",
            "tidb_on_qdrant": "TiDB Cloud Qdrant endpoint",
            "oceanbase": "OceanBase",
            "seekdb": "seekdb, light OceanBase",
            "opengauss": "openGauss",
            "tablestore": "Alibaba Cloud Tablestore",
            "huawei_cloud": "Huawei Cloud search service",
            "matrixone": "MatrixOne",
            "clickzetta": "ClickZetta Lakehouse",
            "iris": "InterSystems IRIS",
        },
        readers=(*SHARED_ENVIRONMENT, "elasticsearch"),
        linked=("COMPOSE_PROFILES",),
    )

    VECTOR_STORE_WHITELIST_ENABLE: bool | None = setting(
        False,
        help=(
            "When on, workspaces found in an internal allow list get their new knowledge bases on TiDB-"
            "Qdrant instead of the engine chosen above. It serves multi-tenant hosting; a normal self-"
            "hosted installation leaves it off."
        ),
        group="selector",
        reaches_container=False,
    )

    VECTOR_INDEX_NAME_PREFIX: str | None = setting(
        "Vector_index",
        help=(
            "Text placed in front of every collection or table name generated for a knowledge base. Give "
            "each Dify installation its own value when several share one vector server, and settle it "
            "early because existing collections are not renamed."
        ),
        group="selector",
        docker=SAME,
        local=SAME,
        example="Staging_index",
        readers=SHARED_ENVIRONMENT,
    )
