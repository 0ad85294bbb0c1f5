"""SQLAlchemy for the application: one engine, pooled as SQLALCHEMY_* say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL, CursorResult, Delete, MetaData, Update, make_url
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
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(config)
    app.config["SQLALCHEMY_ECHO"] = config.SQLALCHEMY_ECHO
    db.init_app(app)


def with_driver(address: str) -> URL:
    """The address with its driver named: what SQLAlchemy takes for PostgreSQL otherwise depends on its version.

    DB_CHARSET comes as PostgreSQL's parameter whatever the server is; MySQL's driver knows another word for it.
    """
    url = make_url(address)
    if url.drivername == "postgresql":
        return url.set(drivername="postgresql+psycopg2")
    charset = url.query.get("client_encoding", "utf8mb4")
    return url.difference_update_query(["client_encoding"]).update_query_dict({"charset": charset})


def engine_options(config: DifyConfig) -> dict[str, Any]:
    """The options of create_engine; a session of MySQL works in UTC too."""
    options = dict(config.SQLALCHEMY_ENGINE_OPTIONS)
    if config.DB_TYPE != "postgresql":
        options["connect_args"] = {**options["connect_args"], "init_command": "SET time_zone = '+00:00'"}
    return options


def affected(statement: Delete | Update) -> int:
    """Execute it in the session's transaction; how many rows it changed."""
    result = db.session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0
