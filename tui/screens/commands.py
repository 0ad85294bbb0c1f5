"""The commands that several screens share: switching modes, help, palette, themes, quitting, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import CommandPalette as Palette
from textual.screen import Screen

from tui.commands import Command
from tui.screens.jump import JumpScreen, go_to, places_of
from tui.screens.panes import PaneScreen
from tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from tui.app import LaunchdeckApp
    from tui.screens.frame import ModeScreen


def _shown(host: LaunchdeckApp) -> Screen[object]:
    """The screen that a command is about: behind the palette, in which it may have been chosen."""
    return host.screen_stack[-2] if isinstance(host.screen, Palette) else host.screen


def _panes(host: LaunchdeckApp) -> PaneScreen[object] | None:
    screen = _shown(host)
    return screen if isinstance(screen, PaneScreen) else None


class Configure(Command["LaunchdeckApp"], place="app", keys="1", twin="env list"):
    """Go to the variables and their values."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Switch."""
        host.open_mode("configure")


class Review(Command["LaunchdeckApp"], place="app", keys="2", twin="check"):
    """Go to the problems and to the difference that saving would make."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Switch."""
        host.open_mode("review")


class Services(Command["LaunchdeckApp"], place="app", keys="3", twin="status"):
    """Go to the services: launch, stop, see how they are."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Switch."""
        host.open_mode("services")


class Logs(Command["LaunchdeckApp"], place="app", keys="4", twin="logs"):
    """Go to the logs of the services."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Switch."""
        host.open_mode("logs")


class SetupWizard(Command["LaunchdeckApp"], place="app", twin="init --profile production"):
    """Answer a few questions and have the first .env written."""

    @classmethod
    def possible(cls, host: LaunchdeckApp) -> bool:
        """Only while there is no file."""
        return not host.workspace.has_env

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Open it."""
        host.open_wizard()


class UpgradeEnvFile(Command["LaunchdeckApp"], place="app", twin="env sync --from FILE --dry-run"):
    """Bring the .env up to a newer .env.example: see the plan, decide, then write."""

    @classmethod
    def possible(cls, host: LaunchdeckApp) -> bool:
        """When there is a file, and the upgrade is not open already."""
        return host.workspace.has_env and not host.upgrading

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Open it."""
        host.open_upgrade()


class Tour(Command["LaunchdeckApp"], place="app", visual="shows the parts of the screen"):
    """See in a few cards what is where."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Show it."""
        host.call_later(host.sitting.open_tour)


class Enlarge(Command["LaunchdeckApp"], place="app", keys="z", visual="changes how it looks on the screen"):
    """Give the pane with the focus the whole screen, or put it back in its place."""

    @classmethod
    def possible(cls, host: LaunchdeckApp) -> bool:
        """Where a list has the focus, or has the screen already."""
        screen = _shown(host)
        return screen.maximized is not None or (screen.focused is not None and screen.focused.allow_maximize)

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Enlarge or put back."""
        screen = _shown(host)
        if screen.maximized is not None:
            screen.minimize()
        elif screen.focused is not None:
            screen.maximize(screen.focused)


class Jump(Command["LaunchdeckApp"], place="app", keys="ctrl+o", visual="moves the focus"):
    """Show a letter on each part of the screen; the next key goes there."""

    priority = True

    @classmethod
    def possible(cls, host: LaunchdeckApp) -> bool:
        """In dialogs too, unless the letters are there already."""
        return not isinstance(host.screen, JumpScreen)

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Show the letters, where something can have the focus."""
        places = places_of(host.screen)
        if places and not isinstance(host.screen, Palette):
            host.push_screen(JumpScreen(places), go_to)


class GrowPane(
    Command["LaunchdeckApp"], place="app", keys="plus", shown="+", visual="changes how it looks on the screen"
):
    """Make the pane with the focus larger; the border between panes can be dragged too."""

    steps = 1
    """How much: a step more, or less."""

    @classmethod
    def possible(cls, host: LaunchdeckApp) -> bool:
        """Where the pane with the focus has a neighbour."""
        panes = _panes(host)
        return panes is not None and panes.border is not None

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Move the border."""
        panes = _panes(host)
        if panes is not None:
            panes.grow(cls.steps)


class ShrinkPane(GrowPane, place="app", keys="minus", shown="-", visual="changes how it looks on the screen"):
    """Make the pane with the focus smaller."""

    steps = -1


class UsualPanes(Command["LaunchdeckApp"], place="app", keys="equals_sign", shown="=", visual="changes how it looks"):
    """Give all panes of this screen their usual sizes again."""

    @classmethod
    def possible(cls, host: LaunchdeckApp) -> bool:
        """When one has another."""
        panes = _panes(host)
        return panes is not None and panes.resized

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Put them back."""
        panes = _panes(host)
        if panes is not None:
            panes.usual_sizes()


class SwitchDensity(Command["LaunchdeckApp"], place="app", keys="Z", visual="changes how it looks on the screen"):
    """Switch between the normal density and the compact one, in which more rows fit."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Switch."""
        host.compact = not host.compact


class ReleaseMouse(Command["LaunchdeckApp"], place="app", keys="M", visual="is about the mouse"):
    """Leave the mouse to the terminal, so that it selects text; pressed again, take it back."""

    @classmethod
    def possible(cls, host: LaunchdeckApp) -> bool:
        """Where there is a terminal."""
        return host.mouse_moves

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Give it to the other, and say so."""
        host.mouse.give(ours=not host.mouse.ours)
        said = "The app has the mouse again." if host.mouse.ours else "The terminal has the mouse. M takes it back."
        host.notify(said, markup=False, timeout=5)


class SwitchTheme(Command["LaunchdeckApp"], place="app", visual="changes how it looks on the screen"):
    """Switch between the dark and the light theme."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Switch."""
        host.theme = LIGHT.name if host.current_theme.dark else DARK.name


class ChooseTheme(Command["LaunchdeckApp"], place="app", visual="changes how it looks on the screen"):
    """Choose among all themes: ours, your own, and those with the terminal's own colours."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Open the list of themes."""
        host.choose_theme()


class CommandPalette(
    Command["LaunchdeckApp"], place="app", keys="ctrl+p,:", shown="ctrl+p", visual="finds commands, as --help does"
):
    """Find any command or variable by its name."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Open the palette."""
        host.action_command_palette()


class Keys(
    Command["LaunchdeckApp"],
    place="app",
    keys="question_mark,f1",
    word="Keys",
    shown="?",
    visual="shows the keys of the screen",
):
    """Show every key that works here."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Open the list of keys."""
        host.open_keys()


class Quit(Command["LaunchdeckApp"], place="app", keys="q", word="Quit", visual="leaves the app"):
    """Leave; unsaved changes are asked about first, services go on running."""

    @classmethod
    def run(cls, host: LaunchdeckApp) -> None:
        """Ask or leave."""
        host.leave()


class Undo(Command["ModeScreen"], place="workspace", keys="u", word="Undo", twin="env restore 1"):
    """Take the last change back, whichever variable it was."""

    @classmethod
    def possible(cls, host: ModeScreen) -> bool:
        """When there is a step."""
        return host.workspace.can_undo

    @classmethod
    def run(cls, host: ModeScreen) -> None:
        """Undo and say what."""
        change = host.workspace.undo()
        if change is not None:
            host.changed(change)
            host.notify(f"Undone: {change.label}", markup=False, timeout=3)


class Redo(Command["ModeScreen"], place="workspace", keys="U,ctrl+r", shown="U", twin="env restore 1"):
    """Do the last undone change again."""

    @classmethod
    def possible(cls, host: ModeScreen) -> bool:
        """When there is a step."""
        return host.workspace.can_redo

    @classmethod
    def run(cls, host: ModeScreen) -> None:
        """Redo and say what."""
        change = host.workspace.redo()
        if change is not None:
            host.changed(change)
            host.notify(f"Done again: {change.label}", markup=False, timeout=3)
