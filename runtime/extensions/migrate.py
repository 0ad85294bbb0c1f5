"""Alembic through Flask-Migrate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Flask
from flask_migrate import Migrate

from runtime import models
from runtime.extensions.database import db

if TYPE_CHECKING:
    from schemas.dify import DifyConfig

FOLDER: Final = Path(__file__).resolve().parent.parent / "migrations"
"""Where the revisions are."""


def init_app(app: Flask, config: DifyConfig) -> None:
    """Register ``flask db ...``."""
    del config
    # The tables must be known before Alembic compares them with the database.
    app.config["MODELS"] = models.ALL
    Migrate(app, db, directory=str(FOLDER))
