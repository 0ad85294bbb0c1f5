"""One sitting: what the person says, until they leave. The commands are classes of their own."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import ClassVar

from schemas.errors import LaunchdeckError
from schemas.kinds import nearest
from schemas.rules.base import Severity
from tui.engine.protocol import Engine
from tui.plain.dialog import Dialog, EndOfInput
from tui.workspace.draft import DraftFile, differing, pending, take_up
from tui.workspace.printable import counted
from tui.workspace.workspace import Change, Workspace

COMMANDS: dict[str, type[PlainCommand]] = {}
"""All commands by their word, in the order of their definition."""


class PlainCommand:
    """Something that the person can say. The first line of the docstring is what help tells of it."""

    word: ClassVar[str] = ""
    takes: ClassVar[str] = ""
    """What may follow the word, for help."""
    sentence: ClassVar[str] = ""

    def __init_subclass__(cls, *, word: str, takes: str = "") -> None:
        """Register the command."""
        super().__init_subclass__()
        cls.word, cls.takes = word, takes
        cls.sentence = (cls.__doc__ or "").strip().partition("\n")[0]
        COMMANDS[word] = cls

    @classmethod
    def run(cls, session: Session, rest: str) -> None:
        """Do it; rest is what was said behind the word. May raise LaunchdeckError."""
        raise NotImplementedError


class Session:
    """The person, the workspace and the engine."""

    def __init__(self, workspace: Workspace, engine: Engine, dialog: Dialog) -> None:
        self.workspace = workspace
        self.engine = engine
        self.dialog = dialog
        self.code: int | None = None
        """What the sitting ends with; None while it goes on."""
        self.elsewhere: Path | None = None
        """The workspace that is to be opened instead."""
        self.problem = -1
        """The finding that ``next`` told last."""
        self._draft = DraftFile(workspace.env_path)
        self._kept: dict[str, str | None] = {}
        """What the draft holds of this sitting."""

    def run(self) -> int:
        """Talk until the person leaves; returns the exit code: 1 when unsaved edits were lost with the input."""
        self.greet()
        try:
            self._offer_draft()
            return self._talk()
        except EndOfInput:
            return self._end()
        finally:
            self._draft.release()

    def _talk(self) -> int:
        while self.code is None:
            try:
                self.obey(self.dialog.ask("What now"))
            except KeyboardInterrupt:
                self.dialog.say("Interrupted. Say quit to leave.")
        return self.code

    def _end(self) -> int:
        lost = [change.name for change in self.workspace.changes()]
        if lost:
            kept = " The next start offers them again." if self._keeps_drafts else ""
            self.dialog.say(f"The input ended. Not saved: {', '.join(lost)}.{kept}")
        return 1 if lost else 0

    # What is not saved yet

    @property
    def _keeps_drafts(self) -> bool:
        """Not before there is a file, and not where nothing may be written."""
        return self.workspace.has_env and not self.workspace.read_only_reason

    def _offer_draft(self) -> None:
        """Ask about the edits of a run that ended before it saved."""
        draft = self._draft.read() if self._keeps_drafts else None
        changes = differing(self.workspace, draft) if draft else {}
        if draft is None or not changes:
            return
        self.dialog.say(f"Edits from {draft.kept.astimezone():%Y-%m-%d %H:%M} were not saved: {', '.join(changes)}.")
        if self.dialog.agree("Go on with them?"):
            self.changed(take_up(self.workspace, draft))
        elif self.dialog.agree("Throw them away?"):
            self._draft.forget()
        else:
            self._draft.postpone(draft)

    def _keep_draft(self) -> None:
        """Keep what is not saved, until the person leaves: by then it is saved or thrown away."""
        if self.code is not None:
            self._draft.forget()
        elif self._keeps_drafts and (latest := pending(self.workspace)) != self._kept:
            with contextlib.suppress(LaunchdeckError, OSError):
                self._draft.keep(latest)
                self._kept = latest

    def greet(self) -> None:
        """Where one is, and how one goes on."""
        self.dialog.say(f"Launchdeck, plain. Workspace {self.workspace.name}, {len(self.workspace.catalog)} variables.")
        self.tell_standing()
        if not self.workspace.has_env:
            self.dialog.say("There is no .env yet. Say setup to have one made from a few answers.")
        self.dialog.say("Say help for what there is, quit to leave.")

    def tell_standing(self) -> None:
        """How many problems and unsaved edits there are."""
        found = self.workspace.diagnostics
        errors = sum(one.severity is Severity.ERROR for one in found)
        warnings = sum(one.severity is Severity.WARNING for one in found)
        unsaved = len(self.workspace.changes())
        self.dialog.say(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {unsaved} unsaved.")

    def obey(self, line: str) -> None:
        """Do what a line says; what is wrong with it is said, and nothing else happens."""
        word, _, rest = line.partition(" ")
        if not word:
            return
        command = COMMANDS.get(word.lower())
        if command is None:
            hint = nearest(word.lower(), list(COMMANDS)) or "say help for what there is"
            self.dialog.say(closed(f"There is no command {word}; {hint}"))
            return
        try:
            command.run(self, rest.strip())
        except LaunchdeckError as error:
            self.dialog.say(closed(f"That did not work: {error}"))
        finally:
            self._keep_draft()

    def changed(self, change: Change | None) -> None:
        """Say what a change did."""
        if change is None:
            self.dialog.say("There is nothing to do.")
            return
        for warning in change.warnings:
            self.dialog.say(f"Warning: {warning}")
        self.dialog.say(f"Done: {change.label}.")
        self.tell_standing()


def closed(sentence: str) -> str:
    """The sentence with its mark at the end."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
