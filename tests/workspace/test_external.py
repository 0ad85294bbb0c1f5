"""A value in the person's own editor: what they leave counts, what went wrong changes nothing, nothing stays behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.errors import UsageError
from tui.workspace.external import edit, editor_command

Editor = Callable[[str], dict[str, str]]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """Makes an editor of some lines of shell, in which $1 is the file; returns the environment that names it."""

    def make(script: str) -> dict[str, str]:
        program = tmp_path / "my editor"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return {"EDITOR": f"'{program}' --wait", "PATH": os.environ["PATH"], "SEEN": str(tmp_path / "seen")}

    return make


def test_what_is_left_in_the_editor_is_the_value(editor: Editor) -> None:
    environment = editor('sed -i "s/two/three/" "$2"')
    assert edit("one\ntwo $HOME 'x'", "CERT", environment) == "one\nthree $HOME 'x'"


@pytest.mark.parametrize("text", ["", "one line", "two\nlines", "ends with one\n", "\r\n inside \r\n too", "ünïcode"])
def test_a_text_that_is_not_touched_comes_back_as_it_was(editor: Editor, text: str) -> None:
    assert edit(text, "KEY", editor("true")) == text


def test_the_file_is_for_its_owner_and_gone_afterwards(editor: Editor) -> None:
    environment = editor('stat -c "%a" "$2" > "$SEEN"; stat -c "%a" "$(dirname "$2")" >> "$SEEN"; echo "$2" >> "$SEEN"')
    edit("secret", "KEY", environment)
    mode, folder, path = Path(environment["SEEN"]).read_text().split()
    assert (mode, folder) == ("600", "700")
    assert not Path(path).exists()
    assert not Path(path).parent.exists()


def test_an_editor_that_fails_changes_nothing(editor: Editor) -> None:
    with pytest.raises(UsageError, match="exit code 3") as caught:
        edit("secret", "KEY", editor("exit 3"))
    assert "secret" not in str(caught.value)


def test_bytes_that_are_no_text_are_refused(editor: Editor) -> None:
    with pytest.raises(UsageError, match="left no text"):
        edit("", "KEY", editor("printf '\\377' > \"$2\""))


def test_visual_comes_before_editor_and_a_missing_program_is_named(tmp_path: Path) -> None:
    environment = {"VISUAL": "no-such-editor -n", "EDITOR": "sh", "PATH": os.environ["PATH"]}
    with pytest.raises(UsageError, match="VISUAL names no-such-editor"):
        editor_command(environment)
    assert editor_command({"EDITOR": "sh -x", "PATH": os.environ["PATH"]}) == ["sh", "-x"]
    with pytest.raises(UsageError, match="no editor is installed"):
        editor_command({"PATH": str(tmp_path)})
