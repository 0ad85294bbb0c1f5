"""hosted_models: anthropic."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedAnthropicConfig(Settings):
    """anthropic."""

    category = "hosted_models"

    HOSTED_ANTHROPIC_API_BASE: str | None = setting(
        None,
        help="TODO hosted Anthropic address (HOSTED_ANTHROPIC_API_BASE)",
        group="anthropic",
        kind="url",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_API_KEY: str | None = setting(
        None,
        help="TODO hosted Anthropic key (HOSTED_ANTHROPIC_API_KEY)",
        group="anthropic",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_TRIAL_ENABLED: bool = setting(
        False,
        help="TODO hosted Anthropic trial switch (HOSTED_ANTHROPIC_TRIAL_ENABLED)",
        group="anthropic",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_PAID_ENABLED: bool = setting(
        False,
        help="TODO hosted Anthropic paid switch (HOSTED_ANTHROPIC_PAID_ENABLED)",
        group="anthropic",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_TRIAL_MODELS: str = setting(
        "claude-opus-4-20250514,claude-sonnet-4-20250514,claude-3-5-haiku-20241022,claude-3-opus-20240229,claude-3-7-sonnet-20250219,claude-3-haiku-20240307",
        help="TODO hosted Anthropic trial models (HOSTED_ANTHROPIC_TRIAL_MODELS)",
        group="anthropic",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_ANTHROPIC_PAID_MODELS: str = setting(
        "claude-opus-4-20250514,claude-sonnet-4-20250514,claude-3-5-haiku-20241022,claude-3-opus-20240229,claude-3-7-sonnet-20250219,claude-3-haiku-20240307",
        help="TODO hosted Anthropic paid models (HOSTED_ANTHROPIC_PAID_MODELS)",
        group="anthropic",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
