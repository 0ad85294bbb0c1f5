"""Who the process is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runtime import identity
from runtime.entrypoint import make_plan
from runtime.environment import Environment
from runtime.errors import ConfigurationError
from runtime.resolution import resolve


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user that no password file knows, in group 0."""
    monkeypatch.setattr(os, "getuid", lambda: 54321)
    monkeypatch.setattr(os, "getgid", lambda: 0)


def test_root_is_warned_of_and_others_are_not(monkeypatch: pytest.MonkeyPatch, nobody: None) -> None:
    assert identity.notes() == ()
    monkeypatch.setattr(os, "getuid", lambda: 0)
    assert "root" in identity.notes()[0]


def test_a_user_without_a_home_gets_the_run_folder(tmp_path: Path, nobody: None) -> None:
    assert identity.home(Environment({}), tmp_path) == {"HOME": str(tmp_path)}
    assert identity.home(Environment({"HOME": str(tmp_path / "missing")}), tmp_path) == {"HOME": str(tmp_path)}
    assert identity.home(Environment({"HOME": str(tmp_path)}), tmp_path / "run") == {}


def test_files_are_shared_with_group_0_and_as_told(monkeypatch: pytest.MonkeyPatch, nobody: None) -> None:
    assert identity.umask(Environment({})) == 0o002
    assert identity.umask(Environment({"RUNTIME_UMASK": "0077"})) == 0o077
    monkeypatch.setattr(os, "getgid", lambda: 1000)
    assert identity.umask(Environment({})) is None
    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setattr(os, "getgid", lambda: 0)
    assert identity.umask(Environment({})) is None


@pytest.mark.parametrize("word", ["9", "1777", "-2", "rwx"])
def test_a_umask_that_is_none_is_refused(word: str) -> None:
    with pytest.raises(ConfigurationError, match="RUNTIME_UMASK"):
        make_plan(resolve({"RUNTIME_UMASK": word}), [])
