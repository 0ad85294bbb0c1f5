"""Alembic through Flask-Migrate, imported only where revisions matter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Flask

from runtime import models
from runtime.extensions.database import db

if TYPE_CHECKING:
    from schemas.dify import DifyConfig

FOLDER: Final = Path(__file__).resolve().parent.parent / "migrations"
"""Where the revisions are."""


def init_app(app: Flask, config: DifyConfig) -> None:
    """Make the tables known, and ``flask db ...`` work."""
    del config
    # The tables must be known before Alembic compares them with the database.
    app.config["MODELS"] = models.ALL
    # The flask command loads what provides ``db`` before the application. Servers do without until they are asked how
    # the database stands: Alembic and its templates would be a tenth of their start.
    if "flask_migrate" in sys.modules:
        bind(app)


def bind(app: Flask) -> None:
    """Give Alembic the application's database, once."""
    if "migrate" in app.extensions:
        return
    from flask_migrate import Migrate  # noqa: PLC0415 - see init_app

    Migrate(app, db, directory=str(FOLDER))
