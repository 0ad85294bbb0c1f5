"""Logs as LOG_* say; under gunicorn its own process has set them up the same way before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from runtime import logs

if TYPE_CHECKING:
    from schemas.dify import DifyConfig


def init_app(app: Flask, config: DifyConfig) -> None:
    """Configure the root logger; Flask's own logger passes its records on to it."""
    logs.configure(logs.LogSettings.from_config(config))
    app.logger.setLevel(config.LOG_LEVEL.upper())
