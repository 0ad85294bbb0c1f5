"""Log files, ports, paths: the small parts of the Local engine."""

from __future__ import annotations

import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.engine import ports
from tui.engine.local import database, logs, probes
from tui.engine.local.daemon import Daemon, Program, write_private
from tui.engine.local.environment import Settings, local_settings
from tui.engine.local.layout import MAX_SOCKET_PATH, Layout
from tui.engine.local.services import valkey_config
from tui.engine.protocol import EngineError


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A prepared layout."""
    found = Layout.of(tmp_path)
    found.prepare()
    return found


@pytest.fixture
def listener() -> Iterator[int]:
    """A port that is taken."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def settings_with(**values: str) -> Settings:
    return local_settings({"DB_PASSWORD": "one", "REDIS_PASSWORD": "two", **values}, Layout.of(Path("/srv/x")))


def test_the_folders_are_private(layout: Layout) -> None:
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o700 for path in (layout.root, layout.data, layout.run))


def test_a_long_path_gets_a_short_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1")
    long = Layout.of(tmp_path / ("x" * 120))
    assert len(str(long.socket)) <= MAX_SOCKET_PATH
    assert long.socket != Layout.of(tmp_path / ("y" * 120)).socket


def test_a_socket_folder_that_is_open_to_others_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "run"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared))
    with pytest.raises(EngineError, match="open to others"):
        Layout.of(tmp_path / ("x" * 120)).prepare()


def test_a_private_file_is_private_from_its_first_byte(tmp_path: Path) -> None:
    write_private(tmp_path / "a", "secret")
    write_private(tmp_path / "a", "other")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    assert (tmp_path / "a").read_text() == "other"


def test_the_supervisors_configuration_holds_no_value_and_escapes_percent(tmp_path: Path) -> None:
    text = Daemon(Layout.of(tmp_path / "100%"), [Program("api", stop_seconds=40)]).config()
    assert "100%%" in text
    assert "stopwaitsecs=40" in text


def test_the_last_lines_are_read_from_the_end(tmp_path: Path) -> None:
    file = tmp_path / "a.log"
    file.write_text("".join(f"line {i}\n" for i in range(20_000)))
    assert logs.last_lines(file, 3) == ["line 19997", "line 19998", "line 19999"]
    assert logs.last_lines(file, 0) == []
    assert logs.last_lines(tmp_path / "none", 3) == []


def test_following_shows_what_comes_once_and_survives_rotation(tmp_path: Path) -> None:
    file = tmp_path / "a.log"
    file.write_text("old 1\nold 2\n")
    stream = logs.lines_of({"a": logs.Source(file)}, tail=1, follow=True)
    assert next(stream).text == "old 2"

    def write() -> None:
        with file.open("a") as out:
            out.write("new 1\nhalf")
        file.rename(tmp_path / "a.log.1")
        file.write_text("after rotation\n")

    timer = threading.Timer(0.05, write)
    timer.start()
    found = [next(stream).text]
    timer.join()
    while found[-1] != "after rotation":
        found.append(next(stream).text)
    assert found[-1] == "after rotation"
    stream.close()  # type: ignore[attr-defined]  # it is a generator


def test_a_taken_port_is_named_with_its_owner(listener: int) -> None:
    found = ports.clash(f"127.0.0.1:{listener}", "api", "DIFY_PORT", is_ours=lambda _pid: False)
    assert found is not None
    assert "pid" in found.owner
    assert found.suggestion is not None
    assert ports.is_free("127.0.0.1", found.suggestion)


def test_our_own_process_is_no_clash(listener: int) -> None:
    import os

    assert ports.clash(f"127.0.0.1:{listener}", "api", "DIFY_PORT", is_ours=lambda pid: pid == os.getpid()) is None


def test_another_password_than_the_databases_is_refused(layout: Layout) -> None:
    layout.postgres.mkdir()
    (layout.postgres / "PG_VERSION").write_text("18\n")
    one, other = settings_with(), settings_with(DB_PASSWORD="another")
    salt = "ab"
    write_private(layout.postgres.with_name("postgres.fingerprint"), f"{salt} {database._digest(salt, one)}\n")
    database.check_password(one, layout)
    with pytest.raises(EngineError, match="DB_PASSWORD is not the one") as caught:
        database.check_password(other, layout)
    assert "another" not in str(caught.value)


def test_valkeys_password_is_quoted(layout: Layout) -> None:
    assert 'requirepass "a\\"b\\\\c"' in valkey_config(settings_with(REDIS_PASSWORD='a"b\\c'), layout)


def test_a_probe_of_nothing_is_unhealthy(listener: int, tmp_path: Path) -> None:
    assert not probes.get(1, "/health").healthy
    assert not probes.heartbeat(tmp_path / "none").healthy
    (tmp_path / "beat").touch()
    assert probes.heartbeat(tmp_path / "beat").healthy
