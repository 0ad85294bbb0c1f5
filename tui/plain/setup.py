"""The wizard, question by question."""

from __future__ import annotations

from schemas.errors import UsageError
from tui.plain.dialog import Dialog
from tui.plain.reviewing import save
from tui.plain.session import PlainCommand, Session, closed, counted
from tui.workspace import initial

BACK = "back"
"""What the person says to get to the question before."""


class Setup(PlainCommand, word="setup"):
    """Answer a few questions and have the first .env written."""

    @classmethod
    def run(cls, session: Session, _rest: str) -> None:
        """Ask, tell what will be written, write."""
        workspace, dialog = session.workspace, session.dialog
        if workspace.has_env:
            raise UsageError(f"{workspace.env_path} is there already", "set changes values in it")
        images = initial.knows_images(workspace.survey)
        questions = [
            question
            for question in initial.questions(workspace.catalog, images=images)
            if question.kind in {"choice", "text", "number"}
        ]
        dialog.say(f"{counted(len(questions), 'question')}. Empty takes what is proposed, {BACK} goes one back.")
        answers: dict[str, str] = {}
        at = 0
        while at < len(questions):
            typed = _answer(dialog, questions[at], answers)
            at = max(0, at - 1) if typed == BACK else at + 1
            if typed != BACK:
                answers[questions[at - 1].key] = typed
        values = initial.initial_values(workspace.catalog, answers)
        workspace.start_file(values)
        for name, shown in initial.preview(workspace.catalog, values):
            dialog.say(f"{name} becomes {shown or 'empty'}")
        if dialog.agree(f"Write {workspace.env_path}?"):
            save(session)
            return
        workspace.reload(keep=False)
        dialog.say("Nothing was written.")


def _answer(dialog: Dialog, question: initial.Question, answers: dict[str, str]) -> str:
    """A text that the question takes, or the word for going back."""
    proposed = answers.get(question.key, question.default(answers))
    dialog.say(question.title)
    dialog.say(question.help)
    for number, choice in enumerate(question.choices, 1):
        dialog.say(f"{number} {choice.value}{f', {choice.label}' if choice.label else ''}")
    names = [choice.value for choice in question.choices]
    while True:
        typed = dialog.ask(f"Answer, empty for {proposed}") or proposed
        if typed == BACK:
            return BACK
        if names and typed.isdecimal() and 1 <= int(typed) <= len(names):
            typed = names[int(typed) - 1]
        if names and typed not in names:
            dialog.say(f"There is no {typed} in this list.")
            continue
        problem = question.check(typed, answers)
        if problem is None:
            return typed
        dialog.say(closed(f"That {problem.message}{f'; {problem.hint}' if problem.hint else ''}"))
