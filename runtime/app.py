"""The application that gunicorn, Celery and the flask command load: ``runtime.app:app``."""

from __future__ import annotations

from runtime.factory import create_app

__all__ = ["app", "create_app"]

app = create_app()
"""Made from the environment of the process."""
