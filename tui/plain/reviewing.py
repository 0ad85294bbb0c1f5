"""Commands about the whole: problems and their fixes, undo, the difference, saving, leaving."""

from __future__ import annotations

from schemas.rules.base import Diagnostic
from tui.plain.session import COMMANDS, PlainCommand, Session
from tui.workspace.printable import counted


class Next(PlainCommand, word="next"):
    """Go to the next problem, and have it mended where there is a fix."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Tell it; offer the fix."""
        found = session.workspace.diagnostics
        if not found:
            session.dialog.say("There are no problems.")
            return
        session.problem = (session.problem + 1) % len(found)
        one = found[session.problem]
        session.dialog.say(f"Problem {session.problem + 1} of {len(found)}, {tell(one)}")
        offer_fix(session, one)


class Problems(PlainCommand, word="problems"):
    """Tell all problems, the worst first."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """One line each."""
        for number, found in enumerate(session.workspace.diagnostics, 1):
            session.dialog.say(f"{number} {tell(found)}")
        session.tell_standing()


class Undo(PlainCommand, word="undo"):
    """Take the last change back."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Undo and say what."""
        session.changed(session.workspace.undo())


class Redo(PlainCommand, word="redo"):
    """Do the last undone change again."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Redo and say what."""
        session.changed(session.workspace.redo())


class Review(PlainCommand, word="review"):
    """Tell what saving would change in the file, secrets masked."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Each value before and after, then the lines of the file."""
        changes = session.workspace.changes()
        if not session.workspace.modified:
            session.dialog.say("Nothing is unsaved.")
            return
        for change in changes:
            before = "not set" if change.shown_before is None else change.shown_before or "empty"
            after = "not set" if change.shown_after is None else change.shown_after or "empty"
            session.dialog.say(f"{change.name} was {before}, becomes {after}")
        if not changes:
            session.dialog.say("Only the spelling of some lines changes.")


class Save(PlainCommand, word="save"):
    """Write the file; the former one goes to the history."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Tell the difference, ask, write."""
        if not session.workspace.modified:
            session.dialog.say("Nothing is unsaved.")
            return
        Review.run(session, "")
        if session.dialog.agree(f"Write {session.workspace.env_path.name}?"):
            save(session)
        else:
            session.dialog.say("Nothing was written.")


class Quit(PlainCommand, word="quit"):
    """Leave; unsaved edits are asked about first, services go on running."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Ask or leave."""
        changes = session.workspace.changes()
        if session.workspace.modified:
            names = ", ".join(change.name for change in changes) or "the spelling of lines"
            answer = session.dialog.ask(f"Not saved: {names}. Say save, discard, or nothing to stay").lower()
            if answer == "save":
                save(session)
            elif answer != "discard":
                session.dialog.say("You are still here.")
                return
        session.code = 0


class Help(PlainCommand, word="help"):
    """Tell what there is."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """One line for each command."""
        for _, command in sorted(COMMANDS.items()):
            session.dialog.say(f"{command.word}{f' {command.takes}' if command.takes else ''}: {command.sentence}")


def tell(found: Diagnostic) -> str:
    """A finding as a line."""
    return f"{found.severity.word}: {found.message}"


def offer_fix(session: Session, found: Diagnostic) -> None:
    """Ask whether the fix of a finding is to be applied."""
    if found.fix is None:
        return
    if found.fix.caution:
        session.dialog.say(f"Look first: {found.fix.caution}")
    if session.dialog.agree(f"Mend it: {found.fix.label}?"):
        session.changed(session.workspace.apply(found.fix))
        session.problem -= 1


def save(session: Session) -> None:
    """Write the file and say how it went. May raise LaunchdeckError; then the edits are still there."""
    result = session.workspace.save()
    session.dialog.say(f"Wrote {result.path}, {counted(len(result.changed), 'value')} changed.")
    for warning in result.warnings:
        session.dialog.say(f"Warning: {warning}")
