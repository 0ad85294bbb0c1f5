"""The draft of unsaved edits: for its owner only, held by one process, never in the way when it is broken."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tui.workspace.draft import DraftFile, differing, pending, take_up
from tui.workspace.enverrors import EnvFileError
from tui.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / ".env.example").write_text("PORT=80\nPASSWORD=\nNAME=demo\n")
    (tmp_path / ".env").write_text("PORT=80\nNAME=demo\n")
    return Workspace.open(tmp_path, {})


def test_a_new_process_takes_up_what_the_former_one_left_behind(workspace: Workspace) -> None:
    file = DraftFile(workspace.env_path)
    workspace.set("PASSWORD", "a $b 'c' #d")
    workspace.unset("NAME")
    file.keep(pending(workspace))
    file.release()

    again = Workspace.open(workspace.root, {})
    found = DraftFile(again.env_path).read()
    assert found is not None
    take_up(again, found)
    assert (again.text("PASSWORD"), again.text("NAME"), again.text("PORT")) == ("a $b 'c' #d", None, "80")
    again.undo()
    assert again.text("NAME") == "demo"


def test_the_draft_is_for_its_owner_only(workspace: Workspace) -> None:
    file = DraftFile(workspace.env_path)
    file.keep({"PASSWORD": "secret"})
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_the_lock_ends_with_a_process_that_is_killed(workspace: Workspace) -> None:
    program = (
        "import os, pathlib, signal, sys; from tui.workspace.draft import DraftFile;"
        "DraftFile(pathlib.Path(sys.argv[1])).keep({'PORT': '81'}); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(workspace.env_path)], check=False)
    found = DraftFile(workspace.env_path).read()
    assert found is not None
    assert found.changes == {"PORT": "81"}


def test_of_two_at_once_the_second_neither_reads_nor_harms_the_draft(workspace: Workspace) -> None:
    first, second = DraftFile(workspace.env_path), DraftFile(workspace.env_path)
    first.keep({"PORT": "81"})
    assert not second.keep({"PORT": "82"})
    second.forget()
    assert second.read() is None
    first.release()
    found = second.read()
    assert found is not None
    assert found.changes == {"PORT": "81"}


def test_what_the_file_has_by_now_is_not_offered_again(workspace: Workspace) -> None:
    file = DraftFile(workspace.env_path)
    file.keep({"PORT": "81", "NAME": "demo"})
    found = file.read()
    assert found is not None
    assert differing(workspace, found) == {"PORT": "81"}


def test_no_edits_leave_no_trace_in_a_folder_that_has_none(workspace: Workspace) -> None:
    DraftFile(workspace.env_path).keep({})
    assert sorted(path.name for path in workspace.root.iterdir()) == [".env", ".env.example"]


def test_without_edits_the_draft_goes(workspace: Workspace) -> None:
    file = DraftFile(workspace.env_path)
    file.keep({"PORT": "81"})
    file.keep({})
    assert not file.path.exists()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"format": 2, "changes": {"A": "b"}}', '{"format": 1, "changes": {"A": 1}}']
)
def test_a_broken_draft_is_passed_over(workspace: Workspace, content: str) -> None:
    file = DraftFile(workspace.env_path)
    file.keep({"PORT": "81"})
    file.path.write_text(content)
    assert file.read() is None


def test_a_folder_that_anybody_may_write_gets_no_draft(workspace: Workspace) -> None:
    workspace.root.chmod(0o777)
    with pytest.raises(EnvFileError, match="may replace files"):
        DraftFile(workspace.env_path).keep({"PASSWORD": "secret"})


def test_what_was_put_off_lies_below_what_comes_and_outlives_it(workspace: Workspace) -> None:
    file = DraftFile(workspace.env_path)
    file.keep({"PORT": "81", "NAME": "old"})
    found = file.read()
    assert found is not None
    file.postpone(found)
    file.keep({"NAME": "new"})
    kept = file.read()
    assert kept is not None
    assert kept.changes == {"PORT": "81", "NAME": "new"}
    file.forget()
    kept = file.read()
    assert kept is not None
    assert kept.changes == {"PORT": "81", "NAME": "old"}
