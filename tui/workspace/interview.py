"""The wizard without its screen: which question comes next, what was answered, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from schemas.kinds import Problem
from tui.workspace import demands, initial
from tui.workspace.compose.project import Project
from tui.workspace.estimate import Estimate, estimate
from tui.workspace.questions import FOLDER, Question
from tui.workspace.questions import questions as questions_for
from tui.workspace.workspace import Workspace


class Interview:
    """Questions and answers. Going back, and an answer that leads elsewhere, forget nothing."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._all = questions_for(workspace.catalog, images=initial.knows_images(workspace.survey))
        self.answers: dict[str, str] = {}
        """What was answered, by the key of the question."""
        self.step = 0
        """The number of the question that is asked."""
        self._values: dict[str, str] = {}
        self._made_from: dict[str, str] | None = None

    @property
    def questions(self) -> Sequence[Question]:
        """Those that are asked after what was answered."""
        return [question for question in self._all if question.asked(self.answers)]

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return self.questions[self.step]

    @property
    def at_review(self) -> bool:
        """True at the last step of a workspace that gets its file here."""
        return self.question.kind == "review"

    @property
    def at_folder(self) -> bool:
        """True where another workspace is named, which ends the interview."""
        return self.question.kind == FOLDER

    @property
    def proposed(self) -> str:
        """The answer given before, else the default."""
        return self.answers.get(self.question.key, self.question.default(self.answers))

    def check(self, text: str) -> Problem | None:
        """What is wrong with an answer to the question that is asked."""
        return self.question.check(text, self.answers)

    def keep(self, text: str | None) -> None:
        """Remember an answer, right or wrong; None where nothing is answered."""
        if text is not None:
            self.answers[self.question.key] = text

    def forward(self) -> None:
        """Go to the next question, where there is one."""
        self.step = min(self.step + 1, len(self.questions) - 1)

    def back(self) -> None:
        """Go to the question before, where there is one."""
        self.step = max(0, self.step - 1)

    @property
    def folder(self) -> Path:
        """The other workspace that was named."""
        return Path(self.answers.get(FOLDER, "").strip()).expanduser()

    # What follows

    def complete(self, given: Mapping[str, str] | None = None) -> dict[str, str]:
        """The answers, and the default of each question that has none yet."""
        answers = dict(self.answers if given is None else given)
        for question in self._all:
            if question.asked(answers):
                answers.setdefault(question.key, question.default(answers))
        return answers

    def values(self) -> dict[str, str]:
        """What the file will set; secrets stay the same as long as the answers do."""
        answers = self.complete()
        if self._made_from != answers:
            self._values, self._made_from = initial.initial_values(self.workspace.catalog, answers), answers
        return self._values

    def secrets(self) -> list[str]:
        """The names of the secrets among them that were made and not given."""
        catalog, given = self.workspace.catalog, initial.given_values(self.answers)
        return [name for name in self.values() if name in catalog and catalog[name].secret and name not in given]

    def need(self, project: Project, given: Mapping[str, str] | None = None) -> Estimate | None:
        """What the answers cost; None where no compose file says what is started, or another folder is meant.

        None as well for another product, whose images nobody has weighed.
        """
        answers = self.complete(given) | {"public_url": ""}  # it may be wrong still, and costs nothing
        elsewhere = answers.get("image") == FOLDER
        if not project.services or elsewhere or not demands.is_of_product(self.workspace.catalog):
            return None
        return estimate(project, self.workspace.catalog, initial.chosen_values(self.workspace.catalog, answers))
