"""Cross-origin requests and cookies.

Configures how the frontend handles cookies across subdomains; what the API allows stands with its HTTP settings.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class CorsStackConfig(Settings):
    """The cookie switch that the web container reads."""

    category = "cors"

    NEXT_PUBLIC_COOKIE_DOMAIN: str = setting(
        "",
        help=(
            "Tells the frontend that cookies are shared across subdomains. Write 1 whenever the cookie domain "
            "is set, otherwise signing in goes round in circles."
        ),
        group="cookies",
        docker=SAME,
        local=SAME,
        example="1",
        readers=(*SHARED_ENVIRONMENT, "web"),
    )
