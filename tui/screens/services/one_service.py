"""What can be done around the services: apply, go to the cause, open, copy, run a job, sort."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from tui.commands import Command
from tui.messages import GoTo
from tui.screens.ask import AskScreen
from tui.screens.plan import ApplyCommand
from tui.screens.services import addresses, jobs
from tui.screens.services.commands import JobCommand
from tui.screens.services.table import RUNNING

if TYPE_CHECKING:
    from tui.screens.services.screen import ServicesScreen


class Apply(ApplyCommand["ServicesScreen"], place="services", keys="a", word="Apply", twin="up"):
    """Apply what is saved to the services that run otherwise, after asking."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When there is something to apply, and no job runs."""
        return not host.busy and super().possible(host)


class GoToVariable(
    Command["ServicesScreen"],
    place="services",
    keys="v,enter",
    word="Variable",
    shown="v",
    twin="env get KEY --explain",
):
    """Go to the variable that decides what failed."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When the report is open and its line names one."""
        return host.has_class("-job") and bool(host.job_pane.lines.variable)

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Go there."""
        host.post_message(GoTo(host.job_pane.lines.variable))


class CancelJob(
    Command["ServicesScreen"], place="services", keys="C", word="Cancel", visual="ctrl+c ends a command line"
):
    """End the job that runs; what it did so far stays done."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """While one runs."""
        return host.busy

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """End it: at its next step, or at once where the engine can."""
        host.job_pane.cancel()
        host.engine.cancel()


class OpenAddress(Command["ServicesScreen"], place="services", keys="w", word="Open", twin="status"):
    """Open this service in a browser; where there is none, copy its address."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When it publishes an address that a browser takes."""
        return host.table.current is not None and bool(addresses.web_address(host.table.current))

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Open it."""
        if host.table.current is not None:
            host.browse(addresses.web_address(host.table.current))


class CopyName(Command["ServicesScreen"], place="services", keys="y", twin="status --json"):
    """Copy the name of this service."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When there is one."""
        return host.table.current is not None

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Copy and say what."""
        if host.table.current is not None:
            _copy(host, host.table.current.name)


class CopyCommand(Command["ServicesScreen"], place="services", keys="i", twin="up"):
    """Copy the command line that the last job ran, to type it yourself or to show it to somebody."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When a report is open in which one stands."""
        return host.has_class("-job") and bool(host.job_pane.lines.commands)

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Copy it; several as lines."""
        _copy(host, "\n".join(host.job_pane.lines.commands))


class CopyAddress(Command["ServicesScreen"], place="services", keys="Y", twin="status --json"):
    """Copy the published address of this service."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When it has one."""
        return host.table.current is not None and bool(host.table.current.ports)

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Copy and say what."""
        service = host.table.current
        if service is not None:
            _copy(host, addresses.web_address(service) or service.ports[0])


def _copy(host: ServicesScreen, text: str) -> None:
    host.app.copy_to_clipboard(text)
    host.notify(f"Copied {text}", markup=False, timeout=3)


class RunJob(JobCommand, place="services", keys="J", word="Job", twin="run JOB"):
    """Run a one-off command in the services' environment."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Ask which, then run it. Only its first word is shown later: an option may hold a password."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                words = shlex.split(answer)
                host.run_job(f"Job {words[0]}", lambda: jobs.run(host.engine, words))

        detail = (
            "A job cannot ask here: give it all it needs as options, --help lists them. "
            "Others on this machine may see its arguments while it runs."
        )
        host.app.push_screen(AskScreen("Run which job?", detail, check=jobs.problem_of, choices=jobs.JOBS), answered)


class Events(Command["ServicesScreen"], place="services", keys="E", word="Events", twin="events"):
    """Show what happened to the services below the table, or the log again."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Switch."""
        host.toggle_class("-events")
        host.apply_sizes()


class UnhealthyFirst(Command["ServicesScreen"], place="services", keys="f", visual="orders the rows of the screen"):
    """Show what is not well on top, or all in the order of starting."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Switch, and look anew: the table only knows the order that it shows."""
        host.table.unhealthy_first = not host.table.unhealthy_first
        host.read_status()


class Map(Command["ServicesScreen"], place="services", keys="m", word="Map", twin="graph"):
    """See what waits for what, drawn, with how each service is."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Open it at the service with the cursor."""
        from tui.screens.map.screen import MapScreen  # noqa: PLC0415 - the app need not load it before

        current = host.table.current
        host.app.push_screen(MapScreen(host.engine, current.name if current else ""), host.show_chosen)


class Environment(
    Command["ServicesScreen"], place="services", keys="d", word="Drift", shown="d", twin="environment SERVICE"
):
    """See what this service was started with, against what it would get now."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When there is one."""
        return host.table.current is not None

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Open it."""
        from tui.screens.environment.screen import EnvironmentScreen  # noqa: PLC0415 - the app need not load it before

        if host.table.current is not None:
            screen = EnvironmentScreen(host.workspace, host.engine, host.table.current.name)
            host.app.push_screen(screen, host.go_on_from_environment)


class Processes(Command["ServicesScreen"], place="services", keys="t", word="Processes", twin="top SERVICE"):
    """See the processes of this service, with what each needs."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When it runs."""
        return host.table.current is not None and host.table.current.state in RUNNING

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Open the list."""
        from tui.screens.services.processes import ProcessScreen  # noqa: PLC0415 - the app need not load it before

        if host.table.current is not None:
            host.app.push_screen(ProcessScreen(host.workspace, host.engine, host.table.current.name))
