"""hosted_models: deepseek."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedDeepseekConfig(Settings):
    """deepseek."""

    category = "hosted_models"

    HOSTED_DEEPSEEK_API_KEY: str | None = setting(
        None,
        help="TODO hosted DeepSeek key (HOSTED_DEEPSEEK_API_KEY)",
        group="deepseek",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_API_BASE: str | None = setting(
        None,
        help="TODO hosted DeepSeek address (HOSTED_DEEPSEEK_API_BASE)",
        group="deepseek",
        kind="url",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_API_ORGANIZATION: str | None = setting(
        None,
        help="TODO hosted DeepSeek organization (HOSTED_DEEPSEEK_API_ORGANIZATION)",
        group="deepseek",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_TRIAL_ENABLED: bool = setting(
        False,
        help="TODO hosted DeepSeek trial switch (HOSTED_DEEPSEEK_TRIAL_ENABLED)",
        group="deepseek",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_TRIAL_MODELS: str = setting(
        "deepseek-chat,deepseek-reasoner",
        help="TODO hosted DeepSeek trial models (HOSTED_DEEPSEEK_TRIAL_MODELS)",
        group="deepseek",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_PAID_ENABLED: bool = setting(
        False,
        help="TODO hosted DeepSeek paid switch (HOSTED_DEEPSEEK_PAID_ENABLED)",
        group="deepseek",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_PAID_MODELS: str = setting(
        "deepseek-chat,deepseek-reasoner",
        help="TODO hosted DeepSeek paid models (HOSTED_DEEPSEEK_PAID_MODELS)",
        group="deepseek",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
