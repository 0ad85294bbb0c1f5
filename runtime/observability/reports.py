"""Sentry: errors of requests and tasks, and samples of how long they take. Imported only where SENTRY_DSN is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sentry_sdk

from runtime import __version__, logs

if TYPE_CHECKING:
    from flask import Flask

    from schemas.dify import DifyConfig


def init_app(app: Flask, config: DifyConfig) -> None:
    """Report to the project of SENTRY_DSN; Flask and Celery are found by Sentry itself."""
    del app
    sentry_sdk.init(
        dsn=config.SENTRY_DSN,
        environment=config.DEPLOY_ENV,
        release=config.COMMIT_SHA or __version__,
        traces_sample_rate=config.SENTRY_TRACES_SAMPLE_RATE,
        profiles_sample_rate=config.SENTRY_PROFILES_SAMPLE_RATE,
        # What people typed and what variables hold stays here.
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=_prepared,
        before_send_transaction=_prepared,
    )


def _prepared(event: Any, hint: dict[str, Any]) -> Any:
    """Tag it with the id that the log lines carry; take away the query, which may hold tokens."""
    del hint
    event.setdefault("tags", {})["request_id"] = logs.request_id.get() or "-"
    event.get("request", {}).pop("query_string", None)
    return event
