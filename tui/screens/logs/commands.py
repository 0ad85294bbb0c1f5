"""What can be done on the Logs screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import Command
from tui.screens.logs.export_dialog import ExportScreen
from tui.screens.logs.exporting import What

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
        return host.sought.marks is not None

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Go there."""
        host.view.go_to_match(1)


class PreviousMatch(Command["LogsScreen"], place="logs", keys="N", visual="moves within the log"):
    """Go to the previous occurrence of what was searched for."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When something is searched for."""
        return host.sought.marks is not None

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Go there."""
        host.view.go_to_match(-1)


class AllLines(Command["LogsScreen"], place="logs", keys="m", word="Matches", visual="marks matches on the screen"):
    """Show only the lines that match, or all lines with the matches marked."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When something is searched for."""
        return bool(host.sought.text)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Switch."""
        host.only_matching = not host.only_matching
        host.show_lines()


class Pattern(
    Command["LogsScreen"], place="logs", keys="r,ctrl+t", shown="r", visual="a pipe to grep -E does it: logs | grep -E"
):
    """Read what is searched for as a regular expression, or as a plain text."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Switch."""
        host.switch_pattern()
        if not host.sought.text:  # else the line of state says it
            host.notify(f"Searched as a {'pattern' if host.as_pattern else 'plain text'}", markup=False, timeout=3)


class Mark(
    Command["LogsScreen"], place="logs", keys="b", word="Mark", visual="draws a line into the log on the screen"
):
    """Draw a line with the time under the newest line, to find it again later."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Draw it."""
        host.put_mark()


class NextMark(Command["LogsScreen"], place="logs", keys="apostrophe", shown="'", visual="moves within the log"):
    """Go to the next mark; after the last one, the first."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When there are any."""
        return bool(host.buffer.marks)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Go there."""
        host.view.go_to_mark(1)


class PreviousMark(
    Command["LogsScreen"], place="logs", keys="quotation_mark", shown='"', visual="moves within the log"
):
    """Go to the previous mark; before the first one, the last."""

    @classmethod
    def possible(cls, host: LogsScreen) -> bool:
        """When there are any."""
        return bool(host.buffer.marks)

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Go there."""
        host.view.go_to_mark(-1)


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


class Export(
    Command["LogsScreen"],
    place="logs",
    keys="e",
    word="Export",
    twin="logs --since 2h --until 15m --output FILE",
):
    """Write lines to a file that only you can read: those in sight, all that are shown, or a stretch of time."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Ask what and where, then write it."""
        texts = {What.SHOWN: host.view.text, What.SIGHT: f"{host.view.visible_text}\n"}  # as they are while it is asked
        counts = {what: text.count("\n") for what, text in texts.items()}
        asked = ExportScreen(host.service, host.workspace.root, counts)
        host.app.push_screen(asked, lambda wanted: host.export(wanted, texts) if wanted is not None else None)


class CloseSearch(Command["LogsScreen"], place="logs", keys="escape", visual="closes what is open on the screen"):
    """Close the search and show all lines again."""

    @classmethod
    def run(cls, host: LogsScreen) -> None:
        """Close it."""
        host.close_search()
