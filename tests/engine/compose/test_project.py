"""The project of a workspace: which files and which name Compose is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.engine.compose.cli import PROGRAM_VARIABLE
from tui.engine.compose.project import Project

SAYS_ITS_NAME = """#!/bin/sh
case "$*" in
*version*) echo 2.40.3 ;;
*config*) printf '{"name": "%s", "services": {}}' "${COMPOSE_PROJECT_NAME:-of-the-files}" ;;
*) echo ;;
esac
"""


@pytest.fixture
def compose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Compose that tells under which name it was called; the operator's shell exports another one."""
    script = tmp_path / "compose"
    script.write_text(SAYS_ITS_NAME)
    script.chmod(0o755)
    monkeypatch.setenv(PROGRAM_VARIABLE, str(script))
    monkeypatch.setenv("COMPOSE_PROJECT_NAME", "of-the-shell")
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    return tmp_path


def test_a_name_that_is_given_is_the_project_s(compose: Path) -> None:
    assert Project(compose, dict[str, str]().keys, name="mine").model().project == "mine"


def test_without_one_the_files_decide_and_not_the_operator_s_shell(compose: Path) -> None:
    own = {"COMPOSE_PROJECT_NAME": "of-the-file"}
    assert Project(compose, own.keys).model().project == "of-the-files"
