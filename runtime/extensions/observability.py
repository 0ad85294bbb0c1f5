"""Traces, metrics and error reports, each imported only where its switch is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from schemas.dify import DifyConfig


def init_app(app: Flask, config: DifyConfig) -> None:
    """Switch on what the settings ask for."""
    if config.ENABLE_OTEL:
        from runtime.observability import telemetry  # noqa: PLC0415 - off means not imported

        telemetry.init_app(app, config)
    if config.SENTRY_DSN:
        from runtime.observability import reports  # noqa: PLC0415 - off means not imported

        reports.init_app(app, config)
