"""/health (the process), /ready (database, broker, revision) and /version."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, current_app, jsonify
from kombu.exceptions import OperationalError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from runtime import __version__, upgrade
from runtime.extensions.database import db

blueprint = Blueprint("health", __name__)

BROKER_TIMEOUT: Final = 2.0
"""Seconds that the broker has to answer."""


@blueprint.get("/health")
def health() -> Response:
    """The process answers; says nothing about what it depends on."""
    return jsonify(status="ok", version=__version__, mode=os.environ.get("MODE") or "api")


@blueprint.get("/version")
def version() -> Response:
    """Which version runs."""
    return jsonify(version=__version__)


@blueprint.get("/ready")
def ready() -> tuple[Response, int]:
    """Whether requests can be served: database and broker answer, and the database is at this code's revision."""
    checks = {name: check() for name, check in CHECKS.items()}
    good = all(answer == "ok" for answer in checks.values())
    return jsonify(status="ready" if good else "not ready", checks=checks), 200 if good else 503


def check_database() -> str:
    """ok, or what is wrong in a word."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        current_app.logger.warning("the database does not answer: %s", type(error).__name__)
        return "unavailable"
    return "ok"


def check_broker() -> str:
    """ok, or what is wrong in a word."""
    celery = current_app.extensions["celery"]
    try:
        with celery.connection_for_write(connect_timeout=BROKER_TIMEOUT) as connection:
            connection.ensure_connection(max_retries=1, timeout=BROKER_TIMEOUT)
    except (OperationalError, OSError) as error:
        current_app.logger.warning("the broker does not answer: %s", type(error).__name__)
        return "unavailable"
    return "ok"


def check_revision() -> str:
    """ok, behind or unknown."""
    try:
        state = upgrade.state()
    except SQLAlchemyError:
        return "unavailable"
    return "ok" if state is upgrade.State.CURRENT else state.value


CHECKS: Final[dict[str, Callable[[], str]]] = {
    "database": check_database,
    "broker": check_broker,
    "revision": check_revision,
}
"""What readiness means."""
