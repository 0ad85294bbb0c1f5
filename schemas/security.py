"""Security and internal access.

Configures first-run protection, administrative keys and internal interfaces.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting


class InnerAPIConfig(Settings):
    """Internal API."""

    category = "security"

    INNER_API: bool = setting(
        False,
        help=(
            "Opens the internal endpoints under /inner/api that enterprise services use. Leave it off in "
            "community installations, and never expose the path to the internet."
        ),
        group="inner_api",
        reaches_container=False,
    )

    INNER_API_KEY: str | None = setting(
        None,
        help=(
            "Shared key callers of the internal API must present. After a change all calling services "
            "need the new value; a leak allows workspace administration from outside."
        ),
        group="inner_api",
        secret="free",
        generate=alphanumeric(40),
        active_when={"INNER_API": ["true"]},
        required_when={"INNER_API": ["true"]},
        reaches_container=False,
    )


class InternalTestConfig(Settings):
    """AWS test credentials."""

    category = "security"

    AWS_SECRET_ACCESS_KEY: str | None = setting(
        None,
        help=(
            "AWS secret that belongs to the identifier of the internal tests. Keep it empty in production"
            " so that no unused cloud credential lies around."
        ),
        group="aws_test",
        secret="free",
        reaches_container=False,
    )

    AWS_ACCESS_KEY_ID: str | None = setting(
        None,
        help=(
            "AWS key identifier read by a settings class meant for internal tests. Normal installations "
            "leave it empty, since S3 and Bedrock credentials are configured elsewhere."
        ),
        group="aws_test",
        secret="free",
        reaches_container=False,
    )


class SecurityStackConfig(Settings):
    """Security and internal access: what Compose, shell scripts and other containers read."""

    category = "security"

    INIT_PASSWORD: str = setting(
        "",
        help=(
            "Password asked for before the first administrator account can be created, at most 30 "
            "characters. Set it when the server is reachable before setup is finished, else the first "
            "visitor may claim it; it has no use afterwards."
        ),
        group="bootstrap",
        docker=SAME,
        secret="free",
        generate=alphanumeric(20),
        readers=SHARED_ENVIRONMENT,
    )
