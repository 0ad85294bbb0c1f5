"""Plugin marketplace.

Configures whether and where Dify finds installable plugins.
"""

from __future__ import annotations

from pydantic import HttpUrl

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class MarketplaceConfig(Settings):
    """Marketplace."""

    category = "marketplace"

    MARKETPLACE_ENABLED: bool = setting(
        True,
        help=(
            "Connects the console to the plugin marketplace for browsing, installing and upgrade checks. "
            "Turn it off on isolated networks; plugins can still be uploaded as files."
        ),
        group="marketplace",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    MARKETPLACE_API_URL: HttpUrl = setting(
        HttpUrl("https://marketplace.dify.ai"),
        help=(
            "Marketplace service from which plugin lists and packages are fetched. Both the server and "
            "the browser must reach it; change it only for a mirror."
        ),
        group="marketplace",
        docker=SAME,
        middleware=SAME,
        local=SAME,
        example="https://marketplace.example.com",
        active_when={"MARKETPLACE_ENABLED": ["true"]},
        readers=(*SHARED_ENVIRONMENT, "web"),
        max_length=2083,
    )


class MarketplaceStackConfig(Settings):
    """Plugin marketplace: what Compose, shell scripts and other containers read."""

    category = "marketplace"

    MARKETPLACE_URL: str = setting(
        "https://marketplace.dify.ai",
        help=(
            "Marketplace website that console links open in the browser. It may differ from the "
            "marketplace API, for example with an internal mirror site."
        ),
        group="marketplace",
        kind="url",
        compose=SAME,
        example="https://plugins.example.com",
        schemes=("http", "https"),
        readers=("web",),
    )
