"""hosted_models: xai."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedXAIConfig(Settings):
    """xai."""

    category = "hosted_models"

    HOSTED_XAI_API_KEY: str | None = setting(
        None,
        help="TODO hosted xAI key (HOSTED_XAI_API_KEY)",
        group="xai",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_API_BASE: str | None = setting(
        None,
        help="TODO hosted xAI address (HOSTED_XAI_API_BASE)",
        group="xai",
        kind="url",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_API_ORGANIZATION: str | None = setting(
        None,
        help="TODO hosted xAI organization (HOSTED_XAI_API_ORGANIZATION)",
        group="xai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_TRIAL_ENABLED: bool = setting(
        False,
        help="TODO hosted xAI trial switch (HOSTED_XAI_TRIAL_ENABLED)",
        group="xai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_TRIAL_MODELS: str = setting(
        "grok-3,grok-3-mini,grok-3-mini-fast",
        help="TODO hosted xAI trial models (HOSTED_XAI_TRIAL_MODELS)",
        group="xai",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_PAID_ENABLED: bool = setting(
        False,
        help="TODO hosted xAI paid switch (HOSTED_XAI_PAID_ENABLED)",
        group="xai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_XAI_PAID_MODELS: str = setting(
        "grok-3,grok-3-mini,grok-3-mini-fast",
        help="TODO hosted xAI paid models (HOSTED_XAI_PAID_MODELS)",
        group="xai",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
