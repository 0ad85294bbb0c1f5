"""What can be done on the Services screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tui.commands import Command
from tui.engine.protocol import Check, Engine, Progress, State
from tui.messages import ShowLogs
from tui.screens.confirm import ConfirmScreen
from tui.screens.services.table import RUNNING
from tui.widgets.answers import Answer

if TYPE_CHECKING:
    from tui.screens.services.screen import ServicesScreen

Steps = Iterator[Progress | Check]


def launch(engine: Engine) -> Steps:
    """Check what would stop a launch, then start everything; a failed check ends it before anything starts."""
    checks = engine.preflight()
    yield from (check for check in checks if check.status in {"fail", "warn"})
    if all(check.status != "fail" for check in checks):
        yield from engine.up()


class JobCommand(Command["ServicesScreen"]):
    """Starts a job; only one runs at a time."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """While no other job runs."""
        return not host.busy

    @staticmethod
    def on_one(host: ServicesScreen, title: str, job: Callable[[str], Steps]) -> None:
        """Run a job on the service with the cursor."""
        service = host.table.current
        if service is not None:
            host.run_job(f"{title} {service.name}", lambda: job(service.name))


class Launch(JobCommand, place="services", keys="L", word="Launch", twin="up"):
    """Check what could stop a launch, then start every service and wait until it is healthy."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Launch what is on disk; ask first when there are unsaved edits."""
        changes = host.workspace.changes()
        if not changes:
            host.launch()
            return
        question = ConfirmScreen(
            "Launch with the file as it was saved?",
            f"Not saved yet: {', '.join(change.name for change in changes)}",
            (
                Answer("review", "Review and save first"),
                Answer("launch", "Launch without them"),
                Answer("", "Cancel"),
            ),
        )
        host.app.push_screen(question, host.launch_when)


class Start(JobCommand, place="services", keys="s", word="Start", twin="start SERVICE"):
    """Start this service."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When it does not run."""
        return not host.busy and host.table.current is not None and host.table.current.state not in RUNNING

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Start it."""
        cls.on_one(host, "Start", lambda name: host.engine.start([name]))


class Stop(JobCommand, place="services", keys="x", word="Stop", twin="stop SERVICE"):
    """Stop this service gracefully."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When it runs."""
        return not host.busy and host.table.current is not None and host.table.current.state in RUNNING

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Stop it."""
        cls.on_one(host, "Stop", lambda name: host.engine.stop([name]))


class Restart(JobCommand, place="services", keys="r", word="Restart", twin="restart SERVICE"):
    """Restart this service with the settings that are on disk now."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When there is one."""
        return not host.busy and host.table.current is not None

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Restart it."""
        cls.on_one(host, "Restart", lambda name: host.engine.restart([name]))


class StartAll(JobCommand, place="services", keys="S", twin="start"):
    """Start all services that are stopped."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Start them."""
        host.run_job("Start all", host.engine.start)


class StopAll(JobCommand, place="services", keys="X", twin="stop"):
    """Stop all services gracefully; their data stays."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When one runs."""
        return not host.busy and any(service.state in RUNNING for service in host.table.services)

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Stop them."""
        host.run_job("Stop all", host.engine.stop)


class RestartAll(JobCommand, place="services", keys="R", twin="restart"):
    """Restart all services with the settings that are on disk now."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Restart them."""
        host.run_job("Restart all", host.engine.restart)


class TakeDown(JobCommand, place="services", keys="D", word="Down", twin="down --volumes"):
    """Stop and remove all services; on request their data too."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When there is something to remove."""
        return not host.busy and any(service.state is not State.STOPPED for service in host.table.services)

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Ask what shall stay, then do it."""
        question = ConfirmScreen(
            "Take all services down?",
            "They are stopped in reverse order and removed.",
            (
                Answer("", "Cancel"),
                Answer("down", "Take them down", "databases and files stay"),
                Answer("volumes", "Take them down and delete their data", "this cannot be undone"),
            ),
        )
        host.app.push_screen(question, host.down_when)


class CheckOnly(JobCommand, place="services", keys="p", twin="doctor"):
    """Check what would stop a launch, without starting anything."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Check."""
        host.run_job("Check", lambda: iter(host.engine.preflight()))


class OpenLog(
    Command["ServicesScreen"], place="services", keys="enter,o", word="Log", shown="enter", twin="logs SERVICE --follow"
):
    """Follow the log of this service."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When there is one."""
        return host.table.current is not None and host.table.has_focus

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Go there."""
        if host.table.current is not None:
            host.post_message(ShowLogs(host.table.current.name))


class CloseJob(Command["ServicesScreen"], place="services", keys="escape", visual="closes what is open on the screen"):
    """Close the report of the last job."""

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Close it, unless the job is still running."""
        if not host.busy:
            host.close_job()
