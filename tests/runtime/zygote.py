"""``python -m tests.runtime.zygote POOL``: workers of one pool in quick succession, for the long series of stops.

Importing the application takes longer than a worker's life in the series. So it is imported once, and each line on
stdin forks a worker: its process id is printed at once, its exit code when it has ended.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module


def main(pool: str) -> None:
    """Fork a worker for each line until there is none."""
    worker = ["celery", "-A", "runtime.celery_app:celery", "worker", "-P", pool, "-c", "2", "-Q", pool]
    # Nothing to agree upon with neighbours: that costs a second at each start.
    sys.argv = [*worker, "--prefetch-multiplier=1", "--without-mingle", "--without-gossip", "-l", "WARNING"]
    from celery import maybe_patch_concurrency

    maybe_patch_concurrency(sys.argv)
    from celery.__main__ import main as celery
    from celery.concurrency import get_implementation

    from runtime.celery_app import celery as app

    # What a worker would import at its start, so that it is not imported fifty times.
    for name in (
        "bin.celery",
        "apps.worker",
        "worker.components",
        "worker.consumer",
        "worker.loops",
        "worker.strategy",
    ):
        import_module(f"celery.{name}")
    import_module("kombu.transport.redis")
    import_module("psycopg2")
    get_implementation(pool)
    app.finalize()
    gc.freeze()
    # The answers go where nobody else writes.
    answers = os.dup(1)
    os.dup2(2, 1)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            sys.exit(celery())
        os.write(answers, b"%d\n" % pid)
        status = os.waitpid(pid, 0)[1]
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(sys.argv[1])
