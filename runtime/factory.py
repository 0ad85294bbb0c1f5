"""create_app(): the reference application, put together from its extensions."""

from __future__ import annotations

from typing import Final

from flask import Flask

from runtime.extensions import celery, commands, database, logging, migrate, observability, storage
from runtime.routes import datasets, health, requests, tasks, triggers, workflows
from runtime.settings import settings
from schemas.dify import DifyConfig

LARGEST_BODY: Final = 4 * 1024 * 1024
"""Bytes of a request; the longest document fits in. News of triggers have a limit of their own."""


def create_app(config: DifyConfig | None = None) -> Flask:
    """The Flask application; config defaults to what the environment says.

    Raises ConfigurationError when the environment is wrong. Connects to nothing.
    """
    config = config or settings()
    app = Flask("runtime")
    app.config["DIFY"] = config
    app.config["SECRET_KEY"] = config.SECRET_KEY
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    for extension in (logging, database, migrate, storage, celery, observability, commands):
        extension.init_app(app, config)
    requests.init_app(app)
    for routes in (health, tasks, datasets, workflows, triggers):
        app.register_blueprint(routes.blueprint)
    return app
