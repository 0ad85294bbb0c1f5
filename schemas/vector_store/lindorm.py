"""Vector store: Alibaba Cloud Lindorm."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class LindormConfig(Settings):
    """Alibaba Cloud Lindorm."""

    category = "vector_store"

    LINDORM_URL: str | None = setting(
        None,
        help=(
            "Address of the Lindorm search engine, with scheme and port. Copy it from the Alibaba Cloud "
            "console, choosing the private one inside a VPC."
        ),
        group="lindorm",
        kind="url",
        docker="http://localhost:30070",
        local="http://ld-*******************-proxy-search-pub.lindorm.aliyuncs.com:30070",
        example="http://lindorm.example.com:30070",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["lindorm"]},
        required_when={"VECTOR_STORE": ["lindorm"]},
        readers=SHARED_ENVIRONMENT,
    )

    LINDORM_USERNAME: str | None = setting(
        None,
        help=("Lindorm account with rights to create and query search indexes. The console shows the initial one."),
        group="lindorm",
        docker="admin",
        local="admin",
        active_when={"VECTOR_STORE": ["lindorm"]},
        required_when={"VECTOR_STORE": ["lindorm"]},
        readers=SHARED_ENVIRONMENT,
    )

    LINDORM_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the Lindorm account. Replace the sample; access to knowledge bases ends whenever"
            " it differs from the instance."
        ),
        group="lindorm",
        docker="admin",
        local="admin",
        secret="free",
        insecure=("admin",),
        active_when={"VECTOR_STORE": ["lindorm"]},
        required_when={"VECTOR_STORE": ["lindorm"]},
        readers=SHARED_ENVIRONMENT,
    )

    LINDORM_INDEX_TYPE: str | None = setting(
        "hnsw",
        help=(
            "Index structure for new Lindorm vector indexes. Flat gives exact results but scans "
            "everything, so it fits small collections only."
        ),
        group="lindorm",
        choices={"hnsw": "Approximate graph index", "flat": "Exact full scan"},
        active_when={"VECTOR_STORE": ["lindorm"]},
        reaches_container=False,
    )

    LINDORM_DISTANCE_TYPE: str | None = setting(
        "l2",
        help=(
            "Similarity measure for new Lindorm indexes. It should follow the embedding model, and "
            "existing indexes retain the measure they were built with."
        ),
        group="lindorm",
        choices={
            "l2": "Euclidean distance",
            "cosinesimil": "Cosine similarity",
            "innerproduct": "Inner product",
        },
        active_when={"VECTOR_STORE": ["lindorm"]},
        reaches_container=False,
    )

    LINDORM_USING_UGC: bool | None = setting(
        True,
        help=(
            "Puts many knowledge bases into one large Lindorm index, separated by routing, in place of "
            "one index each. It suits numerous small knowledge bases; decide before loading data."
        ),
        group="lindorm",
        docker="True",
        local="True",
        active_when={"VECTOR_STORE": ["lindorm"]},
        required_when={"VECTOR_STORE": ["lindorm"]},
        readers=SHARED_ENVIRONMENT,
    )

    LINDORM_QUERY_TIMEOUT: float | None = setting(
        2.0,
        help=(
            "Seconds a Lindorm search may take, fractions allowed. One second is tight: raise it if "
            "retrieval on large indexes comes back with timeouts."
        ),
        group="lindorm",
        docker="1",
        local="1",
        unit="seconds",
        active_when={"VECTOR_STORE": ["lindorm"]},
        readers=SHARED_ENVIRONMENT,
    )
