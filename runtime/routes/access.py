"""Who may use the data of the application: whoever knows ADMIN_API_KEY."""

from __future__ import annotations

import hmac

from flask import Blueprint, abort, request

from runtime.settings import current_settings


def protect(blueprint: Blueprint) -> None:
    """Let only requests with the key through. Without ADMIN_API_KEY_ENABLE and a key nobody gets in."""
    blueprint.before_request(_demand_key)


def _demand_key() -> None:
    config = current_settings()
    key = config.ADMIN_API_KEY if config.ADMIN_API_KEY_ENABLE else None
    if not key:
        abort(403, "Set ADMIN_API_KEY_ENABLE=true and ADMIN_API_KEY to use this")
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {key}".encode()):
        abort(401, "The header Authorization must be: Bearer ADMIN_API_KEY")
