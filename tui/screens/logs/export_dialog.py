"""The dialog that asks which lines of the log are written to which file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static

from schemas.errors import LaunchdeckError
from tui.engine import export
from tui.engine.moments import HINT, range_of, zone_name
from tui.screens.ask import AskField
from tui.screens.confirm import DialogAnswers
from tui.screens.logs.exporting import Wanted, What
from tui.widgets.answers import Answer
from tui.widgets.key_bar import KeyBar


class ExportScreen(ModalScreen[Wanted | None]):
    """Returns what is wanted; None when it was closed. A file that exists is refused here already."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Cancel", tooltip="Close without writing.")]
    AUTO_FOCUS = "DialogAnswers"

    def __init__(self, service: str, folder: Path, counts: Mapping[What, int]) -> None:
        super().__init__()
        self.service = service
        self.folder = folder
        """Where a name without a folder lies."""
        self.counts = counts
        """How many lines there are of what is shown."""

    def compose(self) -> ComposeResult:
        """What, from when until when, where, what is wrong."""
        of = self.service or "all services"
        with Vertical(classes="dialog", id="export-dialog"):
            yield Static(f"Write which lines of {of} to a file?", classes="dialog-title", markup=False)
            yield DialogAnswers(
                [
                    Answer(What.SHOWN, f"All that are shown: {self.counts[What.SHOWN]}"),
                    Answer(What.SIGHT, f"Those in sight: {self.counts[What.SIGHT]}"),
                    Answer(What.RANGE, "A stretch of time, also what is not kept here"),
                ]
            )
            with Horizontal(classes="export-row", id="export-range"):
                yield Label("From")
                yield AskField("15m", compact=True, id="export-since")
                yield Label("until")
                yield AskField(placeholder="now", compact=True, id="export-until")
            with Horizontal(classes="export-row"):
                yield Label("File")
                name = export.file_name(self.service, datetime.now().astimezone())
                yield AskField(name, compact=True, select_on_focus=False, id="export-file")
            yield Static(id="export-note", markup=False)
            yield Static(id="ask-problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin with all that are shown."""
        self.show_choice()

    @property
    def what(self) -> What:
        """Which lines are chosen."""
        row = self.query_one(DialogAnswers).highlighted or 0
        return list(What)[row]

    def _field(self, name: str) -> Input:
        return self.query_one(f"#export-{name}", Input)

    @on(OptionList.OptionHighlighted)
    def show_choice(self) -> None:
        """Only a stretch of time has a begin and an end."""
        ranged = self.what is What.RANGE
        self.query_one("#export-range").display = ranged
        times = f"A time is such as{HINT.removeprefix('such as')}, by the clock of this machine ({zone_name()}). "
        where = f"A name without a folder is in {self.folder}. Only you can read the file."
        self.query_one("#export-note", Static).update(Content.styled((times if ranged else "") + where, "$faint"))
        self.say("")

    def say(self, problem: str) -> None:
        """Say what is wrong; nothing when it is being mended."""
        self.query_one("#ask-problem", Static).update(Content.styled(problem, "$text-error"))

    @on(Input.Changed)
    def forget_problem(self) -> None:
        """What was wrong is being mended."""
        self.say("")

    @on(OptionList.OptionSelected)
    def go_on(self) -> None:
        """Go to what is asked next."""
        self._field("since" if self.what is What.RANGE else "file").focus()

    @on(Input.Submitted, "#export-since")
    @on(Input.Submitted, "#export-until")
    def take_time(self, event: Input.Submitted) -> None:
        """Go on when it is a moment."""
        begins = event.input is self._field("since")
        text = event.value.strip()
        if self._range(text, "") if begins else self._range(self._field("since").value.strip(), text):
            self._field("until" if begins else "file").focus()

    def _range(self, since: str, until: str) -> tuple[datetime | None, datetime | None] | None:
        """From when until when; None, and said why, when it is no stretch of time."""
        try:
            return range_of(since, until, datetime.now(UTC))
        except LaunchdeckError as error:
            self.say(f"{error.message[:1].upper()}{error.message[1:]}: {error.hint}.")
            return None

    @on(Input.Submitted, "#export-file")
    def take(self) -> None:
        """Return it when it can be done."""
        name = self._field("file").value.strip()
        path = self.folder / Path(name).expanduser()
        if not name or path.exists():
            self.say(f"{path} exists already. Choose another name." if name else "Type the name of a file.")
            return
        texts = (self._field(one).value.strip() for one in ("since", "until"))
        span = self._range(*texts) if self.what is What.RANGE else (None, None)
        if span is not None:
            self.dismiss(Wanted(self.what, path, *span))

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)
