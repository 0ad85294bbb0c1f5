"""The Configure screen: walk the categories, find a variable, edit it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Input

from tui.commands import bindings_of
from tui.screens.configure import bulk as _bulk
from tui.screens.configure import commands as _commands  # noqa: F401 - defining them registers them
from tui.screens.configure import explain as _explain  # noqa: F401 - the same
from tui.screens.frame import ModeScreen
from tui.screens.panes import Split
from tui.widgets.breadcrumb import Breadcrumb
from tui.widgets.category_tree import CategoryTree
from tui.widgets.editor_pane import EditorPane
from tui.widgets.editors import Editor
from tui.widgets.line_list import LineList
from tui.widgets.scopes import IN_TREE, Scope, empty_text, marked_words, names_of, rows_of, trail_of
from tui.widgets.variable_list import VariableList
from tui.workspace.selection import View
from tui.workspace.workspace import Change


class ConfigureScreen(ModeScreen):
    """Categories on the left, variables in the middle, the editor on the right or below."""

    mode = "configure"
    places: ClassVar[tuple[str, ...]] = ("configure", "workspace")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(*places)
    AUTO_FOCUS = "#list"
    splits = (Split("#pane", "#middle"), Split("#tree", "#work"))

    scope = Scope()
    """What the list shows."""
    resting_scope = Scope()
    """What it shows again when a search is closed."""

    def compose_body(self) -> ComposeResult:
        """Three panes; the style sheet says where they stand at which size."""
        with Horizontal(id="panes"):
            yield CategoryTree(self.workspace, id="tree")
            with Container(id="work"):
                with Vertical(id="middle"):
                    yield Breadcrumb(id="list-title")
                    yield Input(placeholder="name, help or allowed value", compact=True, id="search")
                    yield VariableList(self.workspace, id="list")
                yield EditorPane(self.workspace, id="pane")

    def on_mount(self) -> None:
        """Show the first category."""
        self.query_one("#search", Input).display = False
        self.show_scope(self.categories.scope)

    @property
    def categories(self) -> CategoryTree:
        """The categories."""
        return self.query_one(CategoryTree)

    @property
    def variables(self) -> VariableList:
        """The variables."""
        return self.query_one(VariableList)

    @property
    def pane(self) -> EditorPane:
        """The editor."""
        return self.query_one(EditorPane)

    # Showing

    def show_scope(self, scope: Scope, select: str = "") -> None:
        """Show a category, a view or what a search found; the cursor goes to the variable named."""
        self.settle()
        self.scope = scope
        if not scope.query:
            self.resting_scope = scope
        self.variables.empty_text = empty_text(scope)
        rows = rows_of(self.workspace, scope)
        self.variables.show(rows, select=select, marked=marked_words(scope.query))
        if scope.group and not select:
            titles = {group.name: group.title for group in self.workspace.catalog.category(scope.category).groups}
            self.variables.select_heading(titles[scope.group])
        self.show_place()
        self.pane.show(self.variables.current)
        self.refresh_bindings()

    def show_view(self, view: View) -> None:
        """Show a selection across all categories; the tree's cursor follows where the tree has it."""
        self.close_search()
        self.categories.go_to(Scope(view=view))
        self.show_scope(Scope(view=view))
        self.focus_list()

    def on_paste(self, event: events.Paste) -> None:
        """Lines that are pasted while no field has the focus are looked at before they are set."""
        if "=" in event.text:
            event.stop()
            _bulk.open_paste(self, event.text)

    def show_place(self) -> None:
        """Say where the cursor is."""
        at, number = self.variables.place
        self.query_one(Breadcrumb).trail = trail_of(self.workspace, self.scope, self.variables.current, at, number)

    @on(Breadcrumb.Picked)
    def go_up(self, event: Breadcrumb.Picked) -> None:
        """To the categories from the first part, to the category or the section from one in the middle."""
        name = self.variables.current
        if event.level == 0 or not name:
            self.focus_tree()
        elif event.level < len(self.query_one(Breadcrumb).trail.parts) - 1:
            variable = self.workspace.catalog[name]
            group = variable.group if self.scope.category else ""
            self.close_search()
            self.categories.go_to(Scope(variable.category))
            self.show_scope(Scope(variable.category, group))
            self.focus_list()

    def go_to(self, name: str) -> None:
        """Show a variable: in its category, unless the list shows it already."""
        self.settle()
        if name not in self.workspace.catalog:
            return
        self.close_search()
        if not self.variables.select(name):
            scope = Scope(self.workspace.catalog[name].category)
            self.categories.go_to(scope)
            self.show_scope(scope, select=name)
        self.focus_list()

    def refresh_view(self, change: Change | None) -> None:
        """Draw what a change touched; when it moved other variables in or out of a view, the view."""
        catalog = self.workspace.catalog
        if change is None:
            self.categories.count_again()
        else:
            self.categories.count_again(list({catalog[name].category for name in change.affected if name in catalog}))
        if self.scope.view is not None or change is None:
            self.variables.show(
                rows_of(self.workspace, self.scope),
                select=self.variables.current,
                marked=marked_words(self.scope.query),
            )
        else:
            self.variables.refresh_names(change.affected)
        if self.pane.variable is None or self.pane.variable.name != self.variables.current:
            self.pane.show(self.variables.current)
        else:
            self.pane.refresh_all()

    def remembered(self) -> Mapping[str, str]:
        """The variable with the cursor, the category, and the view across all of them where there is one."""
        scope = self.resting_scope
        view = str(scope.view) if scope.view is not None else ""
        return {"variable": self.variables.current, "category": scope.category, "view": view}

    def recall(self) -> None:
        """Go where the person was; a view that has become empty is not shown again."""
        place = self.place
        name, category = place.get("variable", ""), place.get("category", "")
        view = next((view for view in View if view == place.get("view")), None)
        rows = names_of(self.workspace, Scope(view=view)) if view is not None else []
        if view is not None and rows:
            self.show_view(view)
        elif category in {known.name for known in self.workspace.catalog.categories}:
            self.categories.go_to(Scope(category))
            self.show_scope(Scope(category))
        if not rows or name in rows:
            self.go_to(name)

    # Storing

    def settle(self) -> None:
        """Store what is still being typed."""
        pending = self.pane.pending
        if pending is not None:
            self.store(*pending)

    @on(Editor.Committed)
    def store_committed(self, event: Editor.Committed) -> None:
        """A text is meant."""
        if self.workspace.text(event.name) != event.text:
            self.store(event.name, event.text)

    @on(Editor.Closed)
    def leave_editor(self) -> None:
        """The person is done with the field."""
        self.variables.focus()

    # Moving

    @on(LineList.Highlighted, "#list")
    def follow_list(self) -> None:
        """The editor follows the list."""
        self.settle()
        self.show_place()
        self.pane.show(self.variables.current)
        self.refresh_bindings()

    @on(LineList.Chosen, "#list")
    def edit_chosen(self) -> None:
        """A click on the row with the cursor edits."""
        self.pane.open()

    @on(CategoryTree.Picked)
    def follow_tree(self, event: CategoryTree.Picked) -> None:
        """The list follows the tree."""
        self.close_search()
        self.show_scope(event.scope)

    @on(CategoryTree.Opened)
    def enter_scope(self) -> None:
        """Go from the tree to the list."""
        self.focus_list()

    def focus_list(self) -> None:
        """Go to the variables."""
        self.remove_class("-tree-open")
        self.variables.focus()

    def focus_tree(self) -> None:
        """Go to the categories, opening them where they have no place of their own."""
        if self.has_class("-narrow"):
            self.add_class("-tree-open")
        self.categories.focus()

    def toggle_tree(self) -> None:
        """Open or close the categories where they have no place of their own."""
        if self.has_class("-tree-open"):
            self.focus_list()
        else:
            self.focus_tree()

    # Searching

    def open_search(self) -> None:
        """Type what to look for."""
        self.remove_class("-tree-open")
        field = self.query_one("#search", Input)
        field.display = True
        field.focus()

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        """Show what is found while typing."""
        event.stop()
        query = event.value.strip()
        self.show_scope(Scope(query=query) if query else self.resting_scope)

    @on(Input.Submitted, "#search")
    def take_results(self, event: Input.Submitted) -> None:
        """Go to what was found."""
        event.stop()
        self.variables.focus()

    def close_search(self) -> None:
        """Empty and hide the field; what the list shows stays."""
        field = self.query_one("#search", Input)
        if field.display:
            field.display = False
            with self.prevent(Input.Changed):
                field.value = ""

    def close_topmost(self) -> None:
        """Close the tree of a small terminal, else the search or the filter; leave the editor."""
        found = self.variables.current if self.scope.query and not self.query_one("#search", Input).has_focus else ""
        self.close_search()
        if self.scope.view is not None and self.scope.view not in IN_TREE and not self.pane.has_focus_within:
            self.show_scope(self.categories.scope)
        elif self.scope.query:
            scope = Scope(self.workspace.catalog[found].category) if found else self.resting_scope
            self.categories.go_to(scope)
            self.show_scope(scope, select=found)
        self.focus_list()
