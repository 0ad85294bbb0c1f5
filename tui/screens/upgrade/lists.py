"""The plan as a list: a heading for each class, a row for each variable."""

from __future__ import annotations

from collections.abc import Sequence

from tui.widgets.cells import Cell, clean, fit
from tui.widgets.line_list import LineList
from tui.workspace.upgrade.plan import Action, Item, Plan
from tui.workspace.upgrade.report import TITLES, line_of

STYLES = {Action.ASK: "error", Action.TAKE: "good", Action.KEEP: "dim", Action.SET: "edited"}
"""The style of what happens."""


class PlanList(LineList):
    """What the upgrade does, by class."""

    empty_text = "Name the new template above. Nothing is written before you have seen the plan."

    def __init__(self) -> None:
        super().__init__(id="plan")
        self._plan: Plan | None = None
        self._rows: list[Item | str] = []

    def show(self, plan: Plan) -> None:
        """Show a plan; the cursor stays with its variable, and begins at the first that needs a value."""
        before = self.current
        self._plan, self._rows = plan, []
        for kind, title in TITLES.items():
            items = [item for item in plan.items if item.kind is kind]
            if items:
                self._rows += [f"{title} ({len({item.name for item in items})})", *items]
        if not self._rows:
            self._rows = ["Nothing to do: the file is up to date." if not plan.changes else "Only the stamp changes."]
        self.rows_changed(self._row_of(before))

    def _row_of(self, item: Item | None) -> int:
        """The row of the same variable as before, else the first."""
        if item is None:
            return 0
        same = (i for i, row in enumerate(self._rows) if isinstance(row, Item) and row.name == item.name)
        return next(same, self.cursor)

    @property
    def current(self) -> Item | None:
        """The item with the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return row if isinstance(row, Item) else None

    def row_count(self) -> int:
        """Headings and items."""
        return len(self._rows)

    def is_heading(self, row: int) -> bool:
        """Titles are passed by."""
        return isinstance(self._rows[row], str)

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """What happens, and the line of the page."""
        item = self._rows[row]
        if isinstance(item, str) or self._plan is None:
            return [Cell(fit(f" {item}", width), "heading")]
        return [
            Cell(f"  {fit(item.action.value, 5)}", STYLES[item.action]),
            Cell(fit(clean(line_of(self._plan, item)), width - 8)),
        ]
