"""SQLAlchemy for the application: one engine, pooled as SQLALCHEMY_* say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL, MetaData, make_url
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from schemas.dify import DifyConfig


class Base(DeclarativeBase):
    """The base of all tables; constraints have names, so that a migration can drop them on every engine."""

    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "pk": "%(table_name)s_pkey",
        }
    )


db = SQLAlchemy(model_class=Base)
"""The session and the engine; made without an application, bound to one by init_app."""


def init_app(app: Flask, config: DifyConfig) -> None:
    """Bind to the configured database; connects at the first query."""
    app.config["SQLALCHEMY_DATABASE_URI"] = with_driver(config.SQLALCHEMY_DATABASE_URI)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = dict(config.SQLALCHEMY_ENGINE_OPTIONS)
    app.config["SQLALCHEMY_ECHO"] = config.SQLALCHEMY_ECHO
    db.init_app(app)


def with_driver(address: str) -> URL:
    """The address with its driver named: what SQLAlchemy takes for PostgreSQL otherwise depends on its version."""
    url = make_url(address)
    return url.set(drivername="postgresql+psycopg2") if url.drivername == "postgresql" else url
