"""The processes of a service, looked at again and again while the dialog is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from schemas.errors import LaunchdeckError
from tui.engine.masked import masked_command
from tui.engine.processes import ServiceProcess, as_tree
from tui.engine.protocol import Engine
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.editors.notes import size_text
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList
from tui.workspace.workspace import Workspace

POLL_SECONDS = 2.0
"""Pause between two looks."""
COLUMNS = (("pid", 8), ("user", 10), ("cpu", 9), ("memory", 10))
"""The columns before the command, with their width."""
NARROW = 70
"""Columns below which the user is left out."""


class ProcessList(LineList):
    """One row per process, below its parent."""

    empty_text = "The engine is asked."

    def __init__(self) -> None:
        super().__init__(id="processes")
        self._rows: list[tuple[int, ServiceProcess]] = []

    def show(self, processes: Sequence[ServiceProcess]) -> None:
        """Show other processes."""
        self._rows = list(as_tree(processes))
        self.rows_changed(max(self.cursor, 1))

    def say(self, text: str) -> None:
        """Say something in their place."""
        self.empty_text = text
        self._rows = []
        self.rows_changed(0)

    @property
    def current(self) -> ServiceProcess | None:
        """The process with the cursor."""
        index = self.cursor - 1
        return self._rows[index][1] if 0 <= index < len(self._rows) else None

    def row_count(self) -> int:
        """The heads of the columns, then the processes."""
        return len(self._rows) + 1 if self._rows else 0

    def is_heading(self, row: int) -> bool:
        """True for the heads."""
        return row == 0

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The figures and the command."""
        columns = [(name, size) for name, size in COLUMNS if name != "user" or width >= NARROW]
        rest = width - 1 - sum(size for _, size in columns)
        if row == 0:
            heads = "".join(fit(name, size) for name, size in columns)
            return [Cell(f" {heads}{fit('command', rest)}", "heading")]
        depth, one = self._rows[row - 1]
        texts = {
            "pid": str(one.pid),
            "user": clean(one.user),
            "cpu": "" if one.cpu is None else f"{one.cpu:.1f} %",
            "memory": "" if one.memory is None else size_text(one.memory),
        }
        figures = "".join(fit(texts[name], size - 1) + " " for name, size in columns)
        return [Cell(f" {figures}", "dim"), Cell(fit(f"{'  ' * depth}{clean(one.command)}", rest))]


@dataclass
class ProcessesRead(Message):
    """What runs."""

    processes: Sequence[ServiceProcess]


@dataclass
class ProcessesFailed(Message):
    """It does not run, or the engine cannot say."""

    error: LaunchdeckError


class ProcessScreen(ModalScreen[None]):
    """Shows the processes of one service."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", tooltip="Close the list.")]

    def __init__(self, workspace: Workspace, engine: Engine, service: str) -> None:
        super().__init__()
        self.workspace = workspace
        self.engine = engine
        self.service = service

    def compose(self) -> ComposeResult:
        """Title, list, the whole command of the process with the cursor."""
        with Vertical(classes="dialog -wide-dialog"):
            yield Static(f"Processes of {clean(self.service)}", classes="dialog-title", markup=False)
            yield ProcessList()
            yield Static(id="process-text", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Ask the engine, and again later."""
        self.read()
        self.set_interval(POLL_SECONDS, self.read)

    @work(thread=True, group="processes", exclusive=True)
    def read(self) -> None:
        """Ask what runs; an answer that a later question overtook is dropped."""
        worker = get_current_worker()
        try:
            found = [masked_command(one, self.workspace) for one in self.engine.processes(self.service)]
            answer: Message = ProcessesRead(found)
        except LaunchdeckError as error:
            answer = ProcessesFailed(error)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(ProcessesRead)
    def show_processes(self, event: ProcessesRead) -> None:
        """Show them."""
        self.query_one(ProcessList).show(event.processes)
        self.show_command()

    @on(ProcessesFailed)
    def show_failure(self, event: ProcessesFailed) -> None:
        """Say why there are none."""
        self.query_one(ProcessList).say(clean(str(event.error)[:1].upper() + str(event.error)[1:]))
        self.show_command()

    @on(LineList.Highlighted, "#processes")
    def show_command(self) -> None:
        """The whole command of the process with the cursor, and its container."""
        one = self.query_one(ProcessList).current
        said = f"{clean(one.command)}{f'  in {clean(one.container)}' if one.container else ''}" if one else ""
        self.query_one("#process-text", Static).update(said)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)
