"""Sentry error tracking.

Configures which services report errors, traces and profiles to Sentry.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Rate, StackBool, StackFloat


class SentryConfig(Settings):
    """Python services."""

    category = "sentry"

    SENTRY_DSN: str | None = setting(
        None,
        help=(
            "Sentry project address that the Python code reads. In the Compose stack it takes effect only"
            " in the beat scheduler, because API and worker receive API_SENTRY_DSN under this name."
        ),
        group="api",
        kind="url",
        docker=SAME,
        local=SAME,
        example="https://publickey@sentry.example.com/2",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    SENTRY_TRACES_SAMPLE_RATE: Rate = setting(
        1.0,
        help=(
            "Share of Sentry performance traces, 0 to 1, for Python processes started without the Compose"
            " mapping. High shares use up the Sentry quota quickly."
        ),
        group="api",
        reaches_container=False,
    )

    SENTRY_PROFILES_SAMPLE_RATE: Rate = setting(
        1.0,
        help=(
            "Share of traced requests, 0 to 1, that Sentry also profiles when Python runs outside the "
            "Compose mapping. Profiling costs CPU time."
        ),
        group="api",
        reaches_container=False,
    )


class SentryStackConfig(Settings):
    """Sentry error tracking: what Compose, shell scripts and other containers read."""

    category = "sentry"

    API_SENTRY_DSN: str = setting(
        "",
        help=(
            "Sentry project that collects errors from the api and worker containers. Empty reports "
            "nothing; error reports can contain user input, so prefer your own Sentry for confidential "
            "data."
        ),
        group="api",
        kind="url",
        docker=SAME,
        example="https://publickey@sentry.example.com/3",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    API_SENTRY_TRACES_SAMPLE_RATE: StackFloat = setting(
        1.0,
        help=(
            "Portion of api and worker transactions, 0 to 1, sent to Sentry as traces. The default "
            "reports every one; a small fraction is usual for busy systems."
        ),
        group="api",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
        ge=0.0,
        le=1.0,
    )

    API_SENTRY_PROFILES_SAMPLE_RATE: StackFloat = setting(
        1.0,
        help=(
            "Portion of traced api and worker transactions, 0 to 1, for which Sentry receives a profile. "
            "Set 0 to spare CPU and quota."
        ),
        group="api",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
        ge=0.0,
        le=1.0,
    )

    WEB_SENTRY_DSN: str = setting(
        "",
        help=(
            "Sentry project for JavaScript errors of the web container. It is delivered to every browser,"
            " so it must not be treated as a secret."
        ),
        group="web",
        kind="url",
        docker=SAME,
        example="https://publickey@sentry.example.com/4",
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    PLUGIN_SENTRY_ENABLED: StackBool = setting(
        False,
        help=(
            "Switches on Sentry reports from the plugin daemon. It needs the daemon's own DSN as well; "
            "helpful when plugins crash without a trace."
        ),
        group="plugin_daemon",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLUGIN_SENTRY_DSN: str = setting(
        "",
        help=(
            "Sentry project that receives crashes of the plugin daemon. Use a project separate from the "
            "API to keep plugin noise out of it."
        ),
        group="plugin_daemon",
        kind="url",
        docker=SAME,
        example="https://publickey@sentry.example.com/5",
        schemes=("http", "https"),
        active_when={"PLUGIN_SENTRY_ENABLED": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )
