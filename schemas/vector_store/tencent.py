"""Vector store: Tencent Cloud VectorDB."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class TencentVectorDBConfig(Settings):
    """Tencent Cloud VectorDB."""

    category = "vector_store"

    TENCENT_VECTOR_DB_URL: str | None = setting(
        None,
        help=(
            "HTTP address of the Tencent Cloud VectorDB instance, taken from its console page. The "
            "default is a placeholder."
        ),
        group="tencent",
        kind="url",
        docker="http://127.0.0.1",
        local="http://127.0.0.1",
        example="http://10.0.0.20:80",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["tencent"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_VECTOR_DB_API_KEY: str | None = setting(
        None,
        help=(
            "Key Dify sends to Tencent Cloud VectorDB along with the user name. Resetting it in the "
            "console cuts off indexing and search until updated."
        ),
        group="tencent",
        docker="dify",
        local="dify",
        secret="free",
        insecure=("dify",),
        active_when={"VECTOR_STORE": ["tencent"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_VECTOR_DB_TIMEOUT: PositiveInt = setting(
        30,
        help=(
            "Seconds before a Tencent VectorDB request is abandoned. Allow more when uploads of large "
            "documents time out."
        ),
        group="tencent",
        docker=SAME,
        local=SAME,
        unit="seconds",
        active_when={"VECTOR_STORE": ["tencent"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_VECTOR_DB_USERNAME: str | None = setting(
        None,
        help=(
            "Account name at Tencent VectorDB, root unless you created another. The sample value works on"
            " no real instance."
        ),
        group="tencent",
        docker="dify",
        local="dify",
        example="root",
        active_when={"VECTOR_STORE": ["tencent"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_VECTOR_DB_PASSWORD: str | None = setting(
        None,
        help=(
            "Present in the settings, yet nothing in this release reads it. Tencent VectorDB sign-in uses"
            " the API key, so leave this blank."
        ),
        group="tencent",
        secret="free",
        active_when={"VECTOR_STORE": ["tencent"]},
        reaches_container=False,
    )

    TENCENT_VECTOR_DB_SHARD: PositiveInt = setting(
        1,
        help=(
            "Shards per new Tencent VectorDB collection. More spread large data over nodes; existing "
            "collections keep their number."
        ),
        group="tencent",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["tencent"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_VECTOR_DB_REPLICAS: NonNegativeInt = setting(
        2,
        help=(
            "Replica copies per new Tencent VectorDB collection. The value must suit the instance: a "
            "single-node test edition accepts only 0."
        ),
        group="tencent",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["tencent"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_VECTOR_DB_DATABASE: str | None = setting(
        None,
        help=(
            "Tencent VectorDB database for Dify's collections, created on demand. Use different names if "
            "environments share an instance."
        ),
        group="tencent",
        docker="dify",
        local="dify",
        active_when={"VECTOR_STORE": ["tencent"]},
        readers=SHARED_ENVIRONMENT,
    )

    TENCENT_VECTOR_DB_ENABLE_HYBRID_SEARCH: bool = setting(
        False,
        help=(
            "Stores sparse vectors beside dense ones in new Tencent VectorDB collections for keyword and "
            "hybrid retrieval. Re-index older knowledge bases to profit."
        ),
        group="tencent",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["tencent"]},
        readers=SHARED_ENVIRONMENT,
    )
