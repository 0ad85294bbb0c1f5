"""Hosted models: Alibaba Qwen."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedTongyiConfig(Settings):
    """Configures Qwen models on a cloud operator's account."""

    category = "hosted_models"

    HOSTED_TONGYI_API_KEY: str | None = setting(
        None,
        help=(
            "Alibaba Model Studio key of the cloud operator for Qwen. Self-hosters set up the Tongyi provider "
            "in the console."
        ),
        group="tongyi",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_USE_INTERNATIONAL_ENDPOINT: bool = setting(
        False,
        help=(
            "Sends hosted Qwen calls to Alibaba's international site instead of mainland China. The key has to "
            "come from the same site."
        ),
        group="tongyi",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_TRIAL_ENABLED: bool = setting(
        False,
        help="Opens Qwen models to free cloud credits. Name the models too, as none are preset.",
        group="tongyi",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_PAID_ENABLED: bool = setting(
        False,
        help="Opens Qwen models to the paid plans of the cloud. Self-hosted installations have no plans.",
        group="tongyi",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_TRIAL_MODELS: str = setting(
        "",
        help="Qwen models meant for free credits. Spell the names as the Tongyi plugin does.",
        group="tongyi",
        kind="csv",
        example="qwen-turbo,qwen-plus",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_PAID_MODELS: str = setting(
        "",
        help="Qwen models meant for the paid plans. Fill it in before you enable them, since it begins empty.",
        group="tongyi",
        kind="csv",
        example="qwen-plus,qwen-max",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
