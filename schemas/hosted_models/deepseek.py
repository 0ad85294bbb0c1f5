"""Hosted models: DeepSeek."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedDeepseekConfig(Settings):
    """Configures DeepSeek models on a cloud operator's account."""

    category = "hosted_models"

    HOSTED_DEEPSEEK_API_KEY: str | None = setting(
        None,
        help=(
            "DeepSeek key of the cloud operator, under which all workspaces call. Keep a spending limit on that "
            "account."
        ),
        group="deepseek",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_API_BASE: str | None = setting(
        None,
        help="Other entrance for hosted DeepSeek calls, such as a deployment of the operator's own.",
        group="deepseek",
        kind="url",
        example="https://api.deepseek.com",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_API_ORGANIZATION: str | None = setting(
        None,
        help="Without effect in this release: DeepSeek knows no organizations.",
        group="deepseek",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_TRIAL_ENABLED: bool = setting(
        False,
        help="Covers DeepSeek with the free cloud trial. Turn it off when trials exceed the operator's budget.",
        group="deepseek",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_TRIAL_MODELS: str = setting(
        "deepseek-chat,deepseek-reasoner",
        help="DeepSeek models within the trial. Reasoning models write more tokens, so drop them first to save.",
        group="deepseek",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_PAID_ENABLED: bool = setting(
        False,
        help="Covers DeepSeek with the paid cloud plans, where calls are charged in credits.",
        group="deepseek",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_DEEPSEEK_PAID_MODELS: str = setting(
        "deepseek-chat,deepseek-reasoner",
        help="DeepSeek models within the paid plans. Change it when DeepSeek renames its models.",
        group="deepseek",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
