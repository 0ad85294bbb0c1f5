"""Web frontend: Visible features."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackInt


class WebFeaturesStackConfig(Settings):
    """Visible features: what other containers read."""

    category = "web"

    ENABLE_WEBSITE_JINAREADER: StackBool = setting(
        True,
        help=(
            "Offers Jina Reader as a website source when someone creates a knowledge base. Hide it where "
            "crawling through that external service is not permitted."
        ),
        group="features",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    ENABLE_WEBSITE_FIRECRAWL: StackBool = setting(
        True,
        help=(
            "Offers Firecrawl among the website sources for knowledge bases. Switching it off only hides "
            "the option in the interface; stored credentials stay in the database."
        ),
        group="features",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    ENABLE_WEBSITE_WATERCRAWL: StackBool = setting(
        True,
        help=(
            "Offers WaterCrawl as a way to import web pages into a knowledge base. Switch it off if your "
            "users have no account there, to keep the dialog short."
        ),
        group="features",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    NEXT_PUBLIC_ENABLE_SINGLE_DOLLAR_LATEX: StackBool = setting(
        False,
        help=(
            "Treats text between single dollar signs as inline LaTeX in chat answers; prices written with"
            " dollar signs may then render as formulas. The stock Compose file hands it to the Python "
            "containers only, so the web container never sees it."
        ),
        group="features",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    NEXT_PUBLIC_BATCH_CONCURRENCY: StackInt = setting(
        5,
        help=(
            "How many rows of a batch run the browser submits at the same time. The supplied Compose file"
            " does not pass it to the web container, so a change has no effect there unless you add it."
        ),
        group="features",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )
