"""What can be done on the Upgrade screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import Command
from tui.workspace.upgrade.plan import Action, can_switch

if TYPE_CHECKING:
    from tui.screens.upgrade.screen import UpgradeScreen


class Answer(
    Command["UpgradeScreen"],
    place="upgrade",
    keys="enter,e",
    word="Answer",
    shown="enter",
    twin="env sync --from FILE --set KEY=VALUE",
):
    """Give this variable its value."""

    @classmethod
    def possible(cls, host: UpgradeScreen) -> bool:
        """When the cursor is on one that needs a value, or had one given here."""
        item = host.items.current
        return host.items.has_focus and item is not None and item.action in {Action.ASK, Action.SET}

    @classmethod
    def run(cls, host: UpgradeScreen) -> None:
        """Open the editor."""
        host.ask()


class Apply(
    Command["UpgradeScreen"],
    place="upgrade",
    keys="enter,ctrl+s",
    word="Apply",
    shown="enter",
    twin="env sync --from FILE",
):
    """Write what the plan says; the former files go to their histories."""

    @classmethod
    def possible(cls, host: UpgradeScreen) -> bool:
        """When there is a plan, nothing is asked for, and something changes."""
        plan = host.plan
        ready = plan is not None and not plan.blocked and plan.changes and not host.busy
        return ready and host.items.has_focus and not Answer.possible(host)

    @classmethod
    def run(cls, host: UpgradeScreen) -> None:
        """Write."""
        host.begin_writing()


class TakeOrKeep(
    Command["UpgradeScreen"], place="upgrade", keys="space", word="Take or keep", twin="env sync --from FILE --keep KEY"
):
    """Switch between what the template says and what the file says."""

    @classmethod
    def possible(cls, host: UpgradeScreen) -> bool:
        """When this variable leaves the choice."""
        item = host.items.current
        return host.items.has_focus and item is not None and can_switch(item)

    @classmethod
    def run(cls, host: UpgradeScreen) -> None:
        """Switch and plan anew."""
        host.switch()


class OtherLayout(
    Command["UpgradeScreen"], place="upgrade", keys="l", word="Layout", twin="env sync --from FILE --layout template"
):
    """Switch between the layout of the present files and that of the new template."""

    @classmethod
    def possible(cls, host: UpgradeScreen) -> bool:
        """When there is a plan."""
        return host.plan is not None and host.items.has_focus

    @classmethod
    def run(cls, host: UpgradeScreen) -> None:
        """Switch and plan anew."""
        host.other_layout()


class OtherTemplate(Command["UpgradeScreen"], place="upgrade", keys="t", word="Template", twin="env sync --from FILE"):
    """Name another template."""

    @classmethod
    def possible(cls, host: UpgradeScreen) -> bool:
        """When its name is not being typed."""
        return host.items.has_focus

    @classmethod
    def run(cls, host: UpgradeScreen) -> None:
        """Go to the field."""
        host.path_field.focus()


class OldTemplate(
    Command["UpgradeScreen"], place="upgrade", keys="o", word="Old template", twin="env sync --from FILE --base FILE"
):
    """Name the template that the file was made from: what it had as defaults is no choice of yours."""

    @classmethod
    def possible(cls, host: UpgradeScreen) -> bool:
        """When no name is being typed."""
        return host.items.has_focus

    @classmethod
    def run(cls, host: UpgradeScreen) -> None:
        """Go to the field."""
        host.base_field.focus()


class Leave(
    Command["UpgradeScreen"], place="upgrade", keys="escape", word="Leave", visual="closes what is open on the screen"
):
    """Leave without writing anything."""

    @classmethod
    def run(cls, host: UpgradeScreen) -> None:
        """Close the screen."""
        host.dismiss(None)
