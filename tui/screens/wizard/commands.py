"""What can be done in the wizard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import Command

if TYPE_CHECKING:
    from tui.screens.wizard.screen import WizardScreen


class Next(
    Command["WizardScreen"],
    place="wizard",
    keys="enter,ctrl+n",
    word="Next",
    shown="enter",
    visual="moves between the questions",
):
    """Take this answer and go on."""

    @classmethod
    def possible(cls, host: WizardScreen) -> bool:
        """Before the last step."""
        return not host.interview.at_review and not host.interview.at_folder

    @classmethod
    def run(cls, host: WizardScreen) -> None:
        """Go on."""
        host.go_on()


class Write(Command["WizardScreen"], place="wizard", keys="enter,ctrl+s", word="Write", shown="enter", twin="init"):
    """Write the file as it is shown."""

    @classmethod
    def possible(cls, host: WizardScreen) -> bool:
        """At the last step."""
        return host.interview.at_review and not host.writing

    @classmethod
    def run(cls, host: WizardScreen) -> None:
        """Write it."""
        host.begin_writing()


class OpenFolder(
    Command["WizardScreen"], place="wizard", keys="enter,ctrl+n", word="Open", shown="enter", twin="-C DIR init"
):
    """Open this folder in the place of the one that is open."""

    @classmethod
    def possible(cls, host: WizardScreen) -> bool:
        """Where the folder is asked for."""
        return host.interview.at_folder

    @classmethod
    def run(cls, host: WizardScreen) -> None:
        """Open it, when it can be."""
        host.go_on()


class Back(
    Command["WizardScreen"],
    place="wizard",
    keys="escape,ctrl+b",
    word="Back",
    shown="escape",
    visual="moves between the questions",
):
    """Go one step back; nothing answered is lost."""

    @classmethod
    def possible(cls, host: WizardScreen) -> bool:
        """After the first step."""
        return host.interview.step > 0

    @classmethod
    def run(cls, host: WizardScreen) -> None:
        """Go back."""
        host.go_back()


class Skip(
    Command["WizardScreen"],
    place="wizard",
    keys="escape,ctrl+x",
    word="Skip the wizard",
    shown="escape",
    visual="closes what is open on the screen",
):
    """Leave the wizard and set the variables by hand; nothing is written."""

    @classmethod
    def possible(cls, host: WizardScreen) -> bool:
        """At the first step."""
        return host.interview.step == 0

    @classmethod
    def run(cls, host: WizardScreen) -> None:
        """Leave."""
        host.leave()
