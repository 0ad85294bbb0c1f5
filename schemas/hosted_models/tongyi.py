"""hosted_models: tongyi."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedTongyiConfig(Settings):
    """tongyi."""

    category = "hosted_models"

    HOSTED_TONGYI_API_KEY: str | None = setting(
        None,
        help="TODO hosted Tongyi key (HOSTED_TONGYI_API_KEY)",
        group="tongyi",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_USE_INTERNATIONAL_ENDPOINT: bool = setting(
        False,
        help="TODO hosted Tongyi international site (HOSTED_TONGYI_USE_INTERNATIONAL_ENDPOINT)",
        group="tongyi",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_TRIAL_ENABLED: bool = setting(
        False,
        help="TODO hosted Tongyi trial switch (HOSTED_TONGYI_TRIAL_ENABLED)",
        group="tongyi",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_PAID_ENABLED: bool = setting(
        False,
        help="TODO hosted Tongyi paid switch (HOSTED_TONGYI_PAID_ENABLED)",
        group="tongyi",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_TRIAL_MODELS: str = setting(
        "",
        help="TODO hosted Tongyi trial models (HOSTED_TONGYI_TRIAL_MODELS)",
        group="tongyi",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_TONGYI_PAID_MODELS: str = setting(
        "",
        help="TODO hosted Tongyi paid models (HOSTED_TONGYI_PAID_MODELS)",
        group="tongyi",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
