"""What a process was started with, as its private file has it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui.engine.local import database, probes
from tui.engine.local.daemon import RUNNING, STOPPED, Process
from tui.engine.local.layout import Layout
from tui.engine.local.services import Service
from tui.engine.local.started import started_of
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


@pytest.mark.parametrize(("process", "said"), [(None, "does not run"), (PROCESS, "is not known")])
def test_what_was_never_started_or_is_not_known_is_said_with_the_way_out(
    tmp_path: Path, process: Process | None, said: str
) -> None:
    with pytest.raises(EngineError, match=said) as raised:
        started_of(SERVICE, process, Layout.of(tmp_path))
    assert raised.value.hint.startswith("launchdeck ")
