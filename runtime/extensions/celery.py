"""Celery for the application: tasks run inside its context; the schedule comes from its flags."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from celery import Celery, Task, signals
from flask import Flask

from runtime import heartbeats, logs, schedule
from runtime.environment import Environment
from runtime.modes import grace
from runtime.observability import correlation
from runtime.settings import broker_url
from runtime.tasks.define import ROUTES

if TYPE_CHECKING:
    from schemas.dify import DifyConfig

TASK_MODULES: Final = tuple(
    f"runtime.tasks.{name}"
    for name in (
        *("echo", "heartbeat", "datasets", "mail", "workflows", "schedules", "triggers"),
        *("deletion", "plugins", "cleaning", "monitoring"),
    )
)
"""Every module that defines tasks."""

VISIBILITY_TIMEOUT: Final = 1800
"""Seconds after which Redis hands an unfinished task of a lost worker to another one."""
TIME_LIMIT: Final = 1500
"""Seconds that a task may take; below the former, or a slow task would run twice."""


def init_app(app: Flask, config: DifyConfig) -> None:
    """Make the Celery application and keep it as ``app.extensions["celery"]``."""

    class ContextTask(Task):  # type: ignore[misc]  # Celery ships no types
        """A task that runs inside the application's context."""

        def __call__(self, *args: object, **kwargs: object) -> object:
            with app.app_context():
                return self.run(*args, **kwargs)

    for module in TASK_MODULES:
        # The routes are complete when every task is defined.
        import_module(module)
    celery = Celery(app.name, task_cls=ContextTask)
    celery.config_from_object(settings_of(config))
    celery.conf.beat_schedule = schedule.entries(config)
    celery.set_default()
    correlation.connect()
    signals.setup_logging.connect(_configure_logs(config), weak=False)
    heartbeats.connect()
    # Beat's scheduler works in the application's context too.
    celery.flask_app = app
    app.extensions["celery"] = celery


def settings_of(config: DifyConfig) -> dict[str, Any]:
    """Celery's own settings."""
    url = broker_url(config)
    found: dict[str, Any] = {
        "broker_url": url,
        "result_backend": config.CELERY_RESULT_BACKEND,
        "task_ignore_result": True,
        # A message is taken off the queue when its task has ended, not when it begins: a worker that dies loses none.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_time_limit": TIME_LIMIT,
        "task_default_queue": "dataset",
        "task_routes": ROUTES,
        "broker_connection_retry_on_startup": True,
        "broker_transport_options": {**transport_options(config), "visibility_timeout": VISIBILITY_TIMEOUT},
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "timezone": config.LOG_TZ or "UTC",
        "beat_scheduler": "runtime.scheduler:Scheduler",
    }
    if os.environ.get("REMAP_SIGTERM"):
        # Only prefork keeps it (runtime.modes.worker). What is not done when the time is up is put back.
        found["worker_soft_shutdown_timeout"] = grace.seconds(Environment(os.environ))
        found["worker_enable_soft_shutdown_on_idle"] = True
    if urlsplit(url).scheme == "rediss":
        found["broker_use_ssl"] = found["redis_backend_use_ssl"] = tls_options(config)
    return found


def transport_options(config: DifyConfig) -> Mapping[str, Any]:
    """What Sentinel needs beyond the address."""
    if not config.CELERY_USE_SENTINEL:
        return {}
    return {
        "master_name": config.CELERY_SENTINEL_MASTER_NAME,
        "sentinel_kwargs": {
            "socket_timeout": config.CELERY_SENTINEL_SOCKET_TIMEOUT,
            "password": config.CELERY_SENTINEL_PASSWORD,
        },
    }


def tls_options(config: DifyConfig) -> dict[str, Any]:
    """How a ``rediss://`` broker is talked to; the names are redis-py's."""
    return {
        "ssl_cert_reqs": config.REDIS_SSL_CERT_REQS,
        "ssl_ca_certs": config.REDIS_SSL_CA_CERTS,
        "ssl_certfile": config.REDIS_SSL_CERTFILE,
        "ssl_keyfile": config.REDIS_SSL_KEYFILE,
    }


def _configure_logs(config: DifyConfig) -> Any:
    """A receiver that keeps Celery from setting up logs of its own."""

    def configure(**_: object) -> None:
        logs.configure(logs.LogSettings.from_config(config))

    return configure
