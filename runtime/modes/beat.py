"""MODE=beat: Celery's scheduler, with its schedule file in the run folder."""

from __future__ import annotations

from collections.abc import Sequence

from runtime import rundir
from runtime.environment import Environment
from runtime.modes import application
from runtime.modes.command import Command
from runtime.modes.worker import log_level


def command(environment: Environment, arguments: Sequence[str]) -> Command:
    """The scheduler; arguments are ignored, as the image that it replaces does."""
    # The reference application names a scheduler of its own in its settings.
    scheduler = () if application.is_reference_celery(environment) else ("-S", f"{application.HEARTBEATS}:Scheduler")
    return Command(
        argv=(
            *("celery", "-A", application.celery_app(environment), "beat"),
            *("--loglevel", log_level(environment)),
            *("-s", str(rundir.schedule_file(rundir.locate(environment.variables)))),
            *scheduler,
        ),
        notes=("arguments are ignored in this mode; MODE=job runs them",) if arguments else (),
    )
