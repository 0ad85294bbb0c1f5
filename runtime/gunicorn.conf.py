# ruff: noqa: N999 - the name that gunicorn looks for
"""gunicorn's settings beyond its arguments: logs, the patch order of gevent, graceful stop.

Executed by gunicorn itself, in its main process, before any worker exists. Must not import the application.
"""

from __future__ import annotations

import os

from runtime import rundir
from runtime.environment import Environment
from runtime.logs import LogSettings, dict_config
from runtime.modes.api import worker_class as configured_worker_class

_environment = Environment(os.environ)
_worker_class = configured_worker_class(_environment)

logconfig_dict = dict_config(LogSettings.from_environment(_environment))
# Without the query, which may hold tokens.
access_log_format = '%(h)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(L)ss'

# A heartbeat file on a slow disk makes gunicorn kill healthy workers; the run folder is a tmpfs in a container.
worker_tmp_dir = str(rundir.prepare(os.environ))
control_socket_disable = True
graceful_timeout = int(_environment.seconds("RUNTIME_GRACE_SECONDS", 25, minimum=1))

if _worker_class == "gthread":
    # With any other class a number of threads would turn it into gthread silently.
    threads = _environment.integer("SERVER_WORKER_CONNECTIONS", 10, minimum=1)

if "gevent" in _worker_class.lower():
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
