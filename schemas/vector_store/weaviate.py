"""Vector store: Weaviate connection."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import StackBool, StackInt


class WeaviateConfig(Settings):
    """Weaviate connection."""

    category = "vector_store"

    WEAVIATE_ENDPOINT: str | None = setting(
        None,
        help=(
            "HTTP base URL at which the API and worker reach Weaviate, including scheme and port. Point "
            "it elsewhere when you use Weaviate Cloud or a server outside this Compose project."
        ),
        group="weaviate",
        kind="url",
        docker="http://weaviate:8080",
        local="http://localhost:8080",
        example="https://weaviate.example.com",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["weaviate"]},
        required_when={"VECTOR_STORE": ["weaviate"]},
        readers=SHARED_ENVIRONMENT,
    )

    WEAVIATE_API_KEY: str | None = setting(
        None,
        help=(
            "Key Dify presents to Weaviate with each call; it must be listed in "
            "WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS or indexing and retrieval fail as unauthorized. "
            "The shipped value is public, so replace both before going live."
        ),
        group="weaviate",
        docker="WVF5YThaHlkYwhGUSmCRgsX3tD5ngdN8pkih",
        local="WVF5YThaHlkYwhGUSmCRgsX3tD5ngdN8pkih",
        secret="shared",
        insecure=("WVF5YThaHlkYwhGUSmCRgsX3tD5ngdN8pkih",),
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=SHARED_ENVIRONMENT,
        linked=("WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS",),
    )

    WEAVIATE_GRPC_ENABLED: bool = setting(
        True,
        help=(
            "Accepted for compatibility, but no code in this release reads it, so turning it off does not"
            " stop gRPC traffic to Weaviate. Use WEAVIATE_GRPC_ENDPOINT to control where that traffic "
            "goes."
        ),
        group="weaviate",
        local="false",
        active_when={"VECTOR_STORE": ["weaviate"]},
        reaches_container=False,
    )

    WEAVIATE_GRPC_ENDPOINT: str | None = setting(
        None,
        help=(
            "Where the Weaviate client opens its gRPC channel, used for fast queries and bulk writes "
            "alongside HTTP. Change it together with WEAVIATE_ENDPOINT, and keep the port reachable from "
            "the API and worker containers."
        ),
        group="weaviate",
        kind="url",
        docker="grpc://weaviate:50051",
        example="grpc://weaviate.example.com:50051",
        schemes=("grpc", "grpcs", "http", "https"),
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=SHARED_ENVIRONMENT,
    )

    WEAVIATE_BATCH_SIZE: PositiveInt = setting(
        100,
        help=(
            "How many document segments go to Weaviate in one bulk write. Larger batches index faster but"
            " use more memory and can time out on slow servers; lower it if imports fail."
        ),
        group="weaviate",
        local=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        reaches_container=False,
    )

    WEAVIATE_TOKENIZATION: str | None = setting(
        "word",
        help=(
            "Tokenizer written into new Weaviate collections, deciding how text is split for keyword "
            "search. Use gse or a kagome variant for Chinese, Japanese or Korean and enable that "
            "tokenizer on the server; existing collections keep theirs."
        ),
        group="weaviate",
        docker=SAME,
        local=SAME,
        example="gse",
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=SHARED_ENVIRONMENT,
    )


class WeaviateServerStackConfig(Settings):
    """Bundled Weaviate server: what other containers read."""

    category = "vector_store"

    WEAVIATE_PERSISTENCE_DATA_PATH: str = setting(
        "/var/lib/weaviate",
        help=(
            "Folder inside the Weaviate container where indexes are written. It must stay on the mounted "
            "volume: any other path puts vectors in the container layer, and they vanish when it is "
            "recreated."
        ),
        group="weaviate_server",
        kind="path",
        docker=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_QUERY_DEFAULTS_LIMIT: StackInt = setting(
        25,
        help=(
            "Number of results the bundled Weaviate returns when a query names no limit. Dify normally "
            "sends its own top-k, so this mostly affects queries you run by hand."
        ),
        group="weaviate_server",
        docker=SAME,
        middleware=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: StackBool = setting(
        True,
        help=(
            "Lets clients talk to the bundled Weaviate without any key. Keep it off wherever the port is "
            "reachable by others, because anonymous callers may read stored document text."
        ),
        group="weaviate_server",
        docker=SAME,
        middleware=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_DEFAULT_VECTORIZER_MODULE: str = setting(
        "none",
        help=(
            "Module the bundled Weaviate would use to compute embeddings on its own. Dify supplies ready-"
            "made vectors, so none is right unless you use the same server for other applications."
        ),
        group="weaviate_server",
        docker=SAME,
        middleware=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_CLUSTER_HOSTNAME: str = setting(
        "node1",
        help=(
            "Node name under which the bundled Weaviate registers in its cluster state. Keep it constant:"
            " after a rename on existing data, the server may no longer recognise shards as its own."
        ),
        group="weaviate_server",
        kind="host",
        docker=SAME,
        middleware=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_AUTHENTICATION_APIKEY_ENABLED: StackBool = setting(
        True,
        help=(
            "Makes the bundled Weaviate check API keys on incoming calls. With this off, its keys and "
            "user list have no effect and protection rests entirely on the network."
        ),
        group="weaviate_server",
        docker=SAME,
        middleware=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS: str = setting(
        "WVF5YThaHlkYwhGUSmCRgsX3tD5ngdN8pkih",
        help=(
            "Comma-separated keys the bundled Weaviate accepts; the one in WEAVIATE_API_KEY has to be "
            "among them. Removing a key locks its users out after the container restarts, and a leaked "
            "key exposes every stored document."
        ),
        group="weaviate_server",
        kind="csv",
        docker=SAME,
        middleware=SAME,
        secret="free",
        generate=alphanumeric(40),
        insecure=("WVF5YThaHlkYwhGUSmCRgsX3tD5ngdN8pkih",),
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
        linked=("WEAVIATE_API_KEY",),
    )

    WEAVIATE_AUTHENTICATION_APIKEY_USERS: str = setting(
        "hello@dify.ai",
        help=(
            "Comma-separated identities assigned to the Weaviate keys in the same order; list one per "
            "key, or a single name for all. The admin list refers to these names."
        ),
        group="weaviate_server",
        kind="csv",
        docker=SAME,
        middleware=SAME,
        example="dify@example.com,backup@example.com",
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_AUTHORIZATION_ADMINLIST_ENABLED: StackBool = setting(
        True,
        help=(
            "Turns on Weaviate's simple permission scheme, where only listed identities may change schema"
            " and data. Disabling it gives every authenticated key full rights."
        ),
        group="weaviate_server",
        docker=SAME,
        middleware=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_AUTHORIZATION_ADMINLIST_USERS: str = setting(
        "hello@dify.ai",
        help=(
            "Comma-separated identities with full rights on the bundled Weaviate. The identity tied to "
            "Dify's key must be here, otherwise collections cannot be created and indexing fails."
        ),
        group="weaviate_server",
        kind="csv",
        docker=SAME,
        middleware=SAME,
        example="dify@example.com",
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_DISABLE_TELEMETRY: StackBool = setting(
        False,
        help=(
            "Set to true to stop the bundled Weaviate from sending usage statistics to its vendor. Worth "
            "doing on air-gapped hosts or where policy forbids outbound reporting."
        ),
        group="weaviate_server",
        docker=SAME,
        middleware=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_ENABLE_TOKENIZER_GSE: StackBool = setting(
        False,
        help=(
            "Loads the GSE dictionary into the bundled Weaviate so collections may use the gse tokenizer "
            "for Chinese and Japanese text. Memory use goes up while it is loaded."
        ),
        group="weaviate_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_ENABLE_TOKENIZER_KAGOME_JA: StackBool = setting(
        False,
        help=(
            "Loads the Japanese Kagome dictionary into the bundled Weaviate; needed before "
            "WEAVIATE_TOKENIZATION can be kagome_ja. Leave off otherwise to save memory."
        ),
        group="weaviate_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_ENABLE_TOKENIZER_KAGOME_KR: StackBool = setting(
        False,
        help=(
            "Loads the Korean Kagome dictionary into the bundled Weaviate; needed before "
            "WEAVIATE_TOKENIZATION can be kagome_kr. Costs additional memory once enabled."
        ),
        group="weaviate_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["weaviate"]},
        readers=(*SHARED_ENVIRONMENT, "weaviate"),
    )

    WEAVIATE_HOST_VOLUME: str = setting(
        "./volumes/weaviate",
        help=(
            "Host directory mounted as Weaviate's data folder by the middleware Compose file. Moving it "
            "without copying the contents starts an empty store, so knowledge bases return nothing."
        ),
        group="weaviate_server",
        kind="path",
        middleware=SAME,
        compose=SAME,
        example="/srv/dify/weaviate",
        active_when={"VECTOR_STORE": ["weaviate"]},
    )
