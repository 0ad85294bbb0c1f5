"""What the panel beside a variable says."""

from __future__ import annotations

from pathlib import Path

from tests.workspace.projects import copied
from tui.workspace.facts import facts
from tui.workspace.workspace import Workspace


def test_the_panel_says_where_a_value_comes_from_and_where_it_goes(tmp_path: Path) -> None:
    workspace = Workspace.open(copied("sinks", tmp_path), {"CACHE_PORT": "1"})
    known = dict(facts(workspace, workspace.catalog["CACHE_PORT"]))
    assert known["From"] == "compose.yaml:4 6379"
    assert known["Shell"].startswith("1 (wins when you launch by hand")
    assert known["Lands in"] == "command of cache, published port of cache, address CACHE_URL of app"
    assert "plain" not in str(list(facts(workspace, workspace.catalog["CACHE_PASSWORD"])))


def test_without_a_compose_file_the_panel_says_nothing_of_it(tmp_path: Path) -> None:
    workspace = Workspace.open(copied("example-only", tmp_path), {})
    assert not {"From", "Lands in"} & dict(facts(workspace, workspace.catalog["WEB_URL"])).keys()
