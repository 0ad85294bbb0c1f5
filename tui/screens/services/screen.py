"""The Services screen: how each service is, and the jobs that change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

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
from tui.engine.protocol import Planned, ServiceStatus, State
from tui.messages import GoTo
from tui.screens.environment import commands as _environment  # noqa: F401 - defining them registers them
from tui.screens.frame import ModeScreen
from tui.screens.panes import Split
from tui.screens.plan import PlanLine, apply
from tui.screens.services import commands as _commands
from tui.screens.services import offered as _offered  # noqa: F401 - the same
from tui.screens.services import one_service as _one_service  # noqa: F401 - the same
from tui.screens.services.event_log import EventLog
from tui.screens.services.figures import Courses, Figures, changes_content
from tui.screens.services.job_pane import Item, JobPane
from tui.screens.services.preview import LogPreview
from tui.screens.services.table import ServiceTable
from tui.widgets.cells import clean
from tui.widgets.line_list import LineList
from tui.widgets.states import service_look
from tui.workspace.rotating import new_text, write_rotated

if TYPE_CHECKING:
    from tui.screens.environment.screen import Leaving

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
    splits = (Split("#job-pane", "#table-pane"), Split("#services", "#preview"), Split("#services", "#events"))

    _timer: Timer | None = None
    _failure = ""
    _wanted = ""
    """The service that had the cursor the last time, until the services are known."""
    _rotating = ""
    """The password that a job rotates."""

    def compose_body(self) -> ComposeResult:
        """Table and report; the style sheet says where."""
        with Container(id="services-panes"):
            with Vertical(id="table-pane"):
                yield Static(id="services-title", classes="pane-title", markup=False)
                yield ServiceTable(id="services")
                yield PlanLine(self.engine)
                yield Static(id="service-text", markup=False)
                yield Figures(id="figures", classes="-empty")
                yield LogPreview(self.engine, id="preview")
                yield EventLog(self.engine, id="events")
            yield JobPane(self.workspace.catalog, id="job-pane")

    def on_mount(self) -> None:
        """Begin without a report, in the order of the last time."""
        self.table.unhealthy_first = self.place.get("services") == "unhealthy first"
        self._wanted = self.place.get("service", "")
        self.courses = Courses()
        self._show_title()

    @property
    def table(self) -> ServiceTable:
        """The services."""
        return self.query_one(ServiceTable)

    @property
    def job_pane(self) -> JobPane:
        """The report of the job."""
        return self.query_one(JobPane)

    @property
    def plan_line(self) -> PlanLine:
        """What there is to apply."""
        return self.query_one(PlanLine)

    @property
    def busy(self) -> bool:
        """True while a job runs."""
        return self.job_pane.busy

    def remembered(self) -> Mapping[str, str]:
        """The service with the cursor, and the order."""
        service = self.table.current
        order = "unhealthy first" if self.table.unhealthy_first else ""
        return {"service": service.name if service is not None else self._wanted, "services": order}

    # How the services are

    def on_screen_resume(self) -> None:
        """Look at once, then again and again while the screen is shown."""
        self.read_status()
        self.plan_line.read()

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
        self.table.tell_failure(None)
        self.courses.add(event.services)
        self.show_table(event.services)
        if event.services and self._wanted:
            self.show_chosen(self._wanted)
            self._wanted = ""
        self.show_service()
        self._look_again()

    @on(StatusFailed)
    def show_failure(self, event: StatusFailed) -> None:
        """Say it once, not every second."""
        if str(event.error) != self._failure:
            notify_error(self, event.error)
        self._failure = str(event.error)
        self.table.tell_failure(event.error)
        self._show_title()
        self._look_again()

    def show_table(self, services: Sequence[ServiceStatus]) -> None:
        """Show the services in the wanted order."""
        self.table.show(services)
        self._show_title()

    def _look_again(self) -> None:
        if self.is_current:
            self._timer = self.set_timer(POLL_SECONDS, self.read_status)

    def _show_title(self) -> None:
        services = self.table.services
        running = sum(service.state is State.RUNNING for service in services)
        said = f"{running} of {len(services)} running" if services else ""
        said = f"does not answer since then, {said}" if self._failure and services else said
        said += ", unhealthy first" if self.table.unhealthy_first else ""
        far = f" on {clean(self.engine.where)}" if self.engine.where else ""
        title = Content.assemble(("Services", "bold"), (f"  {self.engine.name} engine{far}  {said}", "$faint"))
        self.query_one("#services-title", Static).update(title)

    @on(LineList.Highlighted, "#services")
    def show_service(self) -> None:
        """What is known about the service with the cursor."""
        service = self.table.current
        text = self.query_one("#service-text", Static)
        figures = self.query_one(Figures)
        text.display = service is not None
        figures.set_class(service is None, "-empty")
        if service is not None:
            room = text.content_region.width or self.size.width - 4
            text.update(_service_content(service) + changes_content(self.courses.of(service.name).timeline, room))
            figures.show(service, self.courses.of(service.name))
            self.query_one(LogPreview).show_service(service.name)
        self.refresh_bindings()

    def show_chosen(self, name: str | None) -> None:
        """Put the cursor on the service that was chosen on the map."""
        names = [service.name for service in self.table.services]
        if name in names:
            self.table.move_cursor(names.index(name) + 1)

    def go_on_from_environment(self, wanted: Leaving | None) -> None:
        """Go to a variable, or restart what runs with older settings."""
        if wanted is not None and wanted.variable:
            self.post_message(GoTo(wanted.variable))
        elif wanted is not None and wanted.restart and not self.busy:
            service = wanted.restart
            self.run_job(f"Restart {service}", lambda: self.engine.restart([service]))

    @on(EventLog.Came)
    def hear_events(self, event: EventLog.Came) -> None:
        """They belong to the courses of their services."""
        self.courses.hear(event.events)

    @on(LineList.Chosen, "#services")
    def open_log(self) -> None:
        """A click on the row with the cursor opens the log."""
        self.action_command("services.open-log")

    # Jobs

    def run_job(self, title: str, job: Callable[[], Iterator[Item]]) -> None:
        """Run a job in a thread and report each step."""
        self.add_class("-job")
        self.apply_sizes()
        self.job_pane.start(title, job)
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

    def apply_plan(self, plan: list[Planned]) -> None:
        """Apply a plan, unless another job runs by now."""
        if self.busy:
            self.notify("Another job runs. Apply when it is through.", severity="warning", markup=False)
        else:
            self.run_job("Apply", lambda: apply(self.engine, plan))

    def rotate(self, name: str) -> None:
        """Rotate a password, unless another job runs by now."""
        if self.busy:
            self.notify("Another job runs. Rotate when it is through.", severity="warning", markup=False)
            return
        new = new_text(self.workspace, name)
        self._rotating = name
        self.run_job(
            f"Rotate {name}", lambda: self.engine.rotate(name, new, partial(write_rotated, self.workspace, name))
        )

    @on(JobPane.Ended)
    def end_job(self) -> None:
        """Look at what it changed: a rotation, whatever came of it, the file too."""
        if self._rotating:
            self._rotating = ""
            self._read_file()
        self.read_status()
        self.plan_line.read()
        self.refresh_bindings()

    def _read_file(self) -> None:
        try:
            self.workspace.reload(keep=True)
        except LaunchdeckError as error:
            notify_error(self, error)
        self.changed(None)

    @on(LineList.Highlighted, "#job-lines")
    def follow_report(self) -> None:
        """Other keys work on another line."""
        self.refresh_bindings()

    @on(LineList.Chosen, "#job-lines")
    def follow_cause(self) -> None:
        """A click on the line with the cursor goes to its variable."""
        if self.job_pane.lines.variable:
            self.action_command("services.go-to-variable")

    def close_job(self) -> None:
        """Hide the report."""
        self.remove_class("-job")
        self.apply_sizes()
        self.table.focus()

    # A browser


def _service_content(service: ServiceStatus) -> Content:
    look = service_look(service.state, service.health)
    parts = [(service.name, "bold"), (f"  {look.glyph} {look.word}", look.color)]
    if service.restarts:
        parts.append((f"  restarted {service.restarts} times", "$text-warning"))
    if service.stale:
        parts.append(("  runs with older settings than the file has: d shows which, r restarts it", "$text-warning"))
    parts.append((f"\n{clean(service.detail)}" if service.detail else "", ""))
    parts.append((f"\n{clean(service.image)}" if service.image else "", "$faint"))
    return Content.assemble(*parts)
