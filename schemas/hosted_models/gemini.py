"""hosted_models: gemini."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedGeminiConfig(Settings):
    """gemini."""

    category = "hosted_models"

    HOSTED_GEMINI_API_KEY: str | None = setting(
        None,
        help="TODO hosted Gemini key (HOSTED_GEMINI_API_KEY)",
        group="gemini",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_API_BASE: str | None = setting(
        None,
        help="TODO hosted Gemini address (HOSTED_GEMINI_API_BASE)",
        group="gemini",
        kind="url",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_API_ORGANIZATION: str | None = setting(
        None,
        help="TODO hosted Gemini organization (HOSTED_GEMINI_API_ORGANIZATION)",
        group="gemini",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_TRIAL_ENABLED: bool = setting(
        False,
        help="TODO hosted Gemini trial switch (HOSTED_GEMINI_TRIAL_ENABLED)",
        group="gemini",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_TRIAL_MODELS: str = setting(
        "gemini-2.5-flash,gemini-2.0-flash,gemini-2.0-flash-lite,",
        help="TODO hosted Gemini trial models (HOSTED_GEMINI_TRIAL_MODELS)",
        group="gemini",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_PAID_ENABLED: bool = setting(
        False,
        help="TODO hosted Gemini paid switch (HOSTED_GEMINI_PAID_ENABLED)",
        group="gemini",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_PAID_MODELS: str = setting(
        "gemini-2.5-flash,gemini-2.0-flash,gemini-2.0-flash-lite,",
        help="TODO hosted Gemini paid models (HOSTED_GEMINI_PAID_MODELS)",
        group="gemini",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
