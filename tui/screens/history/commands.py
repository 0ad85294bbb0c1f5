"""What can be done with the former contents of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.commands import Command

if TYPE_CHECKING:
    from tui.app import LaunchdeckApp
    from tui.screens.history.screen import HistoryScreen


class History(Command["LaunchdeckApp"], place="app", keys="H", twin="env history"):
    """Look at the former contents of the file, and bring one back."""

    opens: ClassVar[str] = "history"
    """The place of the screen that it opens."""

    @classmethod
    def possible(cls, host: LaunchdeckApp) -> bool:
        """Where there is a file, and the list is not open."""
        return host.workspace.has_env and not any(cls.opens in getattr(s, "places", ()) for s in host.screen_stack)

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Open the list."""
        from tui.screens.history.screen import HistoryScreen  # noqa: PLC0415 - the app need not load it before

        host.push_screen(HistoryScreen(host.workspace))


class Restore(Command["HistoryScreen"], place="history", keys="enter,r", word="Restore", twin="env restore 1"):
    """Bring this content back, after asking; the present one goes to the history."""

    @classmethod
    def possible(cls, host: HistoryScreen) -> bool:
        """When there is one."""
        return host.versions.current is not None and not host.restoring

    @classmethod
    def run(cls, host: HistoryScreen) -> None:
        """Ask first."""
        host.ask()


class KeepOutOfGit(
    Command["HistoryScreen"], place="history", keys="i", word="Ignore in git", twin="env history --ignore"
):
    """Add the file and its history to .gitignore."""

    @classmethod
    def possible(cls, host: HistoryScreen) -> bool:
        """When git would take one of them."""
        return host.git is not None and bool(host.git.missing)

    @classmethod
    def run(cls, host: HistoryScreen) -> None:
        """Add the lines."""
        host.keep_out_of_git()


class OtherPane(Command["HistoryScreen"], place="history", keys="left,right,h,l", visual="moves the focus"):
    """Go to the other list."""

    @classmethod
    def run(cls, host: HistoryScreen) -> None:
        """Contents or difference."""
        (host.difference if host.versions.has_focus else host.versions).focus()


class CloseHistory(
    Command["HistoryScreen"],
    place="history",
    keys="escape",
    word="Close",
    shown="esc",
    visual="closes what is open on the screen",
):
    """Go back without changing anything."""

    @classmethod
    def run(cls, host: HistoryScreen) -> None:
        """Close it."""
        host.dismiss(None)
