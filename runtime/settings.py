"""The typed settings of the process, read once.

Imported by the application only: the entrypoint stays with the standard library.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask import current_app

from runtime import connections
from runtime.environment import Environment
from runtime.errors import ConfigurationError, Problem

if TYPE_CHECKING:
    from pydantic import ValidationError

    from schemas.dify import DifyConfig


@cache
def settings() -> DifyConfig:
    """Everything that the image loads. Raises ConfigurationError with all problems at once, never with a value."""
    # Importing the class tree takes a quarter of a second: only who asks pays.
    from pydantic import ValidationError  # noqa: PLC0415

    from schemas.dify import DifyConfig  # noqa: PLC0415

    try:
        return DifyConfig()
    except ValidationError as error:
        raise ConfigurationError(_problems(error)) from None


def current_settings() -> DifyConfig:
    """The settings of the application that works now."""
    found: DifyConfig = current_app.config["DIFY"]
    return found


def broker_url(config: DifyConfig) -> str:
    """The broker's address: CELERY_BROKER_URL, else the Redis that REDIS_* describes."""
    if config.CELERY_BROKER_URL:
        return config.CELERY_BROKER_URL
    texts = {
        "REDIS_HOST": config.REDIS_HOST,
        "REDIS_PORT": str(config.REDIS_PORT),
        "REDIS_USERNAME": config.REDIS_USERNAME or "",
        "REDIS_PASSWORD": config.REDIS_PASSWORD or "",
        "REDIS_USE_SSL": str(config.REDIS_USE_SSL),
    }
    return connections.redis_url(Environment(texts), connections.BROKER_DB)


def _problems(error: ValidationError) -> tuple[Problem, ...]:
    """What pydantic found, without the values that it quotes."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return tuple(Problem(str(item["loc"][0]) if item["loc"] else "settings", item["msg"]) for item in found)
