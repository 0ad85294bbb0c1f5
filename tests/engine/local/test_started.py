"""What a process was started with, as its private file has it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui.engine.local import database, probes
from tui.engine.local.daemon import RUNNING, STOPPED, Process
from tui.engine.local.layout import Layout
from tui.engine.local.services import Service
from tui.engine.local.started import is_stale, started_of
from tui.engine.protocol import EngineError

PROCESS = Process("api", RUNNING, 4711, 1_764_000_000.0, 0, "")
SERVICE = Service("api", ("python", "-m", "runtime"), {"MODE": "api", "LEVEL": "INFO"}, probes.never, "runtime api")


def test_a_process_is_compared_with_what_it_would_get_now(tmp_path: Path) -> None:
    layout = Layout.of(tmp_path)
    layout.run.mkdir(parents=True)
    layout.spec("api").write_text(database.spec_text(list(SERVICE.argv), SERVICE.env, layout))
    assert started_of(SERVICE, PROCESS, layout).drift == ()
    changed = replace(SERVICE, argv=("python", "-m", "other"), env={"MODE": "api", "LEVEL": "DEBUG"})
    found = started_of(changed, PROCESS, layout)
    assert [(one.name, one.runs, one.now) for one in found.drift] == [
        ("command", "python -m runtime", "python -m other"),
        ("LEVEL", "INFO", "DEBUG"),
    ]
    ended = {one.name: one.runs for one in started_of(SERVICE, replace(PROCESS, state=STOPPED), layout).made}
    assert ended["state"] == "ended"
    assert "pid" not in ended


def test_the_shell_that_looks_does_not_count_and_a_changed_configuration_file_does(tmp_path: Path) -> None:
    layout = Layout.of(tmp_path)
    layout.run.mkdir(parents=True)

    def spec(env: dict[str, str]) -> str:
        return database.spec_text(list(SERVICE.argv), env, layout)

    layout.spec("api").write_text(spec({**SERVICE.env, "PATH": "/bin"}))
    elsewhere = replace(SERVICE, env={**SERVICE.env, "PATH": "/elsewhere"})
    assert not is_stale(elsewhere, spec(elsewhere.env), layout)
    assert started_of(elsewhere, PROCESS, layout).drift == ()
    changed = {**SERVICE.env, "LEVEL": "DEBUG"}
    assert is_stale(replace(SERVICE, env=changed), spec(changed), layout)
    own = replace(elsewhere, config_file=tmp_path / "own.conf", config="requirepass one\n")
    assert is_stale(own, spec(own.env), layout)
    (tmp_path / "own.conf").write_text("requirepass one\n", "utf-8")
    assert not is_stale(own, spec(own.env), layout)
    assert is_stale(replace(own, config="requirepass two\n"), spec(own.env), layout)


@pytest.mark.parametrize(("process", "said"), [(None, "does not run"), (PROCESS, "is not known")])
def test_what_was_never_started_or_is_not_known_is_said_with_the_way_out(
    tmp_path: Path, process: Process | None, said: str
) -> None:
    with pytest.raises(EngineError, match=said) as raised:
        started_of(SERVICE, process, Layout.of(tmp_path))
    assert raised.value.hint.startswith("launchdeck ")
