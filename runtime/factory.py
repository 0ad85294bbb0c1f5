"""create_app(): the reference application, put together from its extensions."""

from __future__ import annotations

from flask import Flask

from runtime.extensions import celery, database, logging, migrate, observability
from runtime.routes import health, requests, tasks
from runtime.settings import settings
from schemas.dify import DifyConfig


def create_app(config: DifyConfig | None = None) -> Flask:
    """The Flask application; config defaults to what the environment says.

    Raises ConfigurationError when the environment is wrong. Connects to nothing.
    """
    config = config or settings()
    app = Flask("runtime")
    app.config["DIFY"] = config
    app.config["SECRET_KEY"] = config.SECRET_KEY
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    for extension in (logging, database, migrate, celery, observability):
        extension.init_app(app, config)
    requests.init_app(app)
    for blueprint in (health.blueprint, tasks.blueprint):
        app.register_blueprint(blueprint)
    return app
