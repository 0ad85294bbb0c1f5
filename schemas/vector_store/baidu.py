"""Vector store: Baidu Cloud VectorDB."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class BaiduVectorDBConfig(Settings):
    """Baidu Cloud VectorDB."""

    category = "vector_store"

    BAIDU_VECTOR_DB_ENDPOINT: str | None = setting(
        None,
        help=(
            "URL of the Baidu Cloud VectorDB instance with its port. Use the private address if Dify runs"
            " in the same VPC."
        ),
        group="baidu",
        kind="url",
        docker="http://127.0.0.1:5287",
        local="http://127.0.0.1:5287",
        example="http://10.0.0.30:5287",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["baidu"]},
        required_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_VECTOR_DB_CONNECTION_TIMEOUT_MS: PositiveInt = setting(
        30000,
        help=(
            "Milliseconds allowed for a Baidu VectorDB connection. Raise it over slow links; keep it "
            "short so outages surface quickly."
        ),
        group="baidu",
        docker=SAME,
        local=SAME,
        unit="milliseconds",
        active_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_VECTOR_DB_ACCOUNT: str | None = setting(
        None,
        help=(
            "Account name at Baidu VectorDB that belongs to the API key. Instances start with root; "
            "further ones can be added in the console."
        ),
        group="baidu",
        docker="root",
        local="root",
        active_when={"VECTOR_STORE": ["baidu"]},
        required_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_VECTOR_DB_API_KEY: str | None = setting(
        None,
        help=(
            "Key that signs Dify in to Baidu VectorDB. The sample is not valid; a changed key stops "
            "indexing and retrieval until entered here."
        ),
        group="baidu",
        docker="dify",
        local="dify",
        secret="free",
        insecure=("dify",),
        active_when={"VECTOR_STORE": ["baidu"]},
        required_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_VECTOR_DB_DATABASE: str | None = setting(
        None,
        help=(
            "Baidu VectorDB database for knowledge base tables, created when it does not exist. Tables in"
            " a previously used database are not carried over."
        ),
        group="baidu",
        docker="dify",
        local="dify",
        active_when={"VECTOR_STORE": ["baidu"]},
        required_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_VECTOR_DB_SHARD: PositiveInt = setting(
        1,
        help=(
            "Partitions per new Baidu VectorDB table. A larger number suits very large collections and "
            "cannot be altered afterwards without re-indexing."
        ),
        group="baidu",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_VECTOR_DB_REPLICAS: NonNegativeInt = setting(
        3,
        help=(
            "Copies of each new Baidu VectorDB table. The count may not exceed the number of data nodes "
            "in the instance, or table creation fails."
        ),
        group="baidu",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_VECTOR_DB_INVERTED_INDEX_ANALYZER: str = setting(
        "DEFAULT_ANALYZER",
        help=(
            "Analyzer for Baidu VectorDB's text index used in keyword search. Select the Chinese or "
            "English one when documents are in a single language; new tables only."
        ),
        group="baidu",
        docker=SAME,
        local=SAME,
        example="CHINESE_ANALYZER",
        active_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_VECTOR_DB_INVERTED_INDEX_PARSER_MODE: str = setting(
        "COARSE_MODE",
        help=(
            "Granularity of word splitting in Baidu VectorDB's text index. Coarse mode gives fewer, "
            "longer terms; fine mode finds more matches with a bigger index."
        ),
        group="baidu",
        docker=SAME,
        local=SAME,
        example="FINE_MODE",
        active_when={"VECTOR_STORE": ["baidu"]},
        readers=SHARED_ENVIRONMENT,
    )
