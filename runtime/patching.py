"""What gevent needs beyond its own patches: gRPC and psycopg2 that yield to other greenlets.

The order matters: the standard library first (gunicorn and Celery see to that), then gRPC, then psycopg2, and all
of it before the application is imported.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec


def stdlib_is_patched() -> bool:
    """True when gevent has patched the standard library of this process."""
    monkey = sys.modules.get("gevent.monkey")
    return monkey is not None and bool(monkey.is_module_patched("socket"))


def patch_drivers() -> tuple[str, ...]:
    """Patch what is installed; the names of what was patched, in order."""
    patched: list[str] = []
    if find_spec("grpc") is not None:
        import_module("grpc.experimental.gevent").init_gevent()
        patched.append("grpc")
    if find_spec("psycogreen") is not None and find_spec("psycopg2") is not None:
        from psycogreen.gevent import patch_psycopg  # noqa: PLC0415 - optional

        patch_psycopg()
        patched.append("psycopg2")
    return tuple(patched)
