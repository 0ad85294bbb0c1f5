"""Hosted models: xAI."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedXAIConfig(Settings):
    """Configures Grok models on a cloud operator's account."""

    category = "hosted_models"

    HOSTED_XAI_API_KEY: str | None = setting(
        None,
        help=(
            "xAI key that the cloud operator shares across workspaces for Grok. Self-hosters keep theirs in the "
            "console."
        ),
        group="xai",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_API_BASE: str | None = setting(
        None,
        help="Where hosted Grok calls go instead of xAI's public address.",
        group="xai",
        kind="url",
        example="https://api.x.ai",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_API_ORGANIZATION: str | None = setting(
        None,
        help="Reserved for an xAI organization; calls are made without it in this release.",
        group="xai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_TRIAL_ENABLED: bool = setting(
        False,
        help="Allows free cloud credits to be spent on Grok models. Enter the xAI key before you switch it on.",
        group="xai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_TRIAL_MODELS: str = setting(
        "grok-3,grok-3-mini,grok-3-mini-fast",
        help="Grok models that a trial covers. Leave the small ones only if trials become expensive.",
        group="xai",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_PAID_ENABLED: bool = setting(
        False,
        help=(
            "Adds Grok models to what paying cloud workspaces can call. A single company's installation has no "
            "use for it."
        ),
        group="xai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_PAID_MODELS: str = setting(
        "grok-3,grok-3-mini,grok-3-mini-fast",
        help="Grok models for paying workspaces. The names must be those of the xAI plugin.",
        group="xai",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
