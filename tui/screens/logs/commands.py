"""What can be done on the Logs screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import Command
from tui.engine import export
from tui.screens.ask import AskScreen

if TYPE_CHECKING:
    from tui.screens.logs.screen import LogsScreen


class Follow(Command["LogsScreen"], place="logs", keys="space,f", word="Follow", shown="space", twin="logs --follow"):
    """Follow the end of the log, or hold still."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Switch."""
        host.view.following = not host.view.following


class Filter(
    Command["LogsScreen"], place="logs", keys="slash,ctrl+f", word="Search", shown="/", twin="logs --grep TEXT"
):
    """Show only lines with a text."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Open the search."""
        host.open_search()


class NextMatch(Command["LogsScreen"], place="logs", keys="n", visual="moves within the log"):
    """Go to the next occurrence of what was searched for."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When something is searched for."""
        return bool(host.sought)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Go there."""
        host.view.go_to_match(1)


class PreviousMatch(Command["LogsScreen"], place="logs", keys="N", visual="moves within the log"):
    """Go to the previous occurrence of what was searched for."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When something is searched for."""
        return bool(host.sought)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Go there."""
        host.view.go_to_match(-1)


class AllLines(Command["LogsScreen"], place="logs", keys="m", word="Matches", visual="marks matches on the screen"):
    """Show only the lines that match, or all lines with the matches marked."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When something is searched for."""
        return bool(host.sought)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Switch."""
        host.only_matching = not host.only_matching
        host.show_lines()


class Wrap(Command["LogsScreen"], place="logs", keys="w", word="Wrap", visual="changes how it looks on the screen"):
    """Wrap long lines, or let them run out to the right."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Switch."""
        host.view.wrap = not host.view.wrap


class Times(Command["LogsScreen"], place="logs", keys="t", word="Times", twin="logs --times"):
    """Show the time of each line, where it is known."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Switch."""
        host.view.times = not host.view.times


class NextService(
    Command["LogsScreen"], place="logs", keys="s,right_square_bracket", word="Service", shown="s", twin="logs SERVICE"
):
    """Show the log of the next service; after the last one, all of them."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Show it."""
        host.step_service(1)


class PreviousService(
    Command["LogsScreen"], place="logs", keys="S,left_square_bracket", shown="S", twin="logs SERVICE"
):
    """Show the log of the previous service."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Show it."""
        host.step_service(-1)


class AllServices(Command["LogsScreen"], place="logs", keys="a", twin="logs"):
    """Show the lines of all services in the order in which they came."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """While only one is shown."""
        return bool(host.service)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Show them."""
        host.show_service("")


class CopyVisible(Command["LogsScreen"], place="logs", keys="y", twin="logs SERVICE --tail 40"):
    """Copy the lines in sight to the clipboard."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Copy and say how many."""
        text = host.view.visible_text
        host.app.copy_to_clipboard(text)
        host.notify(f"Copied {len(text.splitlines())} lines", markup=False, timeout=3)


class CopyAll(Command["LogsScreen"], place="logs", keys="Y", twin="logs SERVICE"):
    """Copy all lines that are shown, also those out of sight."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When there are any."""
        return bool(host.view.count)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Copy and say how many."""
        host.app.copy_to_clipboard(host.view.text)
        host.notify(f"Copied {host.view.count} lines", markup=False, timeout=3)


class Export(Command["LogsScreen"], place="logs", keys="e", word="Export", twin="logs --output FILE"):
    """Write all lines that are shown to a file that only you can read."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When there are any."""
        return bool(host.view.count)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Ask for the name, then write the lines that were shown when it was asked."""
        text, number = host.view.text, host.view.count
        folder = host.workspace.root

        def answered(answer: str | None) -> None:
            if answer is not None:
                path = folder / Path(answer).expanduser()
                host.export(path, text, number)

        name = export.file_name(host.service, datetime.now().astimezone())
        detail = f"{number} lines. A name without a folder is in {folder}. Only you can read the file."
        host.app.push_screen(AskScreen("Write the log to which file?", detail, text=name, check=_problem), answered)


def _problem(text: str) -> str:
    return "" if text else "Type the name of a file."


class CloseSearch(Command["LogsScreen"], place="logs", keys="escape", visual="closes what is open on the screen"):
    """Close the search and show all lines again."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Close it."""
        host.close_search()
