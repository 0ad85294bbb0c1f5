"""The tree of categories with their counts, and the views across all of them on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from schemas.catalog import Category
from tui.theme import glyphs
from tui.widgets.cells import Cell, fit
from tui.widgets.line_list import LineList
from tui.widgets.scopes import IN_TREE, Scope, names_of
from tui.workspace.printable import counted
from tui.workspace.selection import SENTENCES, View
from tui.workspace.workspace import Counts, Workspace


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of the tree: a heading, a view, a category or one of its groups."""

    scope: Scope
    title: str
    depth: int = 0
    heading: bool = False


class CategoryTree(LineList):
    """Where to look. The list follows the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", show=False, tooltip="Go to the variables of this category."),
        Binding("space", "groups", "Groups", show=False, tooltip="Show or hide the groups of a category."),
    ]

    @dataclass
    class Picked(Message):
        """The cursor went to another scope."""

        scope: Scope

    @dataclass
    class Opened(Message):
        """A scope was chosen with Enter: go to its variables."""

        scope: Scope

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.workspace = workspace
        self._expanded: set[str] = set()
        self._branches: list[Branch] = []
        self._counts: dict[str, Counts] = {}
        self._views: dict[View, int] = {}

    def on_mount(self) -> None:
        """Show the first category, not a view that may be empty."""
        self.count_again()
        self._branches = self._grow()
        first = next((i for i, branch in enumerate(self._branches) if branch.scope.category), 0)
        self.rows_changed(first)

    @property
    def scope(self) -> Scope:
        """What the cursor is on."""
        return self._branches[self.cursor].scope

    def count_again(self, categories: Sequence[str] | None = None) -> None:
        """Take the numbers from the workspace: of some categories, or of all."""
        every = [category.name for category in self.workspace.catalog.categories]
        for name in every if categories is None else categories:
            self._counts[name] = self.workspace.counts(name)
        self._views = {view: len(names_of(self.workspace, Scope(view=view))) for view in IN_TREE}
        self.refresh_rows(range(len(self._branches)))

    def go_to(self, scope: Scope) -> None:
        """Put the cursor on a scope without telling anybody."""
        row = next((i for i, branch in enumerate(self._branches) if branch.scope == scope), None)
        if row is not None and row != self.cursor:
            with self.prevent(self.Highlighted):
                self.cursor = row

    def _grow(self) -> list[Branch]:
        branches = [Branch(Scope(view=view), view.value) for view in IN_TREE]
        branches.append(Branch(Scope(), "Categories", heading=True))
        for category in self.workspace.catalog.categories:
            if not self._counts[category.name].total:
                continue
            branches.append(Branch(Scope(category.name), category.title))
            if category.name in self._expanded:
                branches += [Branch(Scope(category.name, group.name), group.title, 1) for group in category.groups]
        return branches

    def action_choose(self) -> None:
        """Go to the variables."""
        self.post_message(self.Opened(self.scope))

    def action_groups(self) -> None:
        """Open or close the groups of the category."""
        name = self.scope.category
        if not name:
            return
        self._expanded ^= {name}
        self._branches = self._grow()
        self.rows_changed(next(i for i, branch in enumerate(self._branches) if branch.scope == Scope(name)))

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """The list follows the cursor."""
        event.stop()
        self.post_message(self.Picked(self.scope))

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A click on the row with the cursor opens its groups."""
        event.stop()
        self.action_groups()

    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._branches)

    def is_heading(self, row: int) -> bool:
        """True for the word between views and categories."""
        return self._branches[row].heading

    def told(self, row: int) -> str:
        """The numbers of a row in words."""
        scope = self._branches[row].scope
        if scope.view is not None:
            return f"{counted(self._views[scope.view], 'variable')}: {SENTENCES[scope.view]}"
        if not scope.category:
            return ""
        counts = self._counts[scope.category]
        words = [counted(counts.total, "variable"), f"{counts.changed} unsaved" if counts.changed else ""]
        words += [counted(counts.errors, "error") if counts.errors else ""]
        words += [counted(counts.warnings, "warning") if counts.warnings else ""]
        summary = self.workspace.catalog.category(scope.category).summary
        return f"{', '.join(word for word in words if word)}. {summary}".strip()

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """The title and, on the right, the numbers."""
        branch = self._branches[row]
        if branch.heading:
            return [Cell(f" {branch.title} ", "heading"), Cell(glyphs().rule * (width - len(branch.title) - 3), "rule")]
        if branch.depth:
            return [Cell("     " + fit(branch.title, width - 6), "dim")]
        badges = self._badges(branch)
        room = width - 3 - sum(len(cell.text) for cell in badges) - 1
        return [Cell(f" {self._sign(branch)} "[:3]), Cell(fit(branch.title, room)), *badges, Cell(" ")]

    def _sign(self, branch: Branch) -> str:
        signs = glyphs()
        if branch.scope.view is not None:
            return {View.PROBLEMS: signs.error, View.CHANGED: signs.edited, View.SET: signs.set}[branch.scope.view]
        category: Category = self.workspace.catalog.category(branch.scope.category)
        if not category.groups:
            return " "
        return signs.opened if category.name in self._expanded else signs.closed

    def _badges(self, branch: Branch) -> list[Cell]:
        signs = glyphs()
        if branch.scope.view is not None:
            number = self._views[branch.scope.view]
            alarm = branch.scope.view is View.PROBLEMS and number
            return [Cell(f"{number:>4}", "error" if alarm else "dim")]
        counts = self._counts[branch.scope.category]
        cells = []
        for number, glyph, style in (
            (counts.changed, signs.edited, "edited"),
            (counts.errors, signs.error, "error"),
            (counts.warnings, signs.warning, "warning"),
        ):
            if number:
                cells.append(Cell(f" {glyph}{number}", style))
        return [*cells, Cell(f"{counts.total:>4}", "dim")]
