"""Editions and licences.

Configures switches for licensed and hosted features; community installations leave them off.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class BillingConfig(Settings):
    """Feature switches."""

    category = "enterprise"

    BILLING_ENABLED: bool = setting(
        False,
        help=(
            "Activates plans, quotas and payment checks against an external billing service. Without that"
            " service the console fails, so leave it off when self-hosting."
        ),
        group="flags",
        reaches_container=False,
    )


class EnterpriseFeatureConfig(Settings):
    """Feature switches."""

    category = "enterprise"

    ENTERPRISE_ENABLED: bool = setting(
        False,
        help=(
            "Activates the enterprise code paths, which call a separate licensed service. In a community "
            "installation it causes errors at sign-in and in the console."
        ),
        group="flags",
        reaches_container=False,
    )

    CAN_REPLACE_LOGO: bool = setting(
        False,
        help=(
            "Permits workspace owners to replace the logo on published apps. Check the licence terms "
            "before changing the branding."
        ),
        group="flags",
        reaches_container=False,
    )
