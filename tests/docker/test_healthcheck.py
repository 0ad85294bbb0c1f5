"""The health check of the API family: asks the runtime where it is, and does without it elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docker.servers import Upstream, free_port


@pytest.fixture
def script(workspace: Path, tmp_path: Path) -> Path:
    """The script in a folder in which there is no runtime, as in an image of Dify."""
    copied = tmp_path / "healthcheck.py"
    copied.write_bytes((workspace / "healthcheck" / "api.py").read_bytes())
    return copied


def check(script: Path, *, isolated: bool = True, **environment: str) -> tuple[int, str]:
    """Its exit code and line. Isolated means that no installed package is seen."""
    flags = ["-S", "-E"] if isolated else []
    done = subprocess.run(
        [sys.executable, *flags, str(script)],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=script.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture
def api() -> Iterator[Upstream]:
    """An API that answers."""
    server = Upstream("api")
    yield server
    server.close()


def test_an_api_without_the_runtime_is_asked_on_its_port(script: Path, api: Upstream) -> None:
    assert check(script, DIFY_PORT=str(api.port)) == (0, "api: /health answers\n")
    code, line = check(script, DIFY_PORT=str(free_port()))
    assert (code, line.rstrip().endswith("ConnectionRefusedError")) == (1, True)
    assert check(script, DIFY_PORT="many")[0] == 1


def test_a_process_of_celery_is_looked_for_without_the_runtime(script: Path, tmp_path: Path) -> None:
    # A mode of no other process of this machine, which may well run workers.
    assert check(script, MODE="nightwatch") == (1, "nightwatch: no such process\n")
    (tmp_path / "celery").write_text("import sys; print(flush=True); sys.stdin.read()")
    command = [sys.executable, str(tmp_path / "celery"), "nightwatch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert check(script, MODE="nightwatch") == (0, "nightwatch: its process runs\n")
        assert check(script, MODE="daywatch")[0] == 1
        process.communicate()


def test_the_runtime_answers_for_itself_where_it_is(script: Path, api: Upstream) -> None:
    assert check(script, isolated=False, MODE="migration") == (0, "migration: nothing to check\n")
    assert check(script, isolated=False, DIFY_PORT=str(api.port)) == (0, "api: /health answers\n")


def test_a_check_of_a_worker_imports_next_to_nothing(script: Path) -> None:
    run = f"exec(compile(open({str(script)!r}).read(), 'check', 'exec'), {{'__name__': '__main__'}})"
    code = f"import sys\ntry: {run}\nexcept SystemExit: pass\n"
    code += "print(sorted({'socket', 'urllib', 'pathlib', 'json'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", code],
        env={"MODE": "worker"},
        cwd=script.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
