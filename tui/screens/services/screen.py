"""The Services screen: how each service is, and the jobs that change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from schemas.errors import LaunchdeckError
from tui.commands import bindings_of, notify_error
from tui.engine.protocol import Check, Progress, ServiceStatus, State
from tui.screens.feed import Feed
from tui.screens.frame import ModeScreen
from tui.screens.services import commands as _commands
from tui.screens.services.preview import LogPreview
from tui.screens.services.table import JobLines, ServiceTable
from tui.theme import glyphs
from tui.widgets.cells import clean
from tui.widgets.line_list import LineList
from tui.widgets.states import service_look

POLL_SECONDS = 1.0
"""Pause between two looks at the services; a look that takes long only makes the next one later."""


@dataclass
class StatusRead(Message):
    """How the services are."""

    services: list[ServiceStatus]


@dataclass
class StatusFailed(Message):
    """The engine cannot say."""

    error: LaunchdeckError


class ServicesScreen(ModeScreen):
    """The table, what is known about the service with the cursor, and the report of a job."""

    mode = "services"
    places: ClassVar[tuple[str, ...]] = ("services",)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    AUTO_FOCUS = "#services"

    job: Feed[Progress | Check] | None = None
    """The job that runs, or the last one."""
    _timer: Timer | None = None
    _failure = ""

    def compose_body(self) -> ComposeResult:
        """Table and report; the style sheet says where."""
        with Container(id="services-panes"):
            with Vertical(id="table-pane"):
                yield Static(id="services-title", classes="pane-title", markup=False)
                yield ServiceTable(id="services")
                yield Static(id="service-text", markup=False)
                yield LogPreview(self.engine, id="preview")
            with Vertical(id="job-pane"):
                yield Static(id="job-title", classes="pane-title", markup=False)
                yield JobLines(id="job-lines")

    def on_mount(self) -> None:
        """Begin without a report."""
        self._show_title()

    @property
    def table(self) -> ServiceTable:
        """The services."""
        return self.query_one(ServiceTable)

    @property
    def lines(self) -> JobLines:
        """The report of the job."""
        return self.query_one(JobLines)

    @property
    def busy(self) -> bool:
        """True while a job runs."""
        return self.job is not None and self.job.running

    # How the services are

    def on_screen_resume(self) -> None:
        """Look at once, then again and again while the screen is shown."""
        super().on_screen_resume()
        self.read_status()

    def on_screen_suspend(self) -> None:
        """Do not look while nobody sees it."""
        if self._timer is not None:
            self._timer.stop()

    @work(thread=True, group="status", exclusive=True)
    def read_status(self) -> None:
        """Ask the engine; an answer that a later question overtook is dropped."""
        worker = get_current_worker()
        try:
            answer: Message = StatusRead(self.engine.status())
        except LaunchdeckError as error:
            answer = StatusFailed(error)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(StatusRead)
    def show_status(self, event: StatusRead) -> None:
        """Show it and look again later."""
        self._failure = ""
        self.table.show(event.services)
        self._show_title()
        self.show_service()
        self._look_again()

    @on(StatusFailed)
    def show_failure(self, event: StatusFailed) -> None:
        """Say it once, not every second."""
        if str(event.error) != self._failure:
            notify_error(self, event.error)
        self._failure = str(event.error)
        self._look_again()

    def _look_again(self) -> None:
        if self.is_current:
            self._timer = self.set_timer(POLL_SECONDS, self.read_status)

    def _show_title(self) -> None:
        services = self.table.services
        running = sum(service.state is State.RUNNING for service in services)
        said = f"{running} of {len(services)} running" if services else ""
        title = Content.assemble(("Services", "bold"), (f"  {self.engine.name} engine  {said}", "$faint"))
        self.query_one("#services-title", Static).update(title)

    @on(LineList.Highlighted, "#services")
    def show_service(self) -> None:
        """What is known about the service with the cursor."""
        service = self.table.current
        text = self.query_one("#service-text", Static)
        text.display = service is not None
        if service is not None:
            text.update(_service_content(service))
            self.query_one(LogPreview).show_service(service.name)
        self.refresh_bindings()

    @on(LineList.Chosen, "#services")
    def open_log(self) -> None:
        """A click on the row with the cursor opens the log."""
        self.action_command("services.open-log")

    # Jobs

    def run_job(self, title: str, job: Callable[[], Iterator[Progress | Check]]) -> None:
        """Run a job in a thread and report each step."""
        self.lines.clear()
        self.add_class("-job")
        self.job = Feed(self, title, job)
        self.job.start()
        self._show_job_title(f"{title} …")
        self.refresh_bindings()

    def launch(self) -> None:
        """Launch what is on disk."""
        self.run_job("Launch", lambda: _commands.launch(self.engine))

    def launch_when(self, answer: str | None) -> None:
        """Launch or go to the review, as the person answered."""
        if answer == "launch":
            self.launch()
        elif answer == "review":
            self.app.switch_mode("review")

    def down_when(self, answer: str | None) -> None:
        """Take everything down when that was the answer."""
        if answer in {"down", "volumes"}:
            self.run_job("Take down", lambda: self.engine.down(volumes=answer == "volumes"))

    @on(Feed.Ready)
    def show_progress(self, event: Feed.Ready) -> None:
        """One line per service."""
        if self.job is not None and event.feed is self.job:
            self.lines.add(self.job.take())
            self._show_job_title(f"{self.job.name} …  {self.lines.finished} of {self.lines.total}")

    @on(Feed.Ended)
    def end_job(self, event: Feed.Ended) -> None:
        """Say how it went."""
        if self.job is None or event.feed is not self.job:
            return
        self.lines.add(self.job.take())
        self.job.stop()
        failed = self.lines.failed
        signs = glyphs()
        if event.error is not None:
            notify_error(self, event.error)
        if event.error is not None or failed:
            self._show_job_title(f"{signs.error} {self.job.name} failed  {', '.join(failed)}", "$text-error")
        else:
            self._show_job_title(f"{signs.good} {self.job.name} done", "$text-success")
        self.read_status()
        self.refresh_bindings()

    def _show_job_title(self, text: str, style: str = "") -> None:
        self.query_one("#job-title", Static).update(Content.assemble((text, f"bold {style}")))

    def close_job(self) -> None:
        """Hide the report."""
        self.remove_class("-job")
        self.table.focus()

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        if self.job is not None:
            self.job.stop()


def _service_content(service: ServiceStatus) -> Content:
    look = service_look(service.state, service.health)
    parts = [(service.name, "bold"), (f"  {look.glyph} {look.word}", look.color)]
    if service.restarts:
        parts.append((f"  restarted {service.restarts} times", "$text-warning"))
    if service.stale:
        parts.append(("  runs with older settings than the file has: r restarts it", "$text-warning"))
    parts.append((f"\n{clean(service.detail)}" if service.detail else "", ""))
    parts.append((f"\n{clean(service.image)}" if service.image else "", "$faint"))
    return Content.assemble(*parts)
