"""Secrets from files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime import exits
from runtime.entrypoint import make_plan
from runtime.errors import ConfigurationError
from runtime.masking import MASK, masked
from runtime.resolution import Resolution, check, resolve
from tests.conftest import ROOT
from tests.runtime.containment import contained, needs_namespaces


def resolved(name: str, path: Path, **more: str) -> Resolution:
    return resolve({f"{name}_FILE": str(path), **more})


def complaint(name: str, path: Path, **more: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        check(resolved(name, path, **more))
    assert caught.value.code == exits.CONFIG
    assert [problem.variable for problem in caught.value.problems] == [f"{name}_FILE"]
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "secret"),
    [
        (b"canary", "canary"),
        (b"canary\n", "canary"),
        (b"canary\r\n", "canary"),
        (b"canary\n\n", "canary\n"),
        (b" can ary ", " can ary "),
        ("schlüssel\n".encode(), "schlüssel"),
    ],
)
def test_one_line_end_belongs_to_the_file(tmp_path: Path, content: bytes, secret: str) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    assert resolved("DB_PASSWORD", file).environment.text("DB_PASSWORD") == secret


def test_the_server_gets_the_secret_and_nobody_sees_it(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("canary")
    plan = make_plan(resolved("SECRET_KEY", file, MIGRATION_ENABLED="true"), [])
    assert plan.migrate is not None
    for command in (plan.command, plan.migrate):
        assert command.env["SECRET_KEY"] == "canary"
        assert masked(command)["env"]["SECRET_KEY"] == MASK
    assert "canary" not in repr(resolved("SECRET_KEY", file))


def test_both_set_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("canary")
    said = complaint("DB_PASSWORD", file, DB_PASSWORD="canary")
    assert "both set" in said
    assert "canary" not in said


def test_an_empty_value_beside_the_file_counts_as_unset(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("canary")
    assert resolved("DB_PASSWORD", file, DB_PASSWORD="").environment.text("DB_PASSWORD") == "canary"


def test_files_that_hold_no_secret_are_refused(tmp_path: Path) -> None:
    binary, long, zero = tmp_path / "binary", tmp_path / "long", tmp_path / "zero"
    binary.write_bytes(b"\xff\xfe")
    long.write_bytes(b"x" * 100_000)
    zero.write_bytes(b"a\0b")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "cannot be read" in complaint("DB_PASSWORD", tmp_path / "missing")
    assert "not a plain file" in complaint("DB_PASSWORD", tmp_path)
    assert "not a plain file" in complaint("DB_PASSWORD", pipe)
    assert "not UTF-8" in complaint("DB_PASSWORD", binary)
    assert "too long" in complaint("DB_PASSWORD", long)
    assert "NUL" in complaint("DB_PASSWORD", zero)


def test_what_is_no_secret_stays_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "server.log"
    assert resolved("LOG", file).added == {}
    assert resolved("SOMEBODYS_KEY", file).added == {}


def test_secrets_of_another_application_are_named(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("canary")
    found = resolved("SHOP_KEY", file, RUNTIME_FILE_SECRETS="OTHER, SHOP_KEY", RUNTIME_APP="shop:web")
    assert found.added == {"SHOP_KEY": "canary"}


def test_doubtful_files_are_mentioned(tmp_path: Path) -> None:
    open_file, empty = tmp_path / "open", tmp_path / "empty"
    open_file.write_text("canary")
    open_file.chmod(0o666)
    empty.write_text("")
    assert "everybody" in resolved("DB_PASSWORD", open_file).notes[0]
    assert "empty" in resolved("DB_PASSWORD", empty).notes[0]


@needs_namespaces
def test_a_file_that_this_user_may_not_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("canary")
    file.chmod(0)
    # Root reads everything, so somebody else asks.
    done = subprocess.run(
        [*contained(tmp_path), sys.executable, "-m", "runtime", "check"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DB_PASSWORD_FILE": str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == exits.CONFIG
    assert "DB_PASSWORD_FILE names a file that cannot be read: Permission denied" in done.stderr
