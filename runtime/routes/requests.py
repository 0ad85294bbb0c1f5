"""What every request gets: an id that its log lines carry, and errors as JSON."""

from __future__ import annotations

import re
from typing import Final

from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from runtime import logs

HEADER: Final = "X-Request-Id"
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def init_app(app: Flask) -> None:
    """Register the hooks."""
    app.before_request(_begin)
    app.after_request(_end)
    app.register_error_handler(HTTPException, _failed)


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
