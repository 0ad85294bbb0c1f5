"""What can be done on the Review screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from schemas.rules.base import Severity
from tui.commands import Command
from tui.messages import GoTo
from tui.screens.confirm import ConfirmScreen
from tui.screens.plan import ApplyCommand
from tui.widgets.answers import Answer

if TYPE_CHECKING:
    from tui.screens.review.screen import ReviewScreen


class Save(Command["ReviewScreen"], place="review", keys="s,ctrl+s", word="Save", shown="s", twin="env set KEY VALUE"):
    """Write the file as the difference shows it; the former one goes to the history."""

    @classmethod
    def possible(cls, host: ReviewScreen) -> bool:
        """When there is something to write."""
        return host.workspace.modified and not host.saving

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Write it."""
        host.begin_save()


class EditVariable(
    Command["ReviewScreen"], place="review", keys="enter", word="Edit", shown="enter", twin="env set KEY VALUE"
):
    """Go to the variable that this problem is about."""

    @classmethod
    def possible(cls, host: ReviewScreen) -> bool:
        """When a problem has the cursor."""
        return host.problems.current is not None and host.problems.has_focus

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Go there."""
        found = host.problems.current
        if found is not None and found.variables:
            host.post_message(GoTo(found.variables[0]))


class ApplyFix(Command["ReviewScreen"], place="review", keys="x", word="Fix", twin="check --fix KEY"):
    """Apply the fix that is offered for this problem."""

    @classmethod
    def possible(cls, host: ReviewScreen) -> bool:
        """When it has one."""
        return host.problems.current is not None and host.problems.current.fix is not None

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Apply it."""
        found = host.problems.current
        if found is not None and found.fix is not None:
            host.apply(found.fix)


class FilterProblems(Command["ReviewScreen"], place="review", keys="f", word="Filter", twin="check --severity error"):
    """Show only errors, only warnings, only hints, or all problems again."""

    @classmethod
    def possible(cls, host: ReviewScreen) -> bool:
        """When there is more than one sort of them."""
        return len(host.severities()) > 1 or host.only is not None

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Show the next sort that there is."""
        sorts = [None, *host.severities()]
        at = sorts.index(host.only) if host.only in sorts else 0
        host.show_only(sorts[(at + 1) % len(sorts)])


class _ShowOnly(Command["ReviewScreen"]):
    """Shows the problems of one severity."""

    severity: ClassVar[Severity | None] = None

    @classmethod
    def possible(cls, host: ReviewScreen) -> bool:
        """When there are such, and not only they are shown."""
        return cls.severity is not host.only and (cls.severity is None or cls.severity in host.severities())

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Show them."""
        host.show_only(cls.severity)


class ShowAllProblems(_ShowOnly, place="review", twin="check"):
    """Show the problems of every severity."""


class ShowErrors(_ShowOnly, place="review", twin="check --severity error"):
    """Show only the errors among the problems: what will not work."""

    severity = Severity.ERROR


class ShowWarnings(_ShowOnly, place="review", twin="check --severity warning"):
    """Show only the warnings among the problems: what may go wrong."""

    severity = Severity.WARNING


class ShowHints(_ShowOnly, place="review", twin="check --severity hint"):
    """Show only the hints among the problems: what could be better."""

    severity = Severity.HINT


class Apply(ApplyCommand["ReviewScreen"], place="review", keys="a", word="Apply", twin="up"):
    """Apply what was saved to the services that run otherwise, after asking."""


class ReadAgain(
    Command["ReviewScreen"], place="review", keys="R", word="Read again", visual="each command line reads the file anew"
):
    """Read the file again, after something else changed it; unsaved edits stay."""

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Read it."""
        host.workspace.reload(keep=True)
        host.changed(None)
        host.notify("The file was read again; unsaved edits are kept.", markup=False, timeout=4)


class Discard(
    Command["ReviewScreen"], place="review", keys="D", word="Discard", visual="a command line leaves nothing unsaved"
):
    """Forget all unsaved edits, after asking."""

    @classmethod
    def possible(cls, host: ReviewScreen) -> bool:
        """When there are any."""
        return host.workspace.modified

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Ask, then forget them."""
        number = len(host.workspace.changes())
        edits = f"{number} unsaved {'edit' if number == 1 else 'edits'}" if number else "the changes of spelling"
        question = ConfirmScreen(
            f"Forget {edits}?",
            ", ".join(change.name for change in host.workspace.changes()),
            (Answer("", "Keep them"), Answer("discard", "Forget them", "this cannot be undone")),
        )
        host.app.push_screen(question, host.discard_when)


class OtherPane(Command["ReviewScreen"], place="review", keys="left,right,h,l", visual="moves the focus"):
    """Go to the other list."""

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Problems or difference."""
        (host.difference if host.problems.has_focus else host.problems).focus()


class BackToConfigure(Command["ReviewScreen"], place="review", keys="escape", visual="moves the focus"):
    """Go back to the variables."""

    @classmethod
    def run(cls, host: ReviewScreen) -> None:
        """Switch."""
        host.app.switch_mode("configure")
