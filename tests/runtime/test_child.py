"""Children: every signal reaches them, time limits end them, and the first process of a container buries orphans."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from runtime import exits
from runtime.child import FORWARDED, Child, run_child
from runtime.errors import StartError
from tests.conftest import ROOT
from tests.runtime.containment import in_own_processes, needs_namespaces
from tests.runtime.processes import eventually

RECORDER = """
import signal, sys, time
def note(number, frame):
    with open(sys.argv[1], "a") as file:
        file.write(f"{number}\\n")
    if number == signal.SIGTERM:
        sys.exit(5)
for number in (1, 2, 3, 10, 12, 15, 28):
    signal.signal(number, note)
open(sys.argv[1], "w").close()
while True:
    time.sleep(0.05)
"""


@pytest.mark.parametrize("init", ["true", "false"])
def test_every_signal_reaches_the_server(tmp_path: Path, init: str) -> None:
    script, seen = tmp_path / "recorder.py", tmp_path / "seen"
    script.write_text(RECORDER)
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "MODE": "job", "RUNTIME_INIT": init}
    process = subprocess.Popen(
        [sys.executable, "-m", "runtime", sys.executable, str(script), str(seen)],
        env=environ,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    eventually(seen.exists, "the server runs")
    # TERM last: it ends the recorder.
    for number in sorted(FORWARDED, key=lambda one: one == signal.SIGTERM):
        process.send_signal(number)
        eventually(lambda number=number: str(int(number)) in seen.read_text().split(), f"{number} arrives")
    assert process.wait(30) == 5


def test_a_child_that_ignores_term_is_killed_when_its_time_is_up() -> None:
    words = ["sh", "-c", 'trap "" TERM; while :; do sleep 0.05; done']
    assert Child(limit=0.2, kill_seconds=0.2).run("/bin/sh", words, {"PATH": os.environ["PATH"]}) == exits.TIMED_OUT


def test_the_handlers_of_before_are_put_back() -> None:
    before = {number: signal.getsignal(number) for number in (*FORWARDED, signal.SIGALRM)}
    assert run_child("/bin/sh", ["sh", "-c", "exit 4"], {}) == 4
    assert run_child("/bin/sh", ["sh", "-c", "kill -9 $$"], {}) == exits.SIGNAL_BASE + signal.SIGKILL
    assert before == {number: signal.getsignal(number) for number in before}


def test_a_program_that_cannot_be_run_is_told_from_one_that_fails(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("no program")
    with pytest.raises(StartError) as caught:
        run_child(str(text), ["text"], {})
    assert caught.value.code == exits.NOT_EXECUTABLE


LEAVES_AN_ORPHAN = """
import glob, subprocess, sys, time
subprocess.run(["sh", "-c", "sleep 0.2 & exit 0"])
deadline = time.monotonic() + float(sys.argv[1])
def stats():
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            yield open(path).read().rpartition(") ")[2][0]
        except OSError:
            pass
while "Z" in (left := list(stats())) or len(left) > int(sys.argv[2]):
    if time.monotonic() > deadline:
        break
    time.sleep(0.05)
print(left.count("Z"))
"""


@needs_namespaces
@pytest.mark.parametrize(("init", "patience", "left"), [("true", "20 2", "0"), ("false", "2 1", "1")])
def test_as_the_first_process_it_buries_what_others_leave_behind(
    tmp_path: Path, init: str, patience: str, left: str
) -> None:
    """Without RUNTIME_INIT the server is the first process, and what it does not bury itself stays.

    patience holds the seconds to wait and the number of processes that are there without the orphan.
    """
    script = tmp_path / "leaves.py"
    script.write_text(LEAVES_AN_ORPHAN)
    command = f'exec "{sys.executable}" -m runtime "{sys.executable}" "{script}" {patience}'
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "MODE": "job", "RUNTIME_INIT": init}
    done = in_own_processes(command, environ)
    assert (done.returncode, done.stdout.strip()) == (0, left), done.stderr
