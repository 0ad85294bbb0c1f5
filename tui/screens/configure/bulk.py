"""Commands of the Configure screen that look at many variables at once, or at one over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.errors import LaunchdeckError
from schemas.profiles import PROFILES
from tui.commands import Command, notify_error
from tui.screens.configure import commands as _first  # noqa: F401 - its words come first in the footer
from tui.screens.configure.dialogs import PastScreen, ProposalScreen
from tui.screens.confirm import ConfirmScreen
from tui.widgets.answers import Answer
from tui.workspace.past import Past
from tui.workspace.proposal import Proposed, from_lines, from_profile, profiles_with_differences, set_taken
from tui.workspace.selection import SENTENCES, View, selected

if TYPE_CHECKING:
    from tui.screens.configure.screen import ConfigureScreen


class Filter(Command["ConfigureScreen"], place="configure", keys="f", word="Filter", twin="env list --only errors"):
    """Show only some variables: errors, required, secrets, not default and more."""

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Offer the views with their numbers."""
        host.settle()
        numbers = {view: len(selected(host.workspace, view)) for view in View}
        answers = [Answer(view.name, f"{view.value:<11} {numbers[view]:>4}", SENTENCES[view]) for view in View]

        def when(answer: str | None) -> None:
            if answer:
                host.show_view(View[answer])

        host.app.push_screen(ConfirmScreen("Show only", "Across all categories. Escape leads back.", answers), when)


class PasteLines(Command["ConfigureScreen"], place="configure", keys="p", twin="env paste"):
    """Paste KEY=VALUE lines, look at what they would set, and set it as one step."""

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Open an empty dialog that takes what is pasted."""
        open_paste(host, "")


class CompareWithProfile(Command["ConfigureScreen"], place="configure", keys="d", twin="profile diff production"):
    """See which variables a profile would change, and take its values over as one step."""

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Ask which profile."""
        host.settle()
        numbers = profiles_with_differences(host.workspace)
        answers = [
            Answer(name, f"{name:<11} {numbers[name]:>3} differ", profile.summary) for name, profile in PROFILES.items()
        ]

        def when(answer: str | None) -> None:
            if answer:
                proposed = from_profile(host.workspace, answer)
                title = f"What the {answer} profile would change"
                _propose(host, ProposalScreen(title, host.workspace, proposed), f"the {answer} profile")

        host.app.push_screen(ConfirmScreen("Compare with which profile?", "Nothing changes yet.", answers), when)


class FormerValues(Command["ConfigureScreen"], place="configure", keys="t", twin="env history KEY"):
    """Look at the former values of this variable, and take one back."""

    @classmethod
    def possible(cls, host: ConfigureScreen) -> bool:
        """When a variable has the cursor and there is a file."""
        return bool(host.variables.current) and host.workspace.has_env

    @classmethod
    def run(cls, host: ConfigureScreen) -> None:
        """Open the list."""
        host.settle()
        name = host.variables.current

        def when(past: Past | None) -> None:
            if past is None:
                return
            try:
                host.changed(host.workspace.set_all(f"{name} as before", {name: past.text}))
            except LaunchdeckError as error:
                notify_error(host, error)

        host.app.push_screen(PastScreen(host.workspace, name), when)


def open_paste(host: ConfigureScreen, text: str) -> None:
    """Show what pasted lines would set; without a text the dialog waits for them."""
    host.settle()
    proposed = from_lines(host.workspace, text)
    _propose(host, ProposalScreen("Paste KEY=VALUE lines", host.workspace, proposed, pastes=True), "pasted lines")


def _propose(host: ConfigureScreen, dialog: ProposalScreen, label: str) -> None:
    def when(proposed: Sequence[Proposed] | None) -> None:
        taken = sum(one.taken for one in proposed or ())
        if not proposed or not taken:
            return
        try:
            change = set_taken(host.workspace, label, proposed)
        except LaunchdeckError as error:
            notify_error(host, error)
            return
        host.changed(change)
        host.notify(f"{taken} values set, not saved yet. u takes them back together.", markup=False, timeout=6)

    host.app.push_screen(dialog, when)
