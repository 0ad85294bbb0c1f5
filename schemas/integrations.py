"""Notion integration.

Configures how Dify reads pages from Notion as a knowledge source.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class NotionConfig(Settings):
    """Notion."""

    category = "integrations"

    NOTION_CLIENT_ID: str | None = setting(
        None,
        help=(
            "OAuth id of the public Notion integration. It must belong to an integration whose redirect "
            "address points at this console."
        ),
        group="notion",
        docker=SAME,
        local="you-client-id",
        example="12345678-90ab-cdef-1234-567890abcdef",
        active_when={"NOTION_INTEGRATION_TYPE": ["public"]},
        readers=SHARED_ENVIRONMENT,
    )

    NOTION_CLIENT_SECRET: str | None = setting(
        None,
        help=(
            "OAuth secret of the public Notion integration. New connections to Notion fail when it is "
            "wrong or was rotated there."
        ),
        group="notion",
        docker=SAME,
        local="you-client-secret",
        secret="free",
        insecure=("you-client-secret",),
        active_when={"NOTION_INTEGRATION_TYPE": ["public"]},
        readers=SHARED_ENVIRONMENT,
    )

    NOTION_INTEGRATION_TYPE: str | None = setting(
        None,
        help=(
            "Kind of Notion integration. The public kind sends users through OAuth and needs an HTTPS "
            "callback; the internal kind uses one secret for a single Notion workspace and suits local "
            "setups."
        ),
        group="notion",
        docker="public",
        local="public",
        choices={"public": "OAuth per user", "internal": "one shared secret"},
        readers=SHARED_ENVIRONMENT,
    )

    NOTION_INTERNAL_SECRET: str | None = setting(
        None,
        help=(
            "Secret of the internal Notion integration, used for all users. It opens every page shared "
            "with the integration, so share only what everyone may import."
        ),
        group="notion",
        docker=SAME,
        local="you-internal-secret",
        secret="free",
        insecure=("you-internal-secret",),
        active_when={"NOTION_INTEGRATION_TYPE": ["internal"]},
        required_when={"NOTION_INTEGRATION_TYPE": ["internal"]},
        readers=SHARED_ENVIRONMENT,
    )

    NOTION_INTEGRATION_TOKEN: str | None = setting(
        None,
        help=(
            "Fallback Notion access token for page imports without a stored connection. Mostly for tests;"
            " whoever holds it can read the pages it covers."
        ),
        group="notion",
        secret="free",
        reaches_container=False,
    )
