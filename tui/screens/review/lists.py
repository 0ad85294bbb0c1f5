"""The two lists of the Review screen: problems, and the difference that saving makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from textual.content import Content

from schemas.rules.base import Diagnostic, Severity
from schemas.secrets import mask
from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList
from tui.widgets.states import severity_look
from tui.workspace.threeway import Side, ThreeWay


class ProblemList(LineList):
    """What the checks found, worst first."""

    empty_text = "No problems: every value is valid and fits the others."

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._found: list[Diagnostic] = []

    def show(self, found: Sequence[Diagnostic]) -> None:
        """Show other findings; the cursor stays where it is as far as possible."""
        self._found = list(found)
        self.rows_changed()

    @property
    def shown(self) -> Sequence[Diagnostic]:
        """What is in the list."""
        return self._found

    @property
    def current(self) -> Diagnostic | None:
        """The finding with the cursor."""
        return self._found[self.cursor] if self.cursor < len(self._found) else None

    def row_count(self) -> int:
        """How many there are."""
        return len(self._found)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """Glyph, word and message."""
        found = self._found[row]
        look = severity_look(found.severity)
        return [
            Cell(f" {look.glyph} {fit(look.word, 8)}", look.style),
            Cell(fit(clean(found.message), width - 12)),
        ]


def problems_title(found: Sequence[Diagnostic], only: Severity | None) -> Content:
    """How many there are of each severity; the sort that is shown alone stands out."""
    parts = [("Problems", "bold"), ("" if found else "  none", "$faint")]
    for severity in sorted(Severity, reverse=True):
        number = sum(one.severity is severity for one in found)
        if number:
            look = severity_look(severity)
            style = "$faint" if only not in {None, severity} else look.color
            word = look.word if number == 1 else f"{look.word}s"
            parts += [("  ", ""), (f"{look.glyph} {number} {word}", f"bold {style}" if only is severity else style)]
    return Content.assemble(*parts, ("  only" if only else "", "$faint"))


def problem_content(found: Diagnostic) -> Content:
    """The whole text of a problem with the name of the rule, what mends it, and what must be true for that."""
    parts = [(clean(found.message), ""), (f"  {found.id}", "$faint")]
    if found.fix is not None:
        parts.append((f"\nx  {clean(found.fix.label)}", "$primary"))
        parts.append((f"\n   {clean(found.fix.caution)}" if found.fix.caution else "", "$text-warning"))
    return Content.assemble(*parts)


MAX_ROWS = 8
"""Keys that a dialog names."""
WHO = {Side.MINE: "your edit", Side.THEIRS: "theirs", Side.ALIKE: "both alike", Side.BOTH: "both: yours would win"}


def three_way_text(rows: Sequence[ThreeWay], is_secret: Callable[[str], bool]) -> str:
    """Each key that is not the same everywhere: what it was, what was meant, what it is now; secrets masked."""

    def shown(name: str, text: str | None) -> str:
        if text is None:
            return glyphs().nothing
        return mask(text) if is_secret(name) else clean(text)

    lines = []
    for row in rows[:MAX_ROWS]:
        was, mine, theirs = (shown(row.name, text) for text in (row.was, row.mine, row.theirs))
        lines.append(f"{row.name}  ({WHO[row.side]})\n  was {was}   yours {mine}   now {theirs}")
    if len(rows) > MAX_ROWS:
        lines.append(f"and {len(rows) - MAX_ROWS} more")
    return "\n".join(lines) or "Only comments or the order differ."


DIFF_STYLES = {"+": "good", "-": "error"}
"""The style of a line of a difference by its first character."""
_HUNK = re.compile(r"@@ -\S+ \+(\d+).*")
"""The head of a piece of a difference; the group is its first line in the new file."""


class DiffList(LineList):
    """A unified difference, as it will stand in the file, secrets masked."""

    rests = False
    empty_text = "Nothing to save: the file says what you see. 1 leads to the variables, 3 to the services."

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._lines: list[str] = []

    def show(self, lines: Sequence[str]) -> None:
        """Show another difference; the two lines that name the file are left out."""
        self._lines = [line for line in lines if not line.startswith(("--- ", "+++ "))]
        self.rows_changed(0)

    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def is_heading(self, row: int) -> bool:
        """True for the number of the line at which a piece begins."""
        return self._lines[row].startswith("@@")

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The line in the colour of its sign."""
        line = self._lines[row]
        if self.is_heading(row):
            title = " line " + _HUNK.sub(r"\1", line) + " "
            return [Cell(title, "heading"), Cell(glyphs().rule * (width - len(title) - 1), "rule")]
        return [Cell(fit(f" {line[:1]} {clean(line[1:])}", width), DIFF_STYLES.get(line[:1], "dim"))]
