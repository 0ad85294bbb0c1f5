"""What the list of variables can show: a category, a view across all of them, or what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from textual.fuzzy import Matcher

from tui.widgets.breadcrumb import Trail
from tui.workspace.page import place_of
from tui.workspace.selection import EMPTY, View, selected
from tui.workspace.workspace import Workspace

MAX_FUZZY = 50
"""A fuzzy search may find everything a little; what is further down helps nobody."""


IN_TREE = (View.PROBLEMS, View.CHANGED, View.SET)
"""The views that the tree shows; the others are filters, chosen from a list."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is shown."""

    category: str = ""
    group: str = ""
    """Where in the category to begin."""
    view: View | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: a heading or a variable."""

    name: str = ""
    heading: str = ""


def names_of(workspace: Workspace, scope: Scope) -> list[str]:
    """The variables of a scope, in the order in which they are shown."""
    if scope.query:
        exact = any(word.startswith("!") for word in scope.query.split())
        return workspace.search(scope.query) or ([] if exact else _fuzzy(workspace, scope.query))
    if scope.view is not None:
        return selected(workspace, scope.view)
    return [variable.name for variable in workspace.catalog.variables_of(scope.category)]


def _fuzzy(workspace: Workspace, query: str) -> list[str]:
    matcher = Matcher(query)
    scored = [(matcher.match(variable.name), variable.name) for variable in workspace.catalog]
    scored.sort(key=lambda pair: -pair[0])
    return [name for score, name in scored[:MAX_FUZZY] if score > 0]


def rows_of(workspace: Workspace, scope: Scope) -> list[Row]:
    """The rows of a scope: groups as headings in a category, categories as headings elsewhere.

    Search results keep their order, best first, so they have headings only where the category changes.
    """
    names = names_of(workspace, scope)
    titles = _group_titles(workspace, scope.category) if scope.category else _category_titles(workspace)
    rows: list[Row] = []
    for key, members in groupby(names, lambda name: _heading_key(workspace, scope, name)):
        if title := titles.get(key, key):
            rows.append(Row(heading=title))
        rows += [Row(name=name) for name in members]
    return rows


def _heading_key(workspace: Workspace, scope: Scope, name: str) -> str:
    variable = workspace.catalog[name]
    return variable.group if scope.category else variable.category


def _group_titles(workspace: Workspace, category: str) -> dict[str, str]:
    return {group.name: group.title for group in workspace.catalog.category(category).groups}


def _category_titles(workspace: Workspace) -> dict[str, str]:
    return {category.name: category.title for category in workspace.catalog.categories}


def title_of(workspace: Workspace, scope: Scope) -> str:
    """The words above the list."""
    if scope.view is not None:
        return scope.view.value
    return f"Search: {scope.query}" if scope.query else workspace.catalog.category(scope.category).title


def trail_of(workspace: Workspace, scope: Scope, name: str, at: int, number: int) -> Trail:
    """Where one is: the category with its section, or a view or search with the category, and the variable."""
    parts = [title_of(workspace, scope)]
    if name:
        category, *section = place_of(workspace, name)
        parts += [*(section if scope.category else [category]), name]
    said = workspace.catalog.category(scope.category).summary if scope.category else ""
    return Trail(parts, f"{at}/{number}" if at else str(number), said)


def marked_words(query: str) -> list[str]:
    """The words of a search that stand out in what it finds."""
    return [word for word in query.split() if not word.startswith("!")]


def empty_text(scope: Scope) -> str:
    """What an empty list says."""
    if scope.query:
        return "Nothing matches. Search looks at names, help and allowed values."
    return EMPTY[scope.view] if scope.view else "No variables here."
