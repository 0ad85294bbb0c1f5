"""The contract on exit codes, as a restart policy sees it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from runtime import exits
from tests.conftest import ROOT
from tests.runtime.services import free_port

PORT = str(free_port())
REFUSED = {"DB_HOST": "127.0.0.1", "DB_PORT": PORT, "RUNTIME_WAIT_TIMEOUT": "0"}
NOTHING = {"RUNTIME_WAIT_FOR": "none"}


@pytest.mark.parametrize(
    ("code", "variables", "arguments"),
    [
        (exits.OK, {"MODE": "job"}, ["true"]),
        (exits.FAILED, {"MODE": "job"}, []),
        (exits.USAGE, {"MODE": "jop"}, []),
        (exits.UNAVAILABLE, {"MODE": "migration", **REFUSED}, []),
        (exits.CONFIG, {"MODE": "worker", "CELERY_WORKER_AMOUNT": "x"}, []),
        (exits.TIMED_OUT, {"MODE": "job", "RUNTIME_JOB_TIMEOUT": "0.1"}, ["sleep", "60"]),
        (exits.TRY_AGAIN, {"MODE": "migration", **NOTHING, "RUNTIME_MIGRATE_COMMAND": "sh -c 'exit 75'"}, []),
        (exits.NOT_EXECUTABLE, {"MODE": "job"}, ["./text"]),
        (exits.NOT_FOUND, {"MODE": "job"}, ["no-such-program"]),
        (42, {"MODE": "api", "MIGRATION_ENABLED": "1", **NOTHING, "RUNTIME_MIGRATE_COMMAND": "sh -c 'exit 42'"}, []),
        (137, {"MODE": "job", "RUNTIME_INIT": "true"}, ["sh", "-c", "kill -9 $$"]),
    ],
)
def test_every_way_to_end_has_its_code(
    tmp_path: Path, code: int, variables: dict[str, str], arguments: list[str]
) -> None:
    text = tmp_path / "text"
    text.write_bytes(b"\x00no program")
    text.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "runtime", *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "RUNTIME_DIR": str(tmp_path / "run"), **variables},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_the_table_of_the_document_lists_them_all() -> None:
    document = (ROOT / "docs" / "runtime.md").read_text("utf-8")
    table = document[document.index("## Exit codes") :].split("\n## ")[0]
    listed = {int(word) for row in re.findall(r"^\| ([\d, ]+) \|", table, re.MULTILINE) for word in row.split(",")}
    codes = {value for name, value in vars(exits).items() if name.isupper() and name != "SIGNAL_BASE"}
    assert listed == codes
