"""The Configure screen: walk, find, edit, check, take back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from schemas.catalog import Catalog
from tests.screens.sample import CANARY, ENV, sample_workspace
from tests.screens.walking import sample_walk, walk
from tui.screens.review.screen import ReviewScreen
from tui.widgets.editors import EDITORS, editor_of
from tui.workspace.discovery.survey import Survey
from tui.workspace.selection import View
from tui.workspace.workspace import Origin

# Walking


async def test_the_list_follows_the_tree(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("left", "down", "down")
        assert walk.configure.scope.category == "database"
        assert walk.configure.variables.current == "DB_TYPE"
        assert "DB_TYPE" in walk.seen
        await walk.press("enter")
        assert walk.configure.variables.has_focus


async def test_space_opens_the_groups_of_a_category_and_a_group_is_where_the_list_begins(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("left", "down", "down", "space", "down", "down")
        assert walk.configure.scope.group == "pool"
        assert walk.configure.variables.current == "SQLALCHEMY_POOL_SIZE"


async def test_a_view_gathers_variables_across_categories(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("left", "home", "down", "down")
        assert walk.configure.scope.view is View.SET
        assert [walk.configure.variables.name_at(row) for row in (1, 2, 4, 5, 6)] == [
            "LOG_LEVEL", "SECRET_KEY", "DB_HOST", "DB_PORT", "DB_PASSWORD",
        ]  # fmt: skip


async def test_the_arrows_go_through_the_three_panes_and_back(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("h")
        assert walk.configure.categories.has_focus
        await walk.press("l")
        assert walk.configure.variables.has_focus
        await walk.press("l")
        assert walk.configure.pane.has_focus_within
        await walk.press("escape")
        assert walk.configure.variables.has_focus


async def test_the_editor_tells_origin_help_default_unit_range_and_readers(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("APP_MAX_EXECUTION_TIME")
        said = walk.prose("#pane")
        for text in ("not set, the default is in force", "How long one run of an app may take.", "= 20 minutes"):
            assert text in said
        for fact in ("Default 1200", "Unit seconds", "Range at least 1", "Read by api, worker"):
            assert fact in said


async def test_the_line_above_the_list_tells_where_one_is_and_leads_up(tmp_path: Path) -> None:
    async with sample_walk(tmp_path, size=(70, 24)) as walk:
        await walk.go_to("SQLALCHEMY_POOL_SIZE")
        assert walk.prose("#list-title") == "Database ▸ Connection pool ▸ SQLALCHEMY_POOL_SIZE 5/5"
        await walk.go_to("DB_PORT")
        await walk.click("Connection")
        assert walk.configure.variables.current == "DB_TYPE", "the first variable of the section that was clicked"
        await walk.press("slash")
        await walk.type("bucket")
        assert walk.prose("#list-title") == "Search: bucket ▸ Storage ▸ S3_BUCKET_NAME 1/1"
        await walk.click("Storage")
        assert walk.configure.scope.category == "storage"
        await walk.click("Storage")
        assert walk.configure.categories.has_focus, "the whole leads to the categories"


# Finding


async def test_slash_finds_a_variable_by_part_of_its_name(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("slash")
        await walk.type("pool")
        assert walk.configure.variables.current == "SQLALCHEMY_POOL_SIZE"
        await walk.press("enter", "escape")
        assert walk.configure.scope.category == "database", "closing the search leads to where the variable stands"
        assert walk.configure.variables.current == "SQLALCHEMY_POOL_SIZE"


async def test_slash_finds_a_variable_by_its_help(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("slash")
        await walk.type("browsers")
        assert walk.configure.variables.current == "WEB_ALLOWED_ORIGINS"


async def test_an_abandoned_search_leads_back_to_where_one_was(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_HOST")
        await walk.press("slash")
        await walk.type("zzz")
        assert "Nothing matches." in walk.seen
        await walk.press("escape")
        assert walk.configure.scope.category == "database"
        assert not walk.configure.query_one("#search", Input).display


async def test_a_pointer_that_rests_is_told_what_a_key_a_row_and_a_badge_mean(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:

        async def told(selector: str, text: str) -> str:
            """The tooltip of the part of the screen, with the pointer on a text of it."""
            part = walk.screen.query_one(selector)
            region = part.region
            lines = walk.lines
            row = next(y for y in range(region.y, region.bottom) if text in lines[y][region.x : region.right])
            at = lines[row].index(text, region.x)
            await walk.pilot.hover(offset=(at, row))
            return str(part.tooltip)

        assert await told("KeyBar", "Search") == "Find any variable by its name, help or allowed values."
        assert (await told("#tree", "Server")).startswith("7 variables")
        await walk.go_to("DB_PORT")
        assert (await told("#list", "DB_PORT")).startswith("error: DB_PORT must be a port")
        assert await told("#list", "DB_HOST") == "DB_HOST: set in the file"
        assert "1 error, 0 warnings" in str(walk.screen.query_one("#standing").tooltip)


# Editing


async def test_a_text_is_stored_with_enter(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_HOST")
        await walk.press("enter", "ctrl+u")
        await walk.type("db2")
        await walk.press("enter")
        assert walk.workspace.text("DB_HOST") == "db2"
        assert walk.workspace.origin("DB_HOST") is Origin.EDITED
        assert walk.configure.variables.has_focus
        assert "1 unsaved" in walk.lines[0]


async def test_escape_forgets_what_was_typed(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_HOST")
        await walk.press("enter", "x", "escape")
        assert walk.workspace.text("DB_HOST") == "db.example.com"
        assert not walk.workspace.changes()


async def test_going_elsewhere_stores_what_was_typed(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_HOST")
        await walk.press("enter", "x")
        walk.configure.categories.focus()
        await walk.pilot.pause()
        assert walk.workspace.text("DB_HOST") == "db.example.comx"


async def test_a_wrong_text_is_named_while_it_is_typed_and_stored_all_the_same(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("SQLALCHEMY_POOL_SIZE")
        await walk.press("enter", "a")
        assert "SQLALCHEMY_POOL_SIZE must be" in walk.seen
        await walk.press("backspace", "4")
        assert "SQLALCHEMY_POOL_SIZE must be" not in walk.seen
        await walk.press("a", "enter")
        assert walk.workspace.text("SQLALCHEMY_POOL_SIZE") == "4a"
        assert walk.configure.categories.has_focus is False
        assert "✗2" in next(line for line in walk.lines if "▸ Database" in line)


async def test_the_arrows_step_a_number_within_its_range(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("SERVER_WORKER_AMOUNT")
        await walk.press("enter", "up", "up", "down", "down", "down", "down", "enter")
        assert walk.workspace.text("SERVER_WORKER_AMOUNT") == "1"


async def test_a_switch_is_stored_at_once_in_the_spelling_of_its_default(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("ENABLE_REQUEST_LOGGING")
        await walk.press("enter", "space")
        assert walk.workspace.text("ENABLE_REQUEST_LOGGING") == "true"
        await walk.press("escape")
        assert walk.configure.variables.has_focus


async def test_a_choice_is_taken_from_the_list(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("LOG_LEVEL")
        await walk.press("enter", "down", "enter")
        assert walk.workspace.text("LOG_LEVEL") == "INFO"


async def test_a_value_of_ones_own_is_taken_where_the_choices_are_open(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_TYPE")
        await walk.press("enter")
        await walk.type("oracle")
        assert walk.configure.query_one(OptionList).display is False, "no choice matches"
        await walk.press("enter")
        assert walk.workspace.text("DB_TYPE") == "oracle"


async def test_a_list_shows_its_entries_one_by_one(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("WEB_ALLOWED_ORIGINS")
        await walk.press("enter")
        await walk.type("http://a,http://b")
        assert "· http://a" in walk.seen
        assert "· http://b" in walk.seen


async def test_proposals_are_gone_through_taken_and_closed_by_key_and_by_mouse(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path, ENV)
    services = "services:\n  db_postgres: {image: 'postgres:16'}\n  db_mysql: {image: mysql}\n"
    (workspace.root / "docker-compose.yaml").write_text(services, "utf-8")
    workspace.survey = Survey(workspace.folder)
    async with walk(workspace) as walking:
        await walking.go_to("DB_HOST")
        await walking.press("enter", "ctrl+u", "d")
        await walking.until_seen("service, port 3306")
        await walking.press("escape")
        assert "port 3306" not in walking.seen, "Escape closes the list"
        assert walking.configure.pane.pending == ("DB_HOST", "d"), "and only the list"
        await walking.press("down", "down", "enter")
        assert walking.configure.pane.pending == ("DB_HOST", "db_mysql")
        await walking.press("ctrl+u", "p", "tab")
        assert walking.configure.pane.pending == ("DB_HOST", "db_postgres")
        await walking.press("ctrl+u", "m")
        await walking.click("service, port 3306")
        assert walking.configure.pane.pending == ("DB_HOST", "db_mysql")
        await walking.press("ctrl+u", "x", "tab")
        assert not walking.configure.pane.has_focus_within, "with nothing proposed Tab goes on"
        assert workspace.text("DB_HOST") == "x"


async def test_every_editor_has_a_variable_in_the_sample(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        assert {editor_of(variable) for variable in walk.workspace.catalog} == set(EDITORS)


# Explaining


async def test_one_key_shows_all_about_a_variable_also_from_its_field_and_another_its_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    workspace = sample_workspace(tmp_path, ENV)
    catalog = workspace.catalog
    workspace.catalog = Catalog(
        catalog.categories, [replace(one, docs="https://docs.acme.dev/{name}") for one in catalog]
    )
    async with walk(workspace) as walking:
        await walking.go_to("DB_PORT")
        await walking.press("i")
        said = walking.prose("#page-lines")
        for text in (
            "Type a port",
            "Range 1 to 65535",
            "error DB_PORT must be a port",
            "https://docs.acme.dev/db_port",
        ):
            assert text in said
        await walking.press("w")
        await walking.until(lambda: walking.app.clipboard == "https://docs.acme.dev/db_port", "the copied address")
        await walking.press("escape", "enter", "9", "f2")
        assert "What it is" in walking.seen
        await walking.press("escape")
        assert walking.configure.pane.has_focus_within
        assert workspace.text("DB_PORT") == "700009", "what was being typed is not lost"


# Secrets


async def test_a_secret_is_masked_until_it_is_revealed_and_masked_again_when_one_goes_on(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("SECRET_KEY")
        assert CANARY not in walk.svg
        await walk.press("v")
        assert CANARY in walk.svg, "revealed on purpose"
        await walk.press("down", "up")
        assert CANARY not in walk.svg


async def test_a_new_secret_says_what_follows_from_it(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_PASSWORD")
        await walk.press("n")
        made = walk.workspace.text("DB_PASSWORD")
        assert made is not None
        assert len(made) == 32
        assert CANARY not in made
        assert "DB_PASSWORD has a new value" in walk.seen
        assert made not in walk.svg


async def test_of_a_secret_only_the_name_is_copied(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("SECRET_KEY")
        await walk.press("y")
        assert walk.app.clipboard == "SECRET_KEY"
        await walk.go_to("LOG_LEVEL")
        await walk.press("y")
        assert walk.app.clipboard == "LOG_LEVEL=DEBUG"


async def test_a_masked_field_gives_nothing_to_the_clipboard(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("SECRET_KEY")
        await walk.press("enter", "home", "shift+end", "ctrl+c")
        assert walk.app.clipboard == ""
        await walk.press("ctrl+x")
        assert walk.app.clipboard == ""
        assert walk.workspace.text("SECRET_KEY") == f"{CANARY}-key"


# Taking back


async def test_undo_and_redo_go_across_variables(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("DB_HOST", "one")
        walk.configure.store("LOG_LEVEL", "ERROR")
        await walk.press("u", "u")
        assert (walk.workspace.text("DB_HOST"), walk.workspace.text("LOG_LEVEL")) == ("db.example.com", "DEBUG")
        assert not walk.workspace.changes()
        await walk.press("U")
        assert (walk.workspace.text("DB_HOST"), walk.workspace.text("LOG_LEVEL")) == ("one", "DEBUG")


async def test_reset_goes_back_to_the_default(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("LOG_LEVEL")
        await walk.press("r")
        assert walk.workspace.text("LOG_LEVEL") is None
        assert "INFO" in walk.row("LOG_LEVEL")


# Problems


async def test_the_next_problem_is_one_key_away_and_its_fix_another_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.press("e")
        assert walk.configure.variables.current == "DB_PORT"
        assert "error: DB_PORT must be a port" in walk.seen
        await walk.press("x")
        assert walk.workspace.text("DB_PORT") is None
        assert not walk.workspace.diagnostics
        await walk.press("u")
        assert walk.workspace.text("DB_PORT") == "70000"
        assert walk.workspace.diagnostics


async def test_problems_are_walked_around_in_both_directions(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        walk.configure.store("LOG_LEVEL", "LOUD")
        visited = []
        for key in ("e", "e", "e", "E"):
            await walk.press(key)
            visited.append(walk.configure.variables.current)
        assert set(visited) == {"DB_PORT", "LOG_LEVEL"}
        assert visited[0] == visited[2] != visited[1] == visited[3]


# Conditions


async def test_a_variable_without_effect_is_dimmed_and_the_editor_names_what_would_wake_it(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("S3_ENDPOINT")
        assert "unused" in walk.row("S3_ENDPOINT")
        assert "No effect now: it matters when STORAGE_TYPE is s3." in walk.prose("#pane")
        walk.configure.store("STORAGE_TYPE", "s3")
        await walk.pilot.pause()
        assert "unused" not in walk.seen
        assert "No effect now" not in walk.prose("#pane")


# Saving, copying, small terminals


async def test_saving_goes_through_the_review_and_keeps_what_was_being_typed(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_HOST")
        await walk.press("enter", "x", "ctrl+s")
        assert isinstance(walk.screen, ReviewScreen)
        assert walk.workspace.text("DB_HOST") == "db.example.comx"


async def test_a_value_never_becomes_markup(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        await walk.go_to("DB_HOST")
        await walk.press("enter", "ctrl+u")
        await walk.type("[red]x[/red]")
        await walk.press("enter")
        assert walk.seen.count("[red]x[/red]") >= 2, "in the list and in the field"
        await walk.press("2")
        assert "DB_HOST=[red]x[/red]" in walk.seen


@pytest.mark.parametrize("key", ["c", "left"])
async def test_a_narrow_terminal_opens_the_categories_in_place_of_the_list(tmp_path: Path, key: str) -> None:
    async with sample_walk(tmp_path, size=(60, 20)) as walk:
        assert "▸ Server" not in walk.seen
        await walk.press(key)
        assert "▸ Server" in walk.seen
        assert "CONSOLE_API_URL" not in walk.seen
        await walk.press("down", "enter")
        assert "▸ Server" not in walk.seen
        assert walk.configure.variables.current == "LOG_LEVEL"


async def test_the_shell_that_exports_another_value_is_named(tmp_path: Path) -> None:
    from tests.screens.sample import sample_workspace
    from tests.screens.walking import walk as walk_through

    async with walk_through(sample_workspace(tmp_path, LOG_LEVEL="WARNING")) as walk:
        await walk.go_to("LOG_LEVEL")
        assert "your shell exports another value" in walk.seen


async def test_where_no_editor_can_be_opened_the_command_line_is_named(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as opened:
        await opened.go_to("DB_HOST")
        await opened.press("o")
        assert "launchdeck env set DB_HOST --editor" in opened.notice


async def test_a_list_takes_the_whole_screen_and_goes_back_to_its_place(tmp_path: Path) -> None:
    async with sample_walk(tmp_path) as walk:
        before = walk.configure.variables.size.width
        await walk.press("z")
        assert walk.configure.variables.size.width > before
        assert walk.configure.variables.has_focus
        await walk.press("z")
        assert walk.configure.variables.size.width == before
