"""Opened to look only, the app writes no file and changes no service, whatever key is pressed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import walk
from tui import cli
from tui.engine.watching import watching


async def test_nothing_is_saved_and_nothing_is_started(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    workspace.look_only = True
    engine = MemoryEngine(workspace.root)
    async with walk(workspace, watching(engine)) as opened:  # type: ignore[arg-type]  # it passes for the engine that it watches
        assert "read-only" in opened.seen
        opened.configure.store("DB_HOST", "db2")
        await opened.press("2", "s")
        await opened.until_seen("was opened to look only")
        await opened.press("3")
        was = engine.status()
        await opened.press("S")
        await opened.until_seen("Start all failed")
        assert engine.status() == was
    assert {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()} == before


def test_a_verb_refuses_the_flag_of_the_app(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--read-only", "-C", str(tmp_path), "down"]) == 2
    assert "--read-only is for the app" in capsys.readouterr().err
