"""Hosted models: Google Gemini."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedGeminiConfig(Settings):
    """Configures Gemini models on a cloud operator's account."""

    category = "hosted_models"

    HOSTED_GEMINI_API_KEY: str | None = setting(
        None,
        help="Google AI key of the cloud operator. Its quota is shared by all workspaces.",
        group="gemini",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_API_BASE: str | None = setting(
        None,
        help="Other address for hosted Gemini calls, for example a gateway in the operator's region.",
        group="gemini",
        kind="url",
        example="https://generativelanguage.googleapis.com",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_API_ORGANIZATION: str | None = setting(
        None,
        help=(
            "Stands beside its siblings for symmetry; no code of this release reads it, as Gemini has no organizations."
        ),
        group="gemini",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_TRIAL_ENABLED: bool = setting(
        False,
        help=("Puts Gemini models within reach of free cloud credits. Nothing happens in a self-hosted installation."),
        group="gemini",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_TRIAL_MODELS: str = setting(
        "gemini-2.5-flash,gemini-2.0-flash,gemini-2.0-flash-lite,",
        help="Gemini models to be tried on free credits. The comma at the end of the default does no harm.",
        group="gemini",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_PAID_ENABLED: bool = setting(
        False,
        help=(
            "Includes Gemini models in the paid cloud plans. Switch it on once the operator's Google project is billed."
        ),
        group="gemini",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_GEMINI_PAID_MODELS: str = setting(
        "gemini-2.5-flash,gemini-2.0-flash,gemini-2.0-flash-lite,",
        help="Gemini models included in paid plans. Extend it when Google publishes new versions.",
        group="gemini",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
