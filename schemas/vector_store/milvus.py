"""Vector store: Milvus connection."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import StackBool, StackInt


class MilvusConfig(Settings):
    """Milvus connection."""

    category = "vector_store"

    MILVUS_URI: str | None = setting(
        "http://127.0.0.1:19530",
        help=(
            "Address of the Milvus server or Zilliz Cloud endpoint, with scheme and port. The default "
            "reaches the published port through the Docker host; replace it when host.docker.internal "
            "does not resolve."
        ),
        group="milvus",
        docker="http://host.docker.internal:19530",
        local=SAME,
        example="https://milvus.example.com:19530",
        active_when={"VECTOR_STORE": ["milvus"]},
        required_when={"VECTOR_STORE": ["milvus"]},
        readers=SHARED_ENVIRONMENT,
    )

    MILVUS_TOKEN: str | None = setting(
        None,
        help=(
            "Token for Milvus or Zilliz Cloud that replaces the user and password pair when set. Revoking"
            " it cuts Dify off from all its collections."
        ),
        group="milvus",
        docker=SAME,
        local=SAME,
        secret="free",
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=SHARED_ENVIRONMENT,
    )

    MILVUS_USER: str | None = setting(
        None,
        help=(
            "Milvus account Dify signs in with; needed whenever no token is given. The role behind it "
            "must be allowed to create, drop and query collections."
        ),
        group="milvus",
        docker=SAME,
        local="root",
        example="dify",
        active_when={"VECTOR_STORE": ["milvus"]},
        required_when={"VECTOR_STORE": ["milvus"], "MILVUS_TOKEN": {"empty": True}},
        readers=SHARED_ENVIRONMENT,
    )

    MILVUS_PASSWORD: str | None = setting(
        None,
        help=(
            "Password that goes with MILVUS_USER, needed unless a token is used. Change it on the Milvus "
            "server first, otherwise indexing and retrieval stop with login errors."
        ),
        group="milvus",
        docker=SAME,
        local="Milvus",
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("Milvus",),
        active_when={"VECTOR_STORE": ["milvus"]},
        required_when={"VECTOR_STORE": ["milvus"], "MILVUS_TOKEN": {"empty": True}},
        readers=SHARED_ENVIRONMENT,
    )

    MILVUS_DATABASE: str = setting(
        "default",
        help=(
            "Milvus database holding Dify's collections; blank uses the server's default one. Name a "
            "separate database to keep installations apart on a shared cluster."
        ),
        group="milvus",
        docker="",
        example="dify",
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=SHARED_ENVIRONMENT,
    )

    MILVUS_ENABLE_HYBRID_SEARCH: bool = setting(
        True,
        help=(
            "Creates new Milvus collections with a BM25 text field so keyword and hybrid retrieval become"
            " available. Requires Milvus 2.5 or later; collections made earlier need re-indexing."
        ),
        group="milvus",
        docker="False",
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=SHARED_ENVIRONMENT,
    )

    MILVUS_ANALYZER_PARAMS: str | None = setting(
        None,
        help=(
            "JSON object selecting the text analyzer for Milvus hybrid search, for instance a Chinese "
            "tokenizer. It is fixed when a collection is created, so re-index after changing it."
        ),
        group="milvus",
        kind="json",
        docker=SAME,
        local=SAME,
        example='{"type": "chinese"}',
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=SHARED_ENVIRONMENT,
    )


class MilvusServerStackConfig(Settings):
    """Bundled Milvus, etcd and MinIO: what other containers read."""

    category = "vector_store"

    ETCD_AUTO_COMPACTION_MODE: str = setting(
        "revision",
        help=(
            "Whether the etcd behind Milvus discards old history by count of revisions or by age. It "
            "determines how the retention number is interpreted."
        ),
        group="milvus_server",
        docker=SAME,
        choices={"revision": "Keep a number of revisions", "periodic": "Keep a span of time"},
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "etcd"),
    )

    ETCD_AUTO_COMPACTION_RETENTION: StackInt = setting(
        1000,
        help=(
            "Amount of history the Milvus etcd keeps before compaction: a revision count in revision "
            "mode, hours in periodic mode. Lower values save disk space."
        ),
        group="milvus_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "etcd"),
    )

    ETCD_QUOTA_BACKEND_BYTES: StackInt = setting(
        4294967296,
        help=(
            "Maximum size in bytes of the etcd database that stores Milvus metadata. Once exceeded, etcd "
            "refuses writes and Milvus can no longer create or change collections."
        ),
        group="milvus_server",
        docker=SAME,
        unit="bytes",
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "etcd"),
    )

    ETCD_SNAPSHOT_COUNT: StackInt = setting(
        50000,
        help=(
            "Committed changes after which the Milvus etcd writes a snapshot to disk. Smaller numbers "
            "reduce memory and speed up recovery at the price of more disk activity."
        ),
        group="milvus_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "etcd"),
    )

    MINIO_ACCESS_KEY: str = setting(
        "minioadmin",
        help=(
            "Access name of the MinIO that holds Milvus segments. The stock Compose file does not pass it"
            " on to Milvus, so Milvus loses its storage after a change unless you configure it there as "
            "well."
        ),
        group="milvus_server",
        docker=SAME,
        secret="stateful",
        generate=alphanumeric(20),
        insecure=("minioadmin",),
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "minio"),
    )

    MINIO_SECRET_KEY: str = setting(
        "minioadmin",
        help=(
            "Secret half of the MinIO login for Milvus segments. Milvus keeps its built-in value in the "
            "stock Compose file, so set the new one there too or it cannot load or save vectors."
        ),
        group="milvus_server",
        docker=SAME,
        secret="stateful",
        generate=alphanumeric(40),
        insecure=("minioadmin",),
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "minio"),
    )

    ETCD_ENDPOINTS: str = setting(
        "etcd:2379",
        help=(
            "Host and port where the Milvus container finds etcd. Change it only to use an external etcd;"
            " a different, empty one makes existing collections disappear from view."
        ),
        group="milvus_server",
        docker=SAME,
        example="etcd.example.com:2379",
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "milvus-standalone"),
    )

    MINIO_ADDRESS: str = setting(
        "minio:9000",
        help=(
            "Host and port of the object store from which Milvus reads segments. Point it at another "
            "S3-compatible server only after copying the data across."
        ),
        group="milvus_server",
        docker=SAME,
        example="minio.example.com:9000",
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "milvus-standalone"),
    )

    MILVUS_AUTHORIZATION_ENABLED: StackBool = setting(
        True,
        help=(
            "Makes the bundled Milvus demand a login. When switched off, anyone able to reach port 19530 "
            "can read or delete all collections."
        ),
        group="milvus_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["milvus"]},
        readers=(*SHARED_ENVIRONMENT, "milvus-standalone"),
    )
