"""What is remembered between two sittings: little, private, and nothing breaks without it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tui.state import KEPT_PLACES, UserState, state_path


def test_it_is_kept_for_the_person_only_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    state = UserState(path)
    assert not state.tour_seen
    assert state.place(tmp_path) == {}
    state.see_tour()
    state.leave(tmp_path, {"mode": "services", "variable": "DB_HOST"})
    again = UserState(path)
    assert again.tour_seen
    assert again.place(tmp_path) == {"mode": "services", "variable": "DB_HOST"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"places": 3, "tour_seen": "x"}', '{"places": {"/": [1]}}', '{"places": {"/": {"mode": 1}}}', "\udcff"],
)
def test_a_broken_file_counts_as_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    state = UserState(path)
    assert not state.tour_seen
    assert state.place(Path("/")) == {}
    state.see_tour()
    assert UserState(path).tour_seen


def test_what_cannot_be_written_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    UserState(tmp_path / "file" / "state.json").see_tour()


def test_only_so_many_places_are_kept(tmp_path: Path) -> None:
    state = UserState(tmp_path / "state.json")
    for number in range(KEPT_PLACES + 1):
        state.leave(tmp_path / str(number), {"mode": "logs"})
    assert state.place(tmp_path / "0") == {}
    assert state.place(tmp_path / "1") == {"mode": "logs"}


def test_it_lies_where_the_person_says() -> None:
    assert state_path({"XDG_STATE_HOME": "/s"}) == Path("/s/launchdeck/state.json")


def test_sizes_of_panes_come_back_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    state = UserState(tmp_path / "state.json")
    state.keep_pane_sizes({"tree width": 30})
    assert UserState(state.path).pane_sizes == {"tree width": 30}
    state.path.write_text('{"panes": {"a": "x", "b": -1, "c": true, "d": 5}}', "utf-8")
    assert UserState(state.path).pane_sizes == {"d": 5}


def test_the_recent_variables_of_a_workspace_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    UserState(path).keep_recent(tmp_path, ["B", "A"])
    assert UserState(path).recent(tmp_path) == ["B", "A"]
    assert UserState(path).recent(tmp_path / "other") == []
    path.write_text('{"recent": {"x": 1}}')
    assert UserState(path).recent(Path("x")) == []
