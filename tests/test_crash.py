"""A fault of ours: one line, a private report, and no value anywhere."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import CANARY, sample_workspace
from tui import crash
from tui.app import LaunchdeckApp


def _fail(password: str) -> None:
    raise ValueError(f"cannot read {password}")


def _failed(secret: str) -> ValueError:
    try:
        _fail(secret)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_report_says_where_and_masks_what_is_known_to_be_secret() -> None:
    text = crash.describe(_failed("hunter22secret"), ["hunter22secret"])
    assert "in _fail" in text
    assert "cannot read ••••••••" in text
    assert "hunter22secret" not in text


def test_without_the_secrets_no_message_is_kept() -> None:
    text = crash.describe(_failed("hunter22secret"))
    assert "ValueError" in text
    assert "cannot read" not in text


def _chained(*, suppressed: bool) -> KeyError:
    try:
        try:
            _fail("a")
        except ValueError as error:
            raise KeyError("b") from (None if suppressed else error)
    except KeyError as error:
        return error
    raise AssertionError


def test_causes_are_reported_first_and_a_suppressed_one_is_not() -> None:
    text = crash.describe(_chained(suppressed=False), [])
    assert text.index("ValueError") < text.index("KeyError")
    assert "ValueError" not in crash.describe(_chained(suppressed=True), [])


def test_the_report_is_private_and_old_ones_are_removed() -> None:
    for number in range(crash.KEPT + 2):
        crash.folder().mkdir(parents=True, exist_ok=True)
        (crash.folder() / f"20200101-00000{number:02}-1.txt").write_text("old")
    path = crash.write(_failed("x"), [])
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list(crash.folder().glob("*.txt"))) == crash.KEPT
    assert path.exists()


def test_a_place_that_cannot_be_written_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")
    crash.tell(_failed("hunter22secret"))
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "no report could be written" in said
    assert "hunter22secret" not in said


def test_a_command_line_that_fails_unforeseen_prints_one_line(tmp_path: Path) -> None:
    program = (
        "import sys, tui.cli\n"
        "def broken(arguments):\n    password = 'hunter22secret'\n    raise RuntimeError(password)\n"
        "tui.cli.run = broken\n"
        "tui.cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "fault of ours (RuntimeError)" in done.stderr
    assert "hunter22secret" not in done.stderr + "".join(p.read_text() for p in crash.folder().glob("*.txt"))


async def test_an_app_that_ends_by_a_fault_prints_no_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = LaunchdeckApp(sample_workspace(tmp_path), MemoryEngine(tmp_path))

    def broken() -> None:
        secret = f"{CANARY}-db"
        raise RuntimeError(secret)

    async def walk() -> None:
        async with app.run_test() as pilot:
            app.call_later(broken)
            await pilot.pause()

    with pytest.raises(RuntimeError, match=CANARY):
        await walk()
    assert isinstance(app.crash, RuntimeError)
    out, err = capsys.readouterr()
    assert CANARY not in out + err
    assert CANARY not in crash.describe(app.crash, app.workspace.secrets())
