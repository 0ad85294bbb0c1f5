"""What --print-command may show."""

from __future__ import annotations

import pytest

from runtime.masking import MASK, mask_value, masked
from runtime.modes.command import Command


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "DB_PASSWORD", "CELERY_BROKER_URL", "SENTRY_DSN", "S3_ACCESS_KEY", "PLUGIN_DAEMON_KEY", "API_TOKEN"],
)
def test_secrets_are_masked_by_their_name(name: str) -> None:
    assert mask_value(name, "canary") == MASK
    assert mask_value(name, "") == ""


@pytest.mark.parametrize("name", ["LANG", "DIFY_PORT", "FLASK_APP", "KEYBOARD"])
def test_other_values_are_shown(name: str) -> None:
    assert mask_value(name, "value") == "value"


def test_a_login_inside_an_address_is_masked_whatever_the_name() -> None:
    assert mask_value("ENDPOINT", "redis://user:canary@host/1") == f"redis://{MASK}@host/1"


def test_secret_options_of_a_job_are_masked() -> None:
    words = ("flask", "reset-password", "--email", "a@b", "--new-password", "canary", "--password-confirm=canary")
    shown = masked(Command(words))["argv"]
    assert shown == [*words[:5], MASK, f"--password-confirm={MASK}"]
