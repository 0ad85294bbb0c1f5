"""What every request gets: an id that its log lines carry, and errors as JSON."""

from __future__ import annotations

import re
from typing import Final

from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from runtime import logs
from runtime.outbound import OutboundError
from runtime.storage.store import StorageError
from runtime.tasks.sending import BrokerError
from runtime.vectors.base import VectorStoreError
from schemas.errors import LaunchdeckError

HEADER: Final = "X-Request-Id"
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def init_app(app: Flask) -> None:
    """Register the hooks."""
    app.before_request(_begin)
    app.after_request(_end)
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(LaunchdeckError, _refused)


def _begin() -> None:
    """Take the id that a proxy sent, when it is harmless in a log line; else make one."""
    given = request.headers.get(HEADER, "")
    g.request_id = given if _PLAIN.fullmatch(given) else logs.new_request_id()
    logs.request_id.set(g.request_id)


def _end(response: Response) -> Response:
    response.headers[HEADER] = g.get("request_id", "")
    return response


def _failed(error: HTTPException) -> tuple[Response, int]:
    """An HTTP error as JSON, in Werkzeug's own words."""
    return jsonify(error=error.name, message=error.description), error.code or 500


def _refused(error: LaunchdeckError) -> tuple[Response, int]:
    """One of our own errors: what the person who asked can mend, or a server that we need and that is not there."""
    status = 503 if isinstance(error, BrokerError | OutboundError | StorageError | VectorStoreError) else 422
    return jsonify(error=type(error).__name__, message=str(error)), status
