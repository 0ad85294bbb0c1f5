"""Vector store: Upstash Vector."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class UpstashConfig(Settings):
    """Upstash Vector."""

    category = "vector_store"

    UPSTASH_VECTOR_URL: str | None = setting(
        None,
        help=(
            "REST URL of the Upstash Vector index. Create the index with the dimension of your embedding "
            "model, because a mismatch makes writes fail."
        ),
        group="upstash",
        kind="url",
        docker="https://xxx-vector.upstash.io",
        local="your-server-url",
        example="https://my-index.upstash.example.com",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["upstash"]},
        required_when={"VECTOR_STORE": ["upstash"]},
        readers=SHARED_ENVIRONMENT,
    )

    UPSTASH_VECTOR_TOKEN: str | None = setting(
        None,
        help=(
            "Token with write access to the Upstash Vector index. A read-only one lets searches pass but "
            "blocks indexing; a leaked one exposes all segments."
        ),
        group="upstash",
        docker="dify",
        local="your-access-token",
        secret="free",
        insecure=(
            "dify",
            "your-access-token",
        ),
        active_when={"VECTOR_STORE": ["upstash"]},
        required_when={"VECTOR_STORE": ["upstash"]},
        readers=SHARED_ENVIRONMENT,
    )
