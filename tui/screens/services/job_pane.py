"""The report of a job: what was checked, where each service stands, what a command printed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.commands import notify_error
from tui.engine.protocol import Check, LogLine, Progress, Step
from tui.screens.feed import Feed
from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList
from tui.widgets.states import step_look

Item = Progress | Check | LogLine
"""What a job tells."""

MAX_LOG_LINES = 8
"""Lines of a failed service's log shown under it."""
MAX_OUTPUT = 2_000
"""Lines of a command's output that are kept."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report."""

    cells: tuple[Cell, ...]
    variable: str = ""
    """The variable that mends what the line tells."""


class JobLines(LineList):
    """A running job: what was checked first, then one line per service, then what a command printed."""

    rests = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.variables: Container[str] = ()
        """The variables to which there is a way; only these are named."""
        self._checks: list[Check] = []
        self._progress: dict[str, Progress] = {}
        self.commands: list[str] = []
        """The command lines that were run, in their order."""
        self._output: deque[Row] = deque(maxlen=MAX_OUTPUT)
        self._rows: list[Row] = []

    def clear(self) -> None:
        """Forget the last job."""
        self._checks, self._progress, self.commands = [], {}, []
        self._output.clear()
        self._rebuild()

    def add(self, items: Sequence[Item]) -> None:
        """Take in what happened; the latest per service is shown."""
        for item in items:
            if isinstance(item, Check):
                self._checks.append(item)
            elif isinstance(item, Progress) and item.step is Step.COMMAND:
                self.commands.append(item.message)
            elif isinstance(item, LogLine):
                self._output.append(Row((Cell("   "), Cell(clean(item.text)))))
            else:
                self._progress[item.service] = item
        self._rebuild()

    @property
    def finished(self) -> int:
        """Services that are where they should be."""
        done = {Step.READY, Step.DONE, Step.STOPPED, Step.REMOVED}
        return sum(progress.step in done for progress in self._progress.values())

    @property
    def failed(self) -> list[str]:
        """What went wrong, by name."""
        services = [name for name, progress in self._progress.items() if progress.step is Step.FAILED]
        return services + [check.id for check in self._checks if check.status == "fail"]

    @property
    def total(self) -> int:
        """Services that the job is about."""
        return len(self._progress)

    @property
    def variable(self) -> str:
        """The variable of the line with the cursor."""
        return self._rows[self.cursor].variable if self.cursor < len(self._rows) else ""

    def go_to_cause(self) -> None:
        """Put the cursor on the first line that names a variable, when there is one."""
        row = next((i for i, row in enumerate(self._rows) if row.variable), None)
        if row is not None:
            self.move_cursor(row)
            self.call_after_refresh(self._show_end)

    def _show_end(self) -> None:
        """Scroll to the end of the report, as far as the cursor stays in sight."""
        self.scroll_to(y=min(self.max_scroll_y, self.cursor), animate=False)

    def _rebuild(self) -> None:
        self._rows = [row for check in self._checks for row in _check_rows(check)]
        self._rows += [
            Row((Cell(" $ ", "dim"), Cell(clean(line.partition(" && ")[2]), "dim"))) for line in self.commands
        ]
        for progress in self._progress.values():
            self._rows += _progress_rows(progress, self.variables)
        self._rows += self._output
        self.rows_changed(len(self._rows) - 1)

    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The line, its last part cut to the width."""
        *start, last = self._rows[row].cells
        return [*start, Cell(fit(last.text, width - sum(len(cell.text) for cell in start)), last.style)]


def _check_rows(check: Check) -> list[Row]:
    signs = glyphs()
    glyph, style = {
        "fail": (signs.error, "error"),
        "warn": (signs.warning, "warning"),
        "ok": (signs.good, "good"),
    }.get(check.status, (signs.waiting, "dim"))
    rows = [Row((Cell(f" {glyph} ", style), Cell(clean(check.message))))]
    if check.mend and check.status != "ok":
        rows.append(Row((Cell("   "), Cell(clean(check.mend), "dim"))))
    return rows


def _progress_rows(progress: Progress, variables: Container[str]) -> list[Row]:
    look = step_look(progress.step)
    variable = progress.variable if progress.variable in variables else ""
    head = (
        Cell(f" {look.glyph} ", look.style),
        Cell(fit(clean(progress.service), 16)),
        Cell(f" {look.word:<10}", look.style),
    )
    rows = [Row((*head, Cell(f" {clean(progress.message)}", "dim")), variable)]
    if variable:
        cause = (Cell(f"   {glyphs().arrow} "), Cell(variable, "accent"), Cell(" decides this: v goes there", "dim"))
        rows.append(Row(cause, variable))
    rows += [Row((Cell("     "), Cell(clean(line), "dim")), variable) for line in progress.log[-MAX_LOG_LINES:]]
    return rows


class JobPane(Vertical):
    """Title and lines of the job that runs, or of the last one. Only one runs at a time."""

    @dataclass
    class Ended(Message):
        """The job is through."""

        failed: bool

    def __init__(self, variables: Container[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.variables = variables
        """The variables to which there is a way."""
        self.job: Feed[Item] | None = None
        """The job that runs, or the last one."""

    def compose(self) -> ComposeResult:
        """Title and lines."""
        yield Static(id="job-title", classes="pane-title", markup=False)
        yield JobLines(id="job-lines")

    def on_mount(self) -> None:
        """Know which variables there are."""
        self.lines.variables = self.variables

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        if self.job is not None:
            self.job.stop()

    @property
    def lines(self) -> JobLines:
        """The report."""
        return self.query_one(JobLines)

    @property
    def busy(self) -> bool:
        """True while a job runs."""
        return self.job is not None and self.job.running

    def start(self, title: str, job: Callable[[], Iterator[Item]]) -> None:
        """Run a job in a thread and report each step."""
        self.lines.clear()
        self.job = Feed(self, title, job)
        self.job.start()
        self._show_title(f"{title} {glyphs().cut}")

    def cancel(self) -> None:
        """End the job that runs; what it did so far stays done."""
        if self.job is not None:
            self.job.cancel()
            self._show_title(f"{self.job.name}: cancelling {glyphs().cut}")

    @on(Feed.Ready)
    def show_progress(self, event: Feed.Ready) -> None:
        """One line per service."""
        event.stop()
        if self.job is not None and event.feed is self.job and not self.job.cancelled:
            self.lines.add(self.job.take())
            counted = f"  {self.lines.finished} of {self.lines.total}" if self.lines.total else ""
            self._show_title(f"{self.job.name} {glyphs().cut}{counted}")

    @on(Feed.Ended)
    def end(self, event: Feed.Ended) -> None:
        """Say how it went."""
        event.stop()
        if self.job is None or event.feed is not self.job:
            return
        self.lines.add(self.job.take())
        self.job.stop()
        failed, signs = self.lines.failed, glyphs()
        if event.error is not None:
            notify_error(self, event.error)
        if self.job.cancelled:
            self._show_title(f"{signs.off} {self.job.name} cancelled  what it did so far stays", "$text-warning")
        elif event.error is not None or failed:
            self._show_title(f"{signs.error} {self.job.name} failed  {', '.join(failed)}", "$text-error")
            self.lines.go_to_cause()
        else:
            self._show_title(f"{signs.good} {self.job.name} done", "$text-success")
        self.post_message(self.Ended(event.error is not None or bool(failed)))

    def _show_title(self, text: str, style: str = "") -> None:
        self.query_one("#job-title", Static).update(Content.assemble((text, f"bold {style}")))
