"""hosted_models: other."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedMinmaxConfig(Settings):
    """other."""

    category = "hosted_models"

    HOSTED_MINIMAX_ENABLED: bool = setting(
        False,
        help="TODO hosted MiniMax switch (HOSTED_MINIMAX_ENABLED)",
        group="other",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )


class HostedSparkConfig(Settings):
    """other."""

    category = "hosted_models"

    HOSTED_SPARK_ENABLED: bool = setting(
        False,
        help="TODO hosted Spark switch (HOSTED_SPARK_ENABLED)",
        group="other",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )


class HostedZhipuAIConfig(Settings):
    """other."""

    category = "hosted_models"

    HOSTED_ZHIPUAI_ENABLED: bool = setting(
        False,
        help="TODO hosted Zhipu switch (HOSTED_ZHIPUAI_ENABLED)",
        group="other",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )


class HostedModerationConfig(Settings):
    """other."""

    category = "hosted_models"

    HOSTED_MODERATION_ENABLED: bool = setting(
        False,
        help="TODO hosted moderation switch (HOSTED_MODERATION_ENABLED)",
        group="other",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_MODERATION_PROVIDERS: str = setting(
        "",
        help="TODO hosted moderation providers (HOSTED_MODERATION_PROVIDERS)",
        group="other",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )


class HostedCreditConfig(Settings):
    """other."""

    category = "hosted_models"

    HOSTED_MODEL_CREDIT_CONFIG: str = setting(
        "",
        help="TODO credit price per hosted model (HOSTED_MODEL_CREDIT_CONFIG)",
        group="other",
        kind="csv",
        example="gpt-4:20,gpt-4o:10",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_POOL_CREDITS: int = setting(
        200,
        help="TODO starting hosted credits (HOSTED_POOL_CREDITS)",
        group="other",
        unit="credits",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
