"""The plain mode: the same app line by line, without a cursor that moves and without Textual."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import CANARY, sample_workspace
from tui.plain import COMMANDS, Dialog, Session
from tui.workspace.bundled import copy_bundled
from tui.workspace.workspace import Workspace


class Talk:
    """What a person says, and what they hear."""

    def __init__(self, folder: Path, *lines: str, env: bool = True, secret: str = "", clash: str = "") -> None:
        self.workspace = sample_workspace(folder) if env else sample_workspace(folder, None)
        self.engine = MemoryEngine(self.workspace.root, clash=clash)
        self.asked: list[str] = []

        def hidden(prompt: str) -> str:
            self.asked.append(prompt)
            return secret

        target = io.StringIO()
        dialog = Dialog(io.StringIO("".join(f"{line}\n" for line in lines)), target, hidden if secret else None)
        self.code = Session(self.workspace, self.engine, dialog).run()
        self.heard = target.getvalue()


def test_it_tells_where_one_is_and_ends_with_the_input(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    assert talk.code == 0
    assert "Workspace shop, 17 variables." in talk.heard
    assert "1 error" in talk.heard


def test_nothing_it_prints_moves_the_cursor(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "help", "categories", "3", "", "services", "map", "problems", "nonsense", "quit")
    assert talk.code == 0
    assert all(char == "\n" or char.isprintable() for char in talk.heard)
    assert CANARY not in talk.heard
    assert [word for word in COMMANDS if f"\n{word}" not in talk.heard] == []
    assert "There is no command nonsense" in talk.heard


def test_a_value_is_checked_told_undone_and_saved(tmp_path: Path) -> None:
    talk = Talk(
        tmp_path, "set db_port http", "5433", "undo", "redo", "set LOG_LEVEL ERROR", "review", "save", "yes", "quit"
    )
    assert talk.code == 0
    assert "DB_PORT must be a port" in talk.heard
    assert "Done: set DB_PORT." in talk.heard
    assert "DB_PORT was 70000, becomes 5433" in talk.heard
    text = talk.workspace.env_path.read_text()
    assert "DB_PORT=5433" in text
    assert "LOG_LEVEL=ERROR" in text


def test_the_categories_are_walked_to_a_variable(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "categories", "database", "DB_HOST", "db.internal", "", "quit", "discard")
    assert "3 Database: 5 variables, 3 set, 1 error" in talk.heard
    assert "Host of the database." in talk.heard
    assert talk.workspace.text("DB_HOST") == "db.internal"
    assert talk.code == 0


def test_find_forgives_a_slip_and_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "find pasword", "", "set DB_PROT 1", "quit")
    assert "DB_PASSWORD is ••" in talk.heard
    assert "there is no variable DB_PROT" in talk.heard
    assert "DB_PORT" in talk.heard


def test_a_secret_is_asked_for_without_showing_it(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "set DB_PASSWORD", "review", "quit", "discard", secret="brand-new-secret-text")
    assert talk.asked == ["New value of DB_PASSWORD, empty to keep it: "]
    assert talk.workspace.text("DB_PASSWORD") == "brand-new-secret-text"
    assert "brand-new-secret-text" not in talk.heard
    assert "DB_PASSWORD was ••" in talk.heard


def test_the_next_problem_is_told_and_mended(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "reset SECRET_KEY", "next", "yes", "next", "no", "quit", "discard")
    assert "Problem 1 of 2, error: SECRET_KEY" in talk.heard
    assert "Look first: " in talk.heard
    assert "Done: Generate SECRET_KEY." in talk.heard
    assert "Problem 1 of 1, error: DB_PORT" in talk.heard
    assert talk.workspace.text("DB_PORT") == "70000", "what was not agreed to is left alone"


def test_what_a_service_runs_with_is_told_against_the_files(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "environment", "environment api", "start api", "environment api", "quit")
    assert "Name the service, such as: environment api" in talk.heard
    assert "api has no container yet" in talk.heard
    assert "image differs: it runs with shop-api:1.4 and would get shop-api:1.5" in talk.heard
    assert "1 would be changed by launchdeck restart api" in talk.heard


def test_leaving_with_unsaved_edits_is_asked_about(tmp_path: Path) -> None:
    stays = Talk(tmp_path / "a", "set LOG_LEVEL ERROR", "quit", "", "quit", "save")
    assert "Not saved: LOG_LEVEL" in stays.heard
    assert "You are still here." in stays.heard
    assert "LOG_LEVEL=ERROR" in stays.workspace.env_path.read_text()
    ended = Talk(tmp_path / "b", "set LOG_LEVEL ERROR")
    assert ended.code == 1
    assert "The input ended. Not saved: LOG_LEVEL." in ended.heard


def test_edits_that_the_end_of_the_input_cut_off_are_offered_again(tmp_path: Path) -> None:
    cut = Talk(tmp_path, "set LOG_LEVEL ERROR", "set DB_PASSWORD", secret="a-new-one-that-is-long")
    assert "The next start offers them again." in cut.heard
    again = Talk(tmp_path, "yes", "save", "yes", "quit")
    assert "were not saved: LOG_LEVEL, DB_PASSWORD." in again.heard
    assert "a-new-one-that-is-long" not in again.heard
    text = again.workspace.env_path.read_text()
    assert "LOG_LEVEL=ERROR" in text
    assert "a-new-one-that-is-long" in text
    assert "were not saved" not in Talk(tmp_path, "quit").heard


def test_edits_that_were_thrown_away_are_not_offered_again(tmp_path: Path) -> None:
    Talk(tmp_path / "quit", "set LOG_LEVEL ERROR", "quit", "discard")
    assert "were not saved" not in Talk(tmp_path / "quit", "quit").heard
    Talk(tmp_path / "cut", "set LOG_LEVEL ERROR")
    Talk(tmp_path / "cut", "no", "yes", "quit")
    assert "were not saved" not in Talk(tmp_path / "cut", "quit").heard


def test_edits_that_were_put_off_stay_whatever_becomes_of_later_ones(tmp_path: Path) -> None:
    Talk(tmp_path, "set LOG_LEVEL ERROR")
    later = Talk(tmp_path, "no", "no", "set DB_PORT 5433", "quit", "discard")
    assert later.workspace.text("LOG_LEVEL") == "DEBUG"
    assert "were not saved: LOG_LEVEL." in Talk(tmp_path, "no", "yes", "quit").heard


def test_a_launch_is_told_step_by_step_and_logs_follow(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "set LOG_LEVEL ERROR", "launch", "yes", "services", "logs api 5", "stop api", "quit")
    assert "api: starting" in talk.heard
    assert "api: ready, after 0.4 s" in talk.heard
    assert "All done." in talk.heard
    assert "api: running, healthy, at 127.0.0.1:5001" in talk.heard
    assert "\napi is ready" in talk.heard
    assert talk.engine.calls == ["up", "stop api"]
    assert "LOG_LEVEL=ERROR" in talk.workspace.env_path.read_text(), "what was asked about was saved first"


def test_what_stops_a_launch_is_told_and_nothing_starts(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "launch", "quit", clash="0.0.0.0:80")
    assert "Stops the launch: 0.0.0.0:80 is taken by nginx (pid 812)" in talk.heard
    assert talk.engine.calls == []


def test_the_wizard_asks_line_by_line_and_goes_back(tmp_path: Path) -> None:
    talk = Talk(
        tmp_path, "setup", "1", "https://shop.example.com/path", "back", "production", "https://shop.example.com",
        "", "", "yes", "quit", env=False,
    )  # fmt: skip
    assert "must have no path" in talk.heard
    text = talk.workspace.env_path.read_text()
    assert "CONSOLE_API_URL=https://shop.example.com" in text
    secret = talk.workspace.text("SECRET_KEY")
    assert secret
    assert secret not in talk.heard


def test_the_wizard_leads_to_a_folder_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "compose.yaml").write_text("services: {web: {image: nginx}}\n", "utf-8")
    copy_bundled(tmp_path / "docker")
    workspace = Workspace.open(tmp_path / "docker", {})
    lines = io.StringIO(f"setup\nfolder\n{tmp_path / 'nowhere'}\n{own}\n")
    target = io.StringIO()
    session = Session(workspace, MemoryEngine(workspace.root), Dialog(lines, target))
    assert session.run() == 0
    assert "must be a folder that there is" in target.getvalue()
    assert session.elsewhere == own


@pytest.mark.parametrize("extra", [[], ["--plain"]])
def test_the_command_line_offers_it_and_loads_no_textual(tmp_path: Path, extra: list[str]) -> None:
    workspace = sample_workspace(tmp_path)
    program = (
        "import sys\nfrom tui.cli import run\n"
        f"code = run(['-C', {str(workspace.root)!r}, *{extra!r}])\n"
        "print('loaded', *sorted({'textual', 'rich'} & {name.partition('.')[0] for name in sys.modules}), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input="services\nquit\n", capture_output=True, text=True, cwd=ROOT, check=False
    )
    if extra:
        assert "Launchdeck, plain. Workspace shop" in done.stdout
        assert done.stdout.splitlines()[-1] == "loaded 0"
    else:
        assert "launchdeck --plain asks line by line" in done.stderr
        assert done.stdout.splitlines()[-1] == "loaded 2"
