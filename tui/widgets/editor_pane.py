"""The pane that edits one variable: its field, what is wrong with it, its help and all facts about it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from schemas.catalog import Variable
from schemas.kinds import Problem
from tui.theme import glyphs
from tui.widgets.aligned import Aligned
from tui.widgets.cells import clean
from tui.widgets.editors import EDITORS, Editor, editor_of
from tui.widgets.editors.notes import note_on
from tui.widgets.editors.secret import SecretEditor
from tui.widgets.editors.suggesting import SuggestingEditor
from tui.widgets.editors.suggestions import Suggestions
from tui.widgets.facts import LABEL_WIDTH, asleep_content, findings_content
from tui.workspace.facts import ORIGINS, comes_to, facts
from tui.workspace.workspace import Workspace

WIDE = 50
"""Columns from which on name and origin stand on one line."""


class EditorPane(Vertical):
    """Shows and edits one variable at a time. It stores nothing: its messages say what is meant."""

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.workspace = workspace
        self.variable: Variable | None = None
        """What is edited; None when there is nothing."""

    def compose(self) -> ComposeResult:
        """Name and origin, one editor of each sort, the live check, help and facts."""
        yield Static(id="variable-name", markup=False)
        yield Static(id="variable-asleep", markup=False)
        for editor in EDITORS:
            yield editor()
        yield Static(id="live-check", markup=False)
        yield Suggestions(self.workspace)
        with VerticalScroll(id="variable-help", can_focus=False):
            yield Static(id="findings", markup=False)
            yield Static(id="help-text", markup=False)
            yield Aligned(LABEL_WIDTH, "$faint", id="facts")

    def on_mount(self) -> None:
        """Begin with nothing to edit."""
        for editor in self.query(Editor):
            editor.display = False
            if isinstance(editor, SuggestingEditor):
                editor.suggestions = self.query_one(Suggestions)

    @property
    def editor(self) -> Editor | None:
        """The editor in use."""
        return None if self.variable is None else self.query_one(editor_of(self.variable))

    def show(self, name: str) -> None:
        """Edit another variable from now on; nothing when the name is empty."""
        if self.secret_editor is not None and self.variable is not None and self.variable.name != name:
            self.secret_editor.hide_value()
        self.variable = self.workspace.catalog.get(name)
        wanted = None if self.variable is None else editor_of(self.variable)
        with self.app.batch_update():
            for editor in self.query(Editor):
                editor.display = type(editor) is wanted
            self.refresh_all()
            self.query_one("#variable-help", VerticalScroll).scroll_home(animate=False)

    def refresh_all(self) -> None:
        """Show the variable as the workspace has it now."""
        variable, workspace = self.variable, self.workspace
        self._show_name()
        if variable is None or self.editor is None:
            for part in ("#variable-asleep", "#live-check", "#findings", "#help-text"):
                self.query_one(part, Static).update("")
            self.query_one(Aligned).show(())
            return
        self.editor.bind(variable, workspace.text(variable.name))
        self._show("#variable-asleep", asleep_content(workspace, variable.name))
        self._show_check(workspace.text(variable.name), typed=False)
        self._show("#findings", findings_content(workspace, variable.name))
        self._show("#help-text", Content(clean(variable.help)))
        self.query_one(Aligned).show(facts(workspace, variable))

    def _show_name(self) -> None:
        """The name and where the value comes from: on one line where there is place, since small terminals have few."""
        name = self.variable.name if self.variable else ""
        origin = ORIGINS[self.workspace.origin(name)] if name else ""
        between = "  " if self.size.width >= WIDE else "\n"
        self.query_one("#variable-name", Static).update(Content.assemble((name, "bold"), between, (origin, "$faint")))

    def on_resize(self) -> None:
        """The place decides how the name stands."""
        self.call_after_refresh(self._show_name)  # a new height while heights are being given would be lost

    def _show(self, part: str, content: Content) -> None:
        static = self.query_one(part, Static)
        static.update(content)
        static.display = bool(content.plain)

    def _show_check(self, text: str | None, *, typed: bool) -> None:
        variable = self.variable
        if variable is None:
            return
        problem = None if text is None else self.workspace.check(variable.name, text)
        if problem is not None and not typed:
            content = Content("")  # what is stored and wrong stands among the findings
        elif problem is not None:
            content = problem_content(variable.name, problem)
        else:
            meant = variable.default or "" if text is None else text
            note = comes_to(self.workspace, variable.name, meant) or note_on(variable, meant)
            good = f"{glyphs().good} " if typed else ""
            content = Content.assemble(
                (good + (note or ("valid" if typed else "")), "$text-success" if typed else "$faint")
            )
        self._show("#live-check", content)

    @on(Editor.Typed)
    def check_while_typing(self, event: Editor.Typed) -> None:
        """Say at once whether the text is a value of the variable."""
        if self.variable is not None and event.name == self.variable.name:
            self._show_check(event.text, typed=True)
            if isinstance(self.editor, SuggestingEditor) and self.editor.has_focus_within:
                cursor = self.editor.input.cursor_position
                self.query_one(Suggestions).follow(self.variable, event.text, cursor)

    @on(Suggestions.Taken)
    def put_in(self, event: Suggestions.Taken) -> None:
        """What was proposed becomes the text of the field."""
        event.stop()
        if isinstance(self.editor, SuggestingEditor):
            self.editor.put_in(event.suggestion)

    @property
    def pending(self) -> tuple[str, str] | None:
        """Name and text of what was typed and is not stored yet."""
        if self.variable is None or self.editor is None:
            return None
        text = self.editor.pending()
        return None if text is None else (self.variable.name, text)

    def open(self) -> None:
        """Give the focus to the field."""
        if self.editor is not None and self.variable is not None:
            self.workspace.recent.visit(self.variable.name)
            self.editor.open()

    @property
    def secret_editor(self) -> SecretEditor | None:
        """The editor when a secret is edited."""
        return self.editor if isinstance(self.editor, SecretEditor) else None


def problem_content(name: str, problem: Problem) -> Content:
    """What is wrong with a text, and what would be right."""
    return Content.assemble(
        (f"{glyphs().error} {name} {clean(problem.message)}", "$text-error"),
        (f"\n  {clean(problem.hint)}" if problem.hint else "", "$faint"),
    )
