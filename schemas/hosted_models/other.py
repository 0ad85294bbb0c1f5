"""Hosted models: further providers, moderation and credits."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedMinmaxConfig(Settings):
    """Configures whether MiniMax is offered free of charge."""

    category = "hosted_models"

    HOSTED_MINIMAX_ENABLED: bool = setting(
        False,
        help=(
            "Marks MiniMax as free of charge in the cloud edition. There is no key for it here, so self-hosters "
            "gain nothing."
        ),
        group="other",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )


class HostedSparkConfig(Settings):
    """Configures whether iFlytek Spark is offered free of charge."""

    category = "hosted_models"

    HOSTED_SPARK_ENABLED: bool = setting(
        False,
        help="Marks iFlytek Spark as free for cloud workspaces. Leave it off unless you operate that edition.",
        group="other",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )


class HostedZhipuAIConfig(Settings):
    """Configures whether Zhipu AI is offered free of charge."""

    category = "hosted_models"

    HOSTED_ZHIPUAI_ENABLED: bool = setting(
        False,
        help="Marks the models of Zhipu AI as free for cloud workspaces, by agreement with the vendor.",
        group="other",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )


class HostedModerationConfig(Settings):
    """Configures whether prompts to hosted models are moderated."""

    category = "hosted_models"

    HOSTED_MODERATION_ENABLED: bool = setting(
        False,
        help=(
            "Has prompts to hosted models checked and offending ones refused. It works only for the providers "
            "listed beside it."
        ),
        group="other",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_MODERATION_PROVIDERS: str = setting(
        "",
        help="Providers whose hosted prompts are moderated. A short name means the official plugin of that name.",
        group="other",
        kind="csv",
        example="openai,anthropic",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )


class HostedCreditConfig(Settings):
    """Configures what hosted models cost and with how many credits a workspace begins."""

    category = "hosted_models"

    HOSTED_MODEL_CREDIT_CONFIG: str = setting(
        "",
        help=(
            "Credits that one call of a hosted model costs, as model:number pairs; models left out cost one. "
            "Price expensive models higher."
        ),
        group="other",
        kind="csv",
        example="gpt-4:20,gpt-4o:10",
        also=r"[^:,]*(?::\s*[+-]?\d+\s*)?(?:,[^:,]*(?::\s*[+-]?\d+\s*)?)*",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_POOL_CREDITS: int = setting(
        200,
        help=(
            "Credits with which a new cloud workspace may try hosted models. Workspaces that exist keep what they had."
        ),
        group="other",
        unit="credits",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
