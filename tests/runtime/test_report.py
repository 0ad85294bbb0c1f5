"""What a start says of itself, as text and as JSON, and the verbs that look without starting."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from runtime import __version__, exits
from tests.conftest import ROOT

CANARY = 'can"ry/=ü1'
"""A secret whose percent-encoded, base64 and JSON forms differ from itself."""


def outcome(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "runtime", *arguments],
        env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def forms(secret: str) -> list[str]:
    """The four forms in which a secret may turn up."""
    return [secret, quote(secret, safe=""), base64.b64encode(secret.encode()).decode(), json.dumps(secret)[1:-1]]


@pytest.fixture
def secrets(tmp_path: Path) -> dict[str, str]:
    """Every way in which a secret comes in."""
    file = tmp_path / "key"
    file.write_text(CANARY)
    return {
        "SECRET_KEY_FILE": str(file),
        "DB_PASSWORD": CANARY,
        "CELERY_BROKER_URL": f"redis://:{quote(CANARY, safe='')}@127.0.0.1:1/1",
        "SHOP_URL": f"http://user:{quote(CANARY, safe='')}@host/",
    }


def test_the_report_of_a_start(tmp_path: Path, secrets: dict[str, str]) -> None:
    """Up to the wait for a database that is not there."""
    done = outcome(
        MODE="worker",
        DB_HOST="127.0.0.1",
        DB_PORT="1",
        CELERY_QUEUES="mail,mial",
        SQLALCHEMY_POOL_SIZE="",
        RUNTIME_DIR=str(tmp_path / "run"),
        RUNTIME_WAIT_TIMEOUT="0",
        **secrets,
    )
    assert done.returncode == exits.UNAVAILABLE
    lines = [line.removeprefix("launchdeck-runtime: ") for line in done.stderr.splitlines()]
    assert lines[0] == f"version {__version__}, mode worker, user {os.getuid()}, group {os.getgid()}"
    assert lines[1:9] == [
        "MODE=worker (environment)",
        "CELERY_QUEUES=mail,mial (environment)",
        "RUNTIME_WAIT_TIMEOUT=0 (environment)",
        "DB_HOST=127.0.0.1 (environment)",
        "DB_PORT=1 (environment)",
        "DB_PASSWORD=******** (environment)",
        "CELERY_BROKER_URL=******** (environment)",
        "SQLALCHEMY_POOL_SIZE is empty and counts as unset",
    ]
    assert any("mial" in line and "[LD-QUEUE-UNKNOWN]" in line for line in lines)
    assert any("[LD-QUEUE-MISSING]" in line for line in lines)


@pytest.mark.parametrize("verb", ["check", "--print-command", ""])
@pytest.mark.parametrize("output", ["text", "json"])
def test_no_form_of_a_secret_is_shown(tmp_path: Path, secrets: dict[str, str], verb: str, output: str) -> None:
    done = outcome(
        *([verb] if verb else []),
        LOG_OUTPUT_FORMAT=output,
        MODE="worker",
        DB_HOST="127.0.0.1",
        DB_PORT="1",
        RUNTIME_DIR=str(tmp_path / "run"),
        RUNTIME_WAIT_TIMEOUT="0",
        **secrets,
    )
    assert done.stdout or done.stderr
    assert not [form for form in forms(CANARY) if form in done.stdout + done.stderr]


def test_json_is_one_object_per_line(tmp_path: Path) -> None:
    done = outcome("echo", "ok", MODE="job", LOG_OUTPUT_FORMAT="json", RUNTIME_DIR=str(tmp_path))
    assert done.stdout == "ok\n"
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert {line["logger"] for line in lines} == {"launchdeck-runtime"}
    assert lines[-1]["message"] == "mode job: echo"
    assert all(line.keys() == {"ts", "severity", "logger", "message"} for line in lines)
    refused = json.loads(outcome(MODE="no", LOG_OUTPUT_FORMAT="json").stderr)
    assert refused["severity"] == "ERROR"


def test_check_lists_everything_with_its_origin_and_runs_nothing(tmp_path: Path) -> None:
    done = outcome("check", MODE="worker", LOG_LEVEL="DEBUG", RUNTIME_DIR=str(tmp_path / "run"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "LOG_LEVEL=DEBUG (environment)" in done.stdout
    assert "CELERY_PREFETCH_MULTIPLIER=1 (default)" in done.stdout
    assert "command: celery -A runtime.celery_app:celery worker" in done.stdout
    assert not (tmp_path / "run").exists()
    assert outcome("check", MODE="job").returncode == 0
    wrong = outcome("check", MODE="worker", LOG_LEVEL="loud")
    assert (wrong.returncode, wrong.stdout) == (exits.CONFIG, "")


def test_exec_gives_a_command_the_environment_of_the_server(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("from a file\n")
    given = {"SECRET_KEY_FILE": str(file), "SQLALCHEMY_POOL_SIZE": "", "RUNTIME_DIR": str(tmp_path)}
    code = "import json, os; print(json.dumps(dict(os.environ)))"
    as_exec = json.loads(outcome("exec", "--", "python", "-c", code, MODE="api", **given).stdout)
    as_job = json.loads(outcome("python", "-c", code, MODE="job", **given).stdout)
    assert as_exec.pop("MODE") == "api"
    assert as_job.pop("MODE") == "job"
    assert as_exec == as_job
    assert as_exec["SECRET_KEY"] == "from a file"
    assert "SQLALCHEMY_POOL_SIZE" not in as_exec
    # What the server itself gets is in the printed command.
    printed = json.loads(outcome("--print-command", MODE="api", **given).stdout)["env"]
    assert printed.keys() - as_exec.keys() == set()


def test_exec_neither_waits_nor_touches_the_heartbeat_and_keeps_the_exit_code(tmp_path: Path) -> None:
    beat = tmp_path / "worker.heartbeat"
    beat.touch()
    assert outcome("exec", "sh", "-c", "exit 7", MODE="worker", RUNTIME_DIR=str(tmp_path)).returncode == 7
    assert beat.exists()
    assert outcome("exec", MODE="worker").returncode == exits.FAILED
