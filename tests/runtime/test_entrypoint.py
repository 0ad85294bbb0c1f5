"""The entrypoint as a process: exec, signals, exit codes, and what it imports."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime import exits
from tests.conftest import ROOT
from tests.runtime.processes import eventually
from tests.runtime.services import free_port

BASE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}


def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "runtime", *arguments],
        env={**BASE, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcome(*arguments: str, **variables: str) -> tuple[int, str, str]:
    process = start(*arguments, **variables)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of small programs, for the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def program(folder: Path, name: str, body: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_print_command_waits_for_nothing_and_prints_json() -> None:
    code, out, err = outcome(
        "--print-command", MODE="worker", DB_HOST="nowhere.invalid", DB_PASSWORD="canary", SECRET_KEY="canary"
    )
    assert (code, err) == (0, "")
    printed = json.loads(out)
    assert printed.keys() == {"argv", "env"}
    assert printed["argv"][:3] == ["celery", "-A", "runtime.celery_app:celery"]
    assert "canary" not in out


def test_an_unknown_mode_ends_with_64_and_the_list_and_starts_nothing(tmp_path: Path) -> None:
    code, out, err = outcome(MODE="wroker", RUNTIME_DIR=str(tmp_path / "run"))
    assert (code, out) == (exits.USAGE, "")
    assert "api, worker, beat, migration, job" in err
    assert not (tmp_path / "run").exists()


def test_wrong_configuration_ends_with_78_and_no_traceback() -> None:
    code, _, err = outcome(MODE="worker", CELERY_WORKER_AMOUNT="many", LOG_LEVEL="LOUD")
    assert code == exits.CONFIG
    assert "CELERY_WORKER_AMOUNT" in err
    assert "LOG_LEVEL" in err
    assert "Traceback" not in err


def test_a_dependency_that_does_not_answer_ends_with_69(tmp_path: Path) -> None:
    code, _, err = outcome(
        MODE="migration",
        DB_HOST="127.0.0.1",
        DB_PORT=str(free_port()),
        RUNTIME_WAIT_TIMEOUT="0.3",
        RUNTIME_DIR=str(tmp_path),
    )
    assert code == exits.UNAVAILABLE
    assert "DB_HOST" in err


@pytest.mark.parametrize("code", [0, 1, 2, 64, 127, 255])
def test_a_job_keeps_its_exit_code(programs: Path, code: int) -> None:
    assert outcome(program(programs, "job", f"exit {code}"), MODE="job")[0] == code


def test_a_job_gets_its_arguments_its_input_and_the_environment(programs: Path) -> None:
    words = ["two words", "a'b", 'c"d', "*", "$HOME", "", "ä"]
    path = program(programs, "show", 'printf "%s\\n" "$@"; printf "%s\\n" "$LC_ALL" "$EXTRA"; cat')
    process = subprocess.run(
        [sys.executable, "-m", "runtime", path, *words],
        env={**BASE, "MODE": "job", "EXTRA": "here"},
        input="typed",
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.split("\n") == [*words, "C.UTF-8", "here", "typed"]


def test_arguments_of_a_job_are_not_logged(programs: Path) -> None:
    _, _, err = outcome(program(programs, "job", "exit 0"), "--token", "canary", MODE="job")
    assert "canary" not in err


def test_the_process_becomes_the_program(programs: Path) -> None:
    process = start(program(programs, "pid", "echo $$"), MODE="job")
    assert process.communicate()[0].strip() == str(process.pid)


def test_a_program_does_not_inherit_ignored_signals() -> None:
    code, out, _ = outcome("grep", "SigIgn", "/proc/self/status", MODE="job")
    assert code == 0
    assert int(out.split()[1], 16) & (1 << (signal.SIGPIPE - 1)) == 0


def test_a_job_that_takes_too_long_is_ended(programs: Path) -> None:
    path = program(programs, "long", "exec sleep 60")
    assert outcome(path, MODE="job", RUNTIME_JOB_TIMEOUT="0.2")[0] == exits.TIMED_OUT
    assert outcome(program(programs, "short", "exit 3"), MODE="job", RUNTIME_JOB_TIMEOUT="60")[0] == 3


@pytest.mark.parametrize("limit", ["", "60"])
def test_a_job_gets_the_signals_and_its_end_is_kept(programs: Path, tmp_path: Path, limit: str) -> None:
    ready = tmp_path / "ready"
    path = program(programs, "job", f'touch "{ready}"; while :; do sleep 0.05; done')
    process = start(path, MODE="job", RUNTIME_JOB_TIMEOUT=limit)
    eventually(ready.exists, "the job runs")
    process.terminate()
    # Without a limit the process is the job itself, and the engine makes 143 of it.
    assert process.wait(30) in {-signal.SIGTERM, exits.SIGNAL_BASE + signal.SIGTERM}
    process.communicate()


def test_a_job_that_is_nothing_ends_with_127() -> None:
    code, _, err = outcome("no-such-thing", MODE="job")
    assert code == exits.NOT_FOUND
    assert "no-such-thing" in err


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where connections are accepted and nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_waiting_ends_it_at_once(silent_port: int, number: signal.Signals, tmp_path: Path) -> None:
    process = start(MODE="api", DB_HOST="127.0.0.1", DB_PORT=str(silent_port), RUNTIME_DIR=str(tmp_path / "run"))
    eventually((tmp_path / "run").exists, "the entrypoint has begun to wait")
    process.send_signal(number)
    # The probe alone would hold it for three seconds, so a second proves that it was interrupted.
    assert process.wait(1) == exits.SIGNAL_BASE + number
    process.communicate()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        # The child ends with success after the signal: what should have followed is called off all the same.
        ('trap "exit 0" TERM; touch "$READY"; while :; do sleep 0.05; done', exits.SIGNAL_BASE + signal.SIGTERM),
        ('trap "exit 9" TERM; touch "$READY"; while :; do sleep 0.05; done', 9),
        ('touch "$READY"; while :; do sleep 0.05; done', exits.SIGNAL_BASE + signal.SIGTERM),
    ],
)
def test_a_signal_during_the_migration_is_passed_on_and_awaited(
    programs: Path, tmp_path: Path, body: str, code: int
) -> None:
    ready = tmp_path / "ready"
    process = start(
        MIGRATION_ENABLED="true",
        READY=str(ready),
        RUNTIME_DIR=str(tmp_path),
        RUNTIME_MIGRATE_COMMAND=program(programs, "migrate", body),
        RUNTIME_WAIT_FOR="none",
    )
    eventually(ready.exists, "the migration runs")
    process.terminate()
    assert process.wait(30) == code
    assert "mode api: " not in process.communicate()[1]


def test_a_failed_migration_starts_nothing_and_keeps_its_code(programs: Path, tmp_path: Path) -> None:
    code, _, err = outcome(
        MIGRATION_ENABLED="true",
        RUNTIME_DIR=str(tmp_path),
        RUNTIME_MIGRATE_COMMAND=program(programs, "migrate", "echo broken >&2; exit 3"),
        RUNTIME_WAIT_FOR="none",
    )
    assert code == 3
    assert "broken" in err
    assert "mode api: " not in err


def test_a_fault_of_the_runtime_itself_ends_with_70_and_shows_no_value() -> None:
    script = (
        "import runtime.entrypoint as e, sys\n"
        "def broken(environ): raise ValueError(environ['SECRET_KEY'])\n"
        "e.resolve = broken\n"
        "from runtime.__main__ import main; sys.argv[1:] = []; main()"
    )
    environ = {**BASE, "SECRET_KEY": "canary"}
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == exits.INTERNAL
    assert "ValueError" in done.stderr
    assert "canary" not in done.stderr


def test_the_core_is_standard_library_only() -> None:
    """It must work when the application's own dependencies are broken."""
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from runtime import entrypoint\n"
        "from runtime.resolution import resolve\n"
        "from runtime.waiting import dependencies, wait\n"
        "from runtime import starting, brake, hooks, report\n"
        "entrypoint.make_plan(resolve({'SECRET_KEY': 'x', 'DB_PORT': '5432', 'LOG_TZ': 'UTC'}), [])\n"
        "third = {name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names - {'__main__'}\n"
        "print(sorted(third))"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['runtime', 'schemas']"
