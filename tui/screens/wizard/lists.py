"""The lists of the wizard: the steps with what was answered, and the lines that will be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList
from tui.workspace.questions import Question

SHORT_TITLES = {
    "image": "Launch",
    "folder": "Folder",
    "profile": "Profile",
    "public_url": "Address",
    "port": "Port",
    "database": "Database",
    "secrets": "Secrets",
    "workers": "Workers",
    "review": "Review",
}
"""A word per question for the list of steps."""


WORD = 10
"""Columns of the word of a step."""
PAGE_LABEL = 10
"""Columns of the labels of the page."""


class StepList(LineList, can_focus=False):
    """The questions in their order, with the answers given so far."""

    def __init__(self) -> None:
        super().__init__(id="steps")
        self.questions: Sequence[Question] = ()
        """Those that are asked."""
        self._answers: Mapping[str, str] = {}

    def show(self, questions: Sequence[Question], at: int, answers: Mapping[str, str]) -> None:
        """Show the questions, where one is and what was answered."""
        self.questions = questions
        self._answers = dict(answers)
        self.rows_changed(at)

    def row_count(self) -> int:
        """How many questions there are."""
        return len(self.questions)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """Done, here or to come; the word; the answer."""
        signs = glyphs()
        question = self.questions[row]
        word = SHORT_TITLES.get(question.key, question.title.rstrip("?"))
        done, here = row < self.cursor, row == self.cursor
        glyph = signs.good if done else signs.edited if here else signs.off
        answer = clean(self._answers.get(question.key, "")) if done else ""
        room = width - 4 if question.is_value else WORD  # the name of a variable takes the place of its answer
        return [
            Cell(f" {glyph} ", "good" if done else "accent" if here else "dim"),
            Cell(fit(word, room), "strong" if here else "" if done else "dim"),
            Cell("" if question.is_value else fit(answer, width - 14), "dim"),
        ]


class LineView(LineList):
    """Lines to read: names of secrets, or the file as it will be written."""

    rests = False

    def __init__(self) -> None:
        super().__init__(id="wizard-lines")
        self._lines: list[Sequence[Cell]] = []

    def show(self, lines: Sequence[Sequence[Cell]]) -> None:
        """Show other lines."""
        self._lines = list(lines)
        self.rows_changed(0)

    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The line, its last part cut to the width."""
        *start, last = self._lines[row]
        return [*start, Cell(fit(last.text, width - sum(len(cell.text) for cell in start)), last.style)]


def page_lines(page: Iterable[tuple[str, str]], width: int) -> list[list[Cell]]:
    """The page as cells, long texts wrapped under themselves, and a rule below it."""
    lines: list[list[Cell]] = []
    room = max(width - PAGE_LABEL - 5, 20)  # the bar, the blank, the scroll bar
    for label, text in page:
        for number, part in enumerate(wrap(clean(text), room) or [""]):
            lines.append([Cell(f" {'' if number else label:<{PAGE_LABEL}}", "dim"), Cell(part, "strong")])
    return [*lines, [Cell(glyphs().rule * (room + PAGE_LABEL), "rule")]]


def file_lines(diff: Sequence[str]) -> list[list[Cell]]:
    """The new file as cells, from its difference to nothing: comments dim, names plain, values in the accent."""
    lines: list[list[Cell]] = []
    for line in diff:
        if not line.startswith("+") or line.startswith("+++"):
            continue
        text = clean(line[1:])
        name, equals, value = text.partition("=")
        if text.lstrip().startswith("#") or not equals:
            lines.append([Cell(f" {text}", "dim")])
        else:
            lines.append([Cell(f" {name}", ""), Cell("=", "dim"), Cell(value, "accent")])
    return lines
