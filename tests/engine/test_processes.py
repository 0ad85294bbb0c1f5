"""The processes of a service: their order, what ps tells, what of them may be shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.screens.sample import CANARY, sample_workspace
from tui.engine.compose.processes import process_of
from tui.engine.local.daemon import RUNNING, STOPPED, Process
from tui.engine.local.processes import processes_of
from tui.engine.masked import masked_command
from tui.engine.processes import ServiceProcess, as_tree
from tui.engine.protocol import EngineError


def process(pid: int, parent: int, container: str = "c") -> ServiceProcess:
    return ServiceProcess(pid, parent, "app", None, None, f"p{pid}", container)


def test_each_process_stands_behind_its_parent() -> None:
    found = as_tree([process(30, 10), process(20, 10), process(10, 1), process(25, 20), process(5, 4, "d")])
    assert [(depth, one.pid) for depth, one in found] == [(0, 10), (1, 20), (2, 25), (1, 30), (0, 5)]


def test_a_line_of_ps_is_read_by_its_titles() -> None:
    titles = ["PID", "PPID", "USER", "%CPU", "RSS", "COMMAND"]
    one = process_of(titles, ["811", "790", "app", "1.5", "2048", "sh -c 'a b'"], "shop-api-1")
    assert one == ServiceProcess(811, 790, "app", 1.5, 2048 * 1024, "sh -c 'a b'", "shop-api-1")
    other = process_of(["PID", "COMMAND"], ["7", "top"], "")  # a ps that knows less
    assert (other.pid, other.cpu, other.memory, other.command) == (7, None, None, "top")


def test_a_process_with_its_child_is_found_and_one_that_ended_is_no_service() -> None:
    child = "import time; time.sleep(60)"
    command = [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"]
    with subprocess.Popen(command) as started:
        try:
            supervised = Process("api", RUNNING, os.getpid(), 1.0, 0, "")
            found = {one.pid: one for one in processes_of("api", supervised)}
            assert found[started.pid].parent == os.getpid()
            assert found[started.pid].command.startswith(sys.executable)
            assert found[started.pid].memory
        finally:
            started.kill()
    for gone in (None, Process("api", STOPPED, 0, 1.0, 0, "")):
        with pytest.raises(EngineError, match="does not run"):
            processes_of("api", gone)


def test_a_secret_in_the_arguments_is_masked(tmp_path: Path) -> None:
    shown = masked_command(
        ServiceProcess(1, 0, "app", None, None, f"serve --token=abc --db postgres://me:hidden@db {CANARY}-key"),
        sample_workspace(tmp_path),
    )
    assert shown.command == "serve --token=•••••••• --db postgres://me:••••••••@db ••••••••"
