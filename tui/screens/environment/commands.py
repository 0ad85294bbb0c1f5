"""What can be done with what a service was started with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import Command

if TYPE_CHECKING:
    from tui.screens.environment.screen import EnvironmentScreen


class GoToVariable(
    Command["EnvironmentScreen"],
    place="environment",
    keys="enter,v",
    word="Variable",
    shown="enter",
    twin="env get KEY --explain",
):
    """Go to the variable that decides this, on the Configure screen."""

    @classmethod
    def possible(cls, host: EnvironmentScreen) -> bool:
        """When there is one."""
        return host.settings.current is not None and bool(host.settings.current.variable)

    @classmethod
    def run(cls, host: EnvironmentScreen) -> None:
        """Return it."""
        if host.settings.current is not None:
            host.leave_for(host.settings.current.variable)


class OnlyDrift(
    Command["EnvironmentScreen"], place="environment", keys="f", word="Only drift", twin="environment SERVICE --drift"
):
    """Show only what the next start would change, or everything."""

    @classmethod
    def possible(cls, host: EnvironmentScreen) -> bool:
        """When the engine has told something."""
        return host.shown is not None

    @classmethod
    def run(cls, host: EnvironmentScreen) -> None:
        """Switch."""
        host.only_drift = not host.only_drift
        host.show_settings()


class Find(
    Command["EnvironmentScreen"],
    place="environment",
    keys="slash,ctrl+f",
    word="Search",
    shown="/",
    visual="a pipe to grep does it: environment SERVICE | grep TEXT",
):
    """Show only what has a text in its name or value; secrets are not searched."""

    @classmethod
    def run(cls, host: EnvironmentScreen) -> None:
        """Open the search."""
        host.open_search()


class RestartWithIt(
    Command["EnvironmentScreen"], place="environment", keys="r", word="Restart", twin="restart SERVICE"
):
    """Restart the service, so that it gets what the files have now."""

    @classmethod
    def possible(cls, host: EnvironmentScreen) -> bool:
        """When that changes something."""
        return host.shown is not None and bool(host.shown.drift)

    @classmethod
    def run(cls, host: EnvironmentScreen) -> None:
        """Return the service."""
        host.leave_to_restart()


class CopySetting(
    Command["EnvironmentScreen"], place="environment", keys="y", word="Copy", twin="environment SERVICE --json"
):
    """Copy name and running value of this setting; never of a secret."""

    @classmethod
    def possible(cls, host: EnvironmentScreen) -> bool:
        """When it is none."""
        return host.settings.current is not None and not host.settings.current.secret

    @classmethod
    def run(cls, host: EnvironmentScreen) -> None:
        """Copy and say what."""
        current = host.settings.current
        if current is not None:
            text = current.now if current.runs is None else current.runs
            host.app.copy_to_clipboard(f"{current.name}={text or ''}")
            host.notify(f"Copied {current.name} with its value", markup=False, timeout=3)


class CloseEnvironment(
    Command["EnvironmentScreen"],
    place="environment",
    keys="escape",
    word="Close",
    shown="esc",
    visual="closes what is open",
):
    """Close the search, else go back to the Services screen."""

    @classmethod
    def run(cls, host: EnvironmentScreen) -> None:
        """Close it."""
        host.close()
