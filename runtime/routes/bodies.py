"""Read the JSON of a request; what is wrong with it is an answer 422 in one sentence."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import abort, request

from runtime.extensions.database import Base, db

Row = TypeVar("Row", bound=Base)


def body() -> dict[str, Any]:
    """The object that was sent."""
    given = request.get_json()
    if not isinstance(given, dict):
        abort(422, "The body must be a JSON object")
    return given


def text(given: dict[str, Any], name: str, *, longest: int = 255, default: str | None = None) -> str:
    """A text of it that is not empty; the default when it is left out."""
    value = given.get(name, default)
    if not isinstance(value, str) or len(value) > longest or (not value and default is None):
        abort(422, f'"{name}" must be a text of 1 to {longest} characters')
    return value


def row(model: type[Row], identity: str) -> Row:
    """The row of that id, or 404."""
    found = db.session.get(model, identity)
    if found is None:
        abort(404, f"There is no {model.__tablename__} of that id")
    return found
