"""Which application is served: ours by default, anybody's by three variables."""

from __future__ import annotations

from typing import Final

from runtime.environment import Environment

APP: Final = "runtime.app:app"
"""The reference application."""
CELERY_APP: Final = "runtime.celery_app:celery"
"""The Celery side of the reference application."""
MIGRATE_COMMAND: Final = "flask upgrade-db"
"""What brings the database up to date."""

HEARTBEATS: Final = "runtime.heartbeats"
"""What writes the heartbeat files of another Celery application."""


def app(environment: Environment) -> str:
    """The WSGI application, module:attribute (RUNTIME_APP)."""
    return environment.text("RUNTIME_APP", APP)


def celery_app(environment: Environment) -> str:
    """The Celery application, module:attribute (RUNTIME_CELERY_APP)."""
    return environment.text("RUNTIME_CELERY_APP", CELERY_APP)


def is_reference(environment: Environment) -> bool:
    """True when our own application is served."""
    return app(environment) == APP


def is_reference_celery(environment: Environment) -> bool:
    """True when worker and beat load our own Celery application."""
    return celery_app(environment) == CELERY_APP


def flask_env(environment: Environment) -> dict[str, str]:
    """What the flask command needs to find the application."""
    return {"FLASK_APP": app(environment)}
