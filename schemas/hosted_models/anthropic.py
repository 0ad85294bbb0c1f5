"""Hosted models: Anthropic."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedAnthropicConfig(Settings):
    """Configures Anthropic models on a cloud operator's account."""

    category = "hosted_models"

    HOSTED_ANTHROPIC_API_BASE: str | None = setting(
        None,
        help=(
            "Address to use in place of Anthropic's own for models that a cloud operator pays for. Self-hosters "
            "set up Anthropic in the console."
        ),
        group="anthropic",
        kind="url",
        example="https://api.anthropic.com",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_API_KEY: str | None = setting(
        None,
        help=(
            "The operator's Anthropic key, which all cloud workspaces spend together. Outside the cloud edition "
            "it has no effect."
        ),
        group="anthropic",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_TRIAL_ENABLED: bool = setting(
        False,
        help="Offers Anthropic models for free credits in the cloud edition. It needs the operator's key.",
        group="anthropic",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_PAID_ENABLED: bool = setting(
        False,
        help=(
            "Offers Anthropic models to paying cloud workspaces on the operator's bill. Leave it off when self-hosted."
        ),
        group="anthropic",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_TRIAL_MODELS: str = setting(
        "claude-opus-4-20250514,claude-sonnet-4-20250514,claude-3-5-haiku-20241022,claude-3-opus-20240229,claude-3-7-sonnet-20250219,claude-3-haiku-20240307",
        help="Anthropic models that free credits may buy. Remove the costly ones to make credits last.",
        group="anthropic",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_PAID_MODELS: str = setting(
        "claude-opus-4-20250514,claude-sonnet-4-20250514,claude-3-5-haiku-20241022,claude-3-opus-20240229,claude-3-7-sonnet-20250219,claude-3-haiku-20240307",
        help=("Anthropic models open to paying workspaces. Add new ones as soon as the provider's plugin knows them."),
        group="anthropic",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
