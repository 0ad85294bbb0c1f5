"""``python -m tests.runtime.zygote POOL``: workers of one pool in quick succession, for the long series of stops.

Importing the application takes longer than a worker's life in the series. So it is imported once. Each line on stdin
is answered with a number on a line: ``fork QUEUES`` starts a worker on these queues and says its process id,
``poll PID`` says its exit code, or -999 while it runs.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

RUNNING = -999
"""What is said of a worker that has not ended; no exit code is that low."""


def main(pool: str) -> None:
    """Do what the lines say until there is none."""
    worker = ["celery", "-A", "runtime.celery_app:celery", "worker", "-P", pool, "-c", "2"]
    # Nothing to agree upon with neighbours: that costs a second at each start.
    sys.argv = [*worker, "--prefetch-multiplier=1", "--without-mingle", "--without-gossip", "-l", "WARNING"]
    from celery import maybe_patch_concurrency

    # The system's own: gevent's learns of an end only while its loop runs, and here it never does.
    waitpid = os.waitpid
    maybe_patch_concurrency(sys.argv)
    from celery.__main__ import main as celery
    from celery.concurrency import get_implementation
    from sqlalchemy.orm import configure_mappers

    from runtime.celery_app import celery as app

    # What a worker would import and make at its start, so that it is not made fifty times.
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
    configure_mappers()
    gc.freeze()
    # The answers go where nobody else writes.
    answers = os.dup(1)
    os.dup2(2, 1)
    for line in sys.stdin:
        word, argument = line.split()
        if word == "fork":
            number = os.fork()
            if number == 0:
                # Each of them has a name of its own, as on a machine of its own.
                sys.argv += ["-Q", argument, "-n", f"{argument.partition(',')[0]}@%h"]
                sys.exit(celery())
        else:
            ended, status = waitpid(int(argument), os.WNOHANG)
            number = os.waitstatus_to_exitcode(status) if ended else RUNNING
        os.write(answers, b"%d\n" % number)


if __name__ == "__main__":
    main(sys.argv[1])
