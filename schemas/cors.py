"""cors."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class CorsStackConfig(Settings):
    """cors: what Compose, shell scripts and other containers read."""

    category = "cors"

    NEXT_PUBLIC_COOKIE_DOMAIN: str = setting(
        "",
        help="TODO frontend flag for cross-subdomain cookies (NEXT_PUBLIC_COOKIE_DOMAIN)",
        group="cookies",
        docker=SAME,
        local=SAME,
        example="1",
        readers=(*SHARED_ENVIRONMENT, "web"),
    )
