"""Certbot certificates.

Configures the optional certbot container that obtains Let's Encrypt certificates.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class CertbotStackConfig(Settings):
    """Certbot certificates: what Compose, shell scripts and other containers read."""

    category = "certbot"

    CERTBOT_EMAIL: str = setting(
        "your_email@example.com",
        help=(
            "Mail address registered with Let's Encrypt when certbot requests a certificate. Use a "
            "mailbox someone reads, since account and problem notices go there."
        ),
        group="account",
        kind="email",
        docker=SAME,
        example="admin@example.com",
        active_when={"COMPOSE_PROFILES": {"contains": ["certbot"]}},
        required_when={"COMPOSE_PROFILES": {"contains": ["certbot"]}},
        readers=(*SHARED_ENVIRONMENT, "certbot"),
    )

    CERTBOT_DOMAIN: str = setting(
        "your_domain.com",
        help=(
            "Public domain for which certbot requests a certificate and under whose folder nginx looks "
            "for it. It must resolve to this host and be reachable on port 80."
        ),
        group="account",
        docker=SAME,
        example="dify.example.com",
        active_when={"COMPOSE_PROFILES": {"contains": ["certbot"]}},
        required_when={"COMPOSE_PROFILES": {"contains": ["certbot"]}},
        readers=(*SHARED_ENVIRONMENT, "certbot", "nginx"),
    )

    CERTBOT_OPTIONS: str = setting(
        "",
        help=(
            "Further command line flags for certbot. Start with a dry run, because repeated failed "
            "requests run into the rate limits of Let's Encrypt."
        ),
        group="account",
        docker=SAME,
        example="--dry-run",
        active_when={"COMPOSE_PROFILES": {"contains": ["certbot"]}},
        readers=(*SHARED_ENVIRONMENT, "certbot"),
    )
