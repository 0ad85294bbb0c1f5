"""How a task of the application is made: a function that returns its result in a few words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

from celery import Task, shared_task

from runtime.tasks.recording import record

ROUTES: Final[dict[str, dict[str, str]]] = {}
"""Which queue each task belongs to, as Celery's ``task_routes``; filled by the definitions."""


def task(name: str, queue: str) -> Callable[[Callable[..., str]], Task]:
    """Make a task of a function; its row in task_run holds its first argument, its state and its result."""
    ROUTES[name] = {"queue": queue}

    def make(work: Callable[..., str]) -> Task:
        @functools.wraps(work)
        def run(self: Task, *args: Any) -> str:
            return record(self, lambda: work(*args), str(args[0]) if args else "")

        return shared_task(name=name, bind=True)(run)

    return make
