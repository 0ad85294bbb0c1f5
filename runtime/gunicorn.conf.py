# ruff: noqa: N999 - the name that gunicorn looks for
"""gunicorn's settings beyond its arguments: logs, the patch order of gevent, graceful stop.

Executed by gunicorn itself, in its main process, before any worker exists. Must not import the application.
"""

from __future__ import annotations

import os
import sys

from gunicorn.util import load_class

from runtime import exits, rundir
from runtime.environment import Environment
from runtime.logs import LogSettings, dict_config
from runtime.modes import grace
from runtime.modes.api import max_requests as configured_max_requests
from runtime.modes.api import worker_class as configured_worker_class

_environment = Environment(os.environ)
_worker_class = configured_worker_class(_environment)

logconfig_dict = dict_config(LogSettings.from_environment(_environment))
# Without the query, which may hold tokens.
access_log_format = '%(h)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(L)ss'

# A heartbeat file on a slow disk makes gunicorn kill healthy workers; the run folder is a tmpfs in a container.
worker_tmp_dir = str(rundir.prepare(os.environ))
control_socket_disable = True
graceful_timeout = grace.seconds(_environment, within=_environment.integer("GUNICORN_TIMEOUT", 360))
if max_requests := configured_max_requests(_environment):
    # Spread, so that the workers are not all replaced in the same moment.
    max_requests_jitter = max(1, max_requests // 10)
# Never in the main process: gevent must have patched the worker before the application is imported.
preload_app = False

try:
    _class = load_class(_worker_class)
except (RuntimeError, AttributeError):
    # gunicorn would say it with a traceback.
    sys.stderr.write(f"launchdeck-runtime: SERVER_WORKER_CLASS names {_worker_class}, which cannot be imported\n")
    raise SystemExit(exits.CONFIG) from None

if _worker_class == "gthread":
    # With any other class a number of threads would turn it into gthread silently.
    threads = _environment.integer("SERVER_WORKER_CONNECTIONS", 10, minimum=1)

if any("gevent" in base.__module__ for base in _class.__mro__):
    from gevent import events

    from runtime.patching import demand_patches, patch_drivers

    def _after_gevent_patched(event: object) -> None:
        """gRPC and psycopg2 right after the standard library; gunicorn's own hooks come too early or too late."""
        if isinstance(event, events.GeventDidPatchBuiltinModulesEvent):
            patch_drivers()

    events.subscribers.append(_after_gevent_patched)

    def post_worker_init(worker: object) -> None:
        """Called by gunicorn in each worker, the application loaded: a worker that would block must not serve."""
        del worker
        demand_patches()
