"""The run folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runtime import exits, rundir
from runtime.errors import StartError


def test_it_is_where_runtime_dir_says(tmp_path: Path) -> None:
    assert rundir.prepare({"RUNTIME_DIR": str(tmp_path / "a" / "b")}) == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_else_below_the_runtime_folder_of_the_user(tmp_path: Path) -> None:
    assert rundir.prepare({"XDG_RUNTIME_DIR": str(tmp_path)}) == tmp_path / "launchdeck"


def test_else_below_the_temporary_folder_for_this_user_alone(tmp_path: Path) -> None:
    folder = rundir.prepare({"TMPDIR": str(tmp_path)})
    assert folder == tmp_path / f"launchdeck-{os.getuid()}"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_link_that_somebody_left_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"launchdeck-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StartError) as caught:
        rundir.prepare({"TMPDIR": str(tmp_path)})
    assert caught.value.code == exits.CONFIG


def test_a_place_where_no_folder_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match="RUNTIME_DIR"):
        rundir.prepare({"RUNTIME_DIR": str(tmp_path / "file" / "run")})
