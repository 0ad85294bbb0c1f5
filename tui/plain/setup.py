"""The wizard, question by question."""

from __future__ import annotations

from schemas.errors import UsageError
from tui.plain.dialog import Dialog
from tui.plain.reviewing import save
from tui.plain.session import PlainCommand, Session, closed
from tui.workspace import initial
from tui.workspace.interview import Interview
from tui.workspace.printable import counted

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
        interview = Interview(workspace)
        dialog.say(f"A few questions. Empty takes what is proposed, {BACK} goes one back.")
        while not interview.at_review:
            typed = _answer(dialog, interview)
            if typed == BACK:
                interview.back()
                continue
            interview.keep(typed)
            if interview.at_folder:
                session.elsewhere, session.code = interview.folder, 0
                return
            interview.forward()
        _write(session, interview)


def _write(session: Session, interview: Interview) -> None:
    """Tell what the file will set, ask, write."""
    workspace, dialog = session.workspace, session.dialog
    values = interview.values()
    workspace.start_file(values)
    for name, shown in initial.preview(workspace.catalog, values):
        dialog.say(f"{name} becomes {shown or 'empty'}")
    if need := interview.need(workspace.survey.project):
        dialog.say(f"This needs {need.words}.")
    if dialog.agree(f"Write {workspace.env_path}?"):
        save(session)
        return
    workspace.reload(keep=False)
    dialog.say("Nothing was written.")


def _answer(dialog: Dialog, interview: Interview) -> str | None:
    """A text that the question takes, the word for going back, or None where nothing is asked."""
    question = interview.question
    dialog.say(question.title)
    dialog.say(question.help)
    if question.kind == "secrets":
        dialog.say(f"{counted(len(interview.secrets()), 'secret')} generated.")
        return None
    for number, choice in enumerate(question.choices, 1):
        dialog.say(f"{number} {choice.value}{f', {choice.label}' if choice.label else ''}")
    names = [choice.value for choice in question.choices]
    while True:
        if question.kind == "password":
            typed = dialog.ask_secret("Answer, not shown, empty for nothing") or interview.proposed
        else:
            typed = dialog.ask(f"Answer, empty for {interview.proposed or 'nothing'}") or interview.proposed
        if typed == BACK:
            return BACK
        if names and typed.isdecimal() and 1 <= int(typed) <= len(names):
            typed = names[int(typed) - 1]
        if names and typed not in names:
            dialog.say(f"There is no {typed} in this list.")
            continue
        problem = interview.check(typed)
        if problem is None:
            return typed
        dialog.say(closed(f"That {problem.message}{f'; {problem.hint}' if problem.hint else ''}"))
