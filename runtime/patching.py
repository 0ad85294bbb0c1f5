"""What gevent needs beyond its own patches: gRPC and psycopg2 that yield to other greenlets.

The order matters: the standard library first (gunicorn and Celery see to that), then gRPC, then psycopg2, and all
of it before the application is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from runtime.errors import StartError

Answer = TypeVar("Answer")


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


def demand_patches() -> None:
    """Check that everything is patched that has to be. Raises StartError with the list of what is not."""
    missing = [] if stdlib_is_patched() else ["the standard library"]
    if find_spec("psycopg2") is not None and import_module("psycopg2.extensions").get_wait_callback() is None:
        missing.append("psycopg2")
    if missing:
        raise StartError(
            f"gevent is to run the application and has not patched {', '.join(missing)}",
            "Import the application after the patches: RUNTIME_GUNICORN_CONFIG and sitecustomize must not import it",
        )


def outside_loop(call: Callable[[], Answer]) -> Answer:
    """Call something that blocks in native code, where no patch reaches: in a real thread when gevent runs us."""
    if not stdlib_is_patched():
        return call()
    from gevent import get_hub  # noqa: PLC0415 - only where it is at work already

    answer: Answer = get_hub().threadpool.apply(call)
    return answer
