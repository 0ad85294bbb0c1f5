"""Keeps the draft of the unsaved edits while the app runs, and offers the one that a former run left behind."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import App
from textual.message import Message
from textual.timer import Timer

from tui.screens.confirm import ConfirmScreen
from tui.widgets.answers import Answer
from tui.workspace.draft import Draft, DraftFile, differing, pending
from tui.workspace.enverrors import EnvFileError
from tui.workspace.workspace import Workspace

DELAY_SECONDS = 1.0
"""From the last edit to the draft on the disk."""
MAX_NAMED = 8
"""Variables named in the question."""


@dataclass
class DraftRefused(Message):
    """The draft cannot be written."""

    reason: str


class DraftKeeper:
    """Writes the draft of one app, in a thread, a moment after the last edit."""

    def __init__(self, app: App[int], workspace: Workspace) -> None:
        self._app = app
        self._workspace = workspace
        self._file = DraftFile(workspace.env_path)
        self._timer: Timer | None = None
        self._latest: Mapping[str, str | None] = {}
        self._lock = threading.Lock()
        self._refused = ""

    @property
    def _wanted(self) -> bool:
        """Not before there is a file, and not where nothing may be written."""
        return self._workspace.has_env and not self._workspace.read_only_reason

    def edited(self) -> None:
        """Write it soon."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(DELAY_SECONDS, self._begin)

    def _begin(self) -> None:
        latest = pending(self._workspace)
        if latest != self._latest and self._wanted:
            self._latest = latest
            self._app.run_worker(self._write, thread=True, group="draft")

    def _write(self) -> None:
        with self._lock:
            try:
                self._file.keep(self._latest)
            except (EnvFileError, OSError) as error:
                if str(error) != self._refused:
                    self._refused = str(error)
                    self._app.post_message(DraftRefused(str(error)))

    def keep(self) -> None:
        """Write it at once: the app is ending by a fault. What stands in the way of it is not said any more."""
        latest = pending(self._workspace)
        if latest and self._wanted:
            self._latest = latest
            with contextlib.suppress(EnvFileError, OSError), self._lock:
                self._file.keep(latest)

    def left_behind(self) -> Draft | None:
        """The draft of a run that ended before it saved, as far as the file differs from it."""
        draft = self._file.read() if self._wanted else None
        if draft is None:
            return None
        changes = differing(self._workspace, draft)
        if not changes:
            self._file.forget()
        return Draft(changes, draft.kept) if changes else None

    def postpone(self, draft: Draft) -> None:
        """Ask about it next time."""
        self._file.postpone(draft)

    def release(self) -> None:
        """The app ends."""
        self._file.release()

    def forget(self) -> None:
        """The edits were thrown away."""
        if self._timer is not None:
            self._timer.stop()
        self._latest = {}
        self._file.forget()


def question(draft: Draft) -> ConfirmScreen:
    """Asks what to do with a draft; names variables, never values."""
    names = list(draft.changes)
    named = ", ".join(names[:MAX_NAMED]) + (" and others" if len(names) > MAX_NAMED else "")
    edits = "1 edit that was" if len(names) == 1 else f"{len(names)} edits that were"
    when = f"{draft.kept.astimezone():%Y-%m-%d %H:%M}"
    answers = (
        Answer("take", "Take them up", "nothing is written before you save"),
        Answer("drop", "Throw them away"),
        Answer("", "Decide next time"),
    )
    return ConfirmScreen(f"Go on with {edits} not saved?", f"{when}: {named}", answers)
