"""The list that every panel reuses: its cursor, its headings, and that it draws only what is in sight."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App, ComposeResult

from tui.widgets.cells import Cell
from tui.widgets.line_list import LineList


class Rows(LineList):
    """As many rows as wanted; those in headings cannot have the cursor."""

    def __init__(self, count: int, headings: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self.count = count
        self.headings = headings
        self.drawn: list[int] = []

    def row_count(self) -> int:
        return self.count

    def is_heading(self, row: int) -> bool:
        return row in self.headings

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        self.drawn.append(row)
        return [Cell(f"row {row}"[:width])]


class Bench(App[None]):
    """An app with nothing but a list."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows
        self.heard: list[int] = []
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.rows

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        self.heard.append(event.row)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        self.chosen.append(event.row)


async def test_the_cursor_passes_by_headings_and_stays_within_the_list() -> None:
    rows = Rows(6, frozenset({0, 3}))
    app = Bench(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.rows_changed(0)
        assert rows.cursor == 1
        await pilot.press("down", "down", "down", "down", "down")
        assert rows.cursor == 5
        await pilot.press("up", "up", "home", "up")
        assert rows.cursor == 1
        assert app.heard == [2, 4, 5, 4, 2, 1]


async def test_an_empty_list_can_be_asked_anything() -> None:
    rows = Rows(0)
    async with Bench(rows).run_test(size=(40, 10)) as pilot:
        rows.rows_changed(7)
        await pilot.press("down", "up", "end", "home", "pagedown")
        assert rows.cursor == 0


async def test_of_many_rows_only_those_in_sight_are_drawn() -> None:
    rows = Rows(100_000)
    async with Bench(rows).run_test(size=(40, 10)) as pilot:
        rows.rows_changed(0)
        await pilot.press("end")
        assert rows.cursor == 99_999
        assert len(set(rows.drawn)) <= 40


async def test_the_terminals_own_cursor_sits_on_the_row_for_screen_readers() -> None:
    rows = Rows(5)
    app = Bench(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.rows_changed(0)
        rows.focus()
        await pilot.press("down", "down")
        assert rows.cursor_place() == (0, 2)


async def test_a_click_puts_the_cursor_and_a_second_one_chooses() -> None:
    rows = Rows(5)
    app = Bench(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.rows_changed(0)
        await pilot.click(offset=(4, 3))
        assert (rows.cursor, app.chosen) == (3, [])
        await pilot.click(offset=(4, 3))
        assert app.chosen == [3]


async def test_what_an_empty_list_says_is_not_cut() -> None:
    rows = Rows(0)
    rows.empty_text = "Nothing here yet.\nA key brings the first of them."
    app = Bench(rows)
    async with app.run_test(size=(20, 10)):
        assert [rows.render_line(y).text.strip() for y in range(4)] == [
            "Nothing here yet.",
            "A key brings the",
            "first of them.",
            "",
        ]
