"""A list of answers, each with a note beside it; a long note goes on under itself, not under the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

NARROWEST = 16
"""Columns that a note has at least; where there are fewer, it goes below its answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    id: str
    label: str
    note: str = ""
    """What follows from it."""


class AnswerList(OptionList):
    """Answers to choose one of."""

    def __init__(self, answers: Sequence[Answer] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(*(Option(answer.label, answer.id) for answer in answers), id=id, markup=False)
        self.answers = answers
        """What is offered."""

    def show(self, answers: Sequence[Answer]) -> None:
        """Offer others."""
        self.answers = answers
        self.set_options(Option(prompt, answer.id) for prompt, answer in zip(self._prompts(), answers, strict=True))

    def on_resize(self) -> None:
        """The place decides where the notes go on."""
        for index, prompt in enumerate(self._prompts()):
            self.replace_option_prompt_at_index(index, prompt)

    def _prompts(self) -> list[Content]:
        width = max(self.scrollable_content_region.width, 1)
        labels = max((cell_len(answer.label) for answer in self.answers), default=0)
        indent, beside = labels + 3, width - labels - 4 >= NARROWEST
        if not beside:
            indent = 3
        return [_prompt(answer, labels, indent, width - indent - 1, beside=beside) for answer in self.answers]


def _prompt(answer: Answer, labels: int, indent: int, room: int, *, beside: bool) -> Content:
    parts = [(f" {answer.label}{' ' * (labels - cell_len(answer.label))}", "bold")]
    for number, line in enumerate(wrap(answer.note, max(room, NARROWEST), break_on_hyphens=False)):
        parts.append(("  " if beside and not number else "\n" + " " * indent, ""))
        parts.append((line, "$faint"))
    return Content.assemble(*parts)
