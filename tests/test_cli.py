"""The command line: what it prints, where, and what it exits with."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.catalog import load_catalog
from tui.cli import DONE, NO, UNUSABLE, run
from tui.workspace.envfile import EnvDocument

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def launchdeck(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process; gives exit code, stdout and stderr."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = run([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def workspace(tmp_path: Path, launchdeck: Run) -> Path:
    """A copy of the bundled workspace without an .env."""
    target = tmp_path / "deployment"
    assert launchdeck("new", target)[0] == DONE
    return target


@pytest.fixture
def configured(workspace: Path, launchdeck: Run) -> Path:
    """The same with an .env for production."""
    assert launchdeck("-C", workspace, "init")[0] == DONE
    return workspace


def read(folder: Path) -> EnvDocument:
    return EnvDocument.parse((folder / ".env").read_bytes())


def test_new_copies_the_bundled_workspace(workspace: Path) -> None:
    assert (workspace / ".env.example").is_file()
    assert not (workspace / ".env").exists()


def test_new_refuses_a_folder_that_is_in_use(workspace: Path, launchdeck: Run) -> None:
    code, out, err = launchdeck("new", workspace)
    assert (code, out) == (NO, "")
    assert "not an empty folder" in err
    assert err.count("\n") == 1


def test_init_writes_a_private_file_with_fresh_secrets(workspace: Path, launchdeck: Run) -> None:
    launchdeck("-C", workspace, "init")
    first = read(workspace)
    launchdeck("-C", workspace, "init", "--force")
    second = read(workspace)
    assert stat.S_IMODE((workspace / ".env").stat().st_mode) == 0o600
    for name in ("SECRET_KEY", "DB_PASSWORD", "REDIS_PASSWORD", "PLUGIN_DAEMON_KEY", "SANDBOX_API_KEY"):
        assert first.literal(name), name
        assert first.literal(name) != second.literal(name), name
    assert second.literal("CODE_EXECUTION_API_KEY") == second.literal("SANDBOX_API_KEY")
    assert second.literal("REDIS_PASSWORD") in (second.literal("CELERY_BROKER_URL") or "")


def test_init_prints_no_secret(workspace: Path, launchdeck: Run) -> None:
    _, out, err = launchdeck("-C", workspace, "init")
    document = read(workspace)
    assert all((document.literal(name) or "?") not in out + err for name in ("SECRET_KEY", "DB_PASSWORD"))


def test_init_does_not_replace_a_file_unasked(configured: Path, launchdeck: Run) -> None:
    before = (configured / ".env").read_bytes()
    code, _, err = launchdeck("-C", configured, "init")
    assert code == NO
    assert "--force" in err
    assert (configured / ".env").read_bytes() == before


def test_init_takes_values_and_refuses_wrong_ones(workspace: Path, launchdeck: Run) -> None:
    code, _, err = launchdeck("-C", workspace, "init", "--set", "DB_PORT=http")
    assert code == UNUSABLE
    assert "DB_PORT must be a port" in err
    assert not (workspace / ".env").exists()
    assert launchdeck("-C", workspace, "init", "--set", "DB_PORT=5433")[0] == DONE
    assert read(workspace).literal("DB_PORT") == "5433"


def test_init_full_writes_every_variable_of_the_template(workspace: Path, launchdeck: Run) -> None:
    launchdeck("-C", workspace, "init", "--full")
    template = EnvDocument.parse((workspace / ".env.example").read_bytes())
    assert set(template.keys()) <= set(read(workspace).keys())


def test_development_differs_from_production(workspace: Path, launchdeck: Run) -> None:
    launchdeck("-C", workspace, "init", "--profile", "development")
    assert read(workspace).literal("DEBUG") == "true"
    assert read(workspace).literal("LOG_LEVEL") == "DEBUG"


def test_a_fresh_env_is_clean(configured: Path, launchdeck: Run) -> None:
    code, out, _ = launchdeck("-C", configured, "check", "--json")
    findings = json.loads(out)["findings"]
    assert [found for found in findings if found["severity"] == "error"] == []
    assert code == DONE


def test_get_prints_the_value_and_the_default(configured: Path, launchdeck: Run) -> None:
    assert launchdeck("-C", configured, "env", "get", "DB_HOST") == (DONE, "db_postgres\n", "")


def test_set_changes_one_line(configured: Path, launchdeck: Run) -> None:
    launchdeck("-C", configured, "env", "set", "LOG_LEVEL", "ERROR")
    before = (configured / ".env").read_bytes().splitlines()
    code, out, _ = launchdeck("-C", configured, "env", "set", "LOG_LEVEL", "WARNING")
    after = (configured / ".env").read_bytes().splitlines()
    assert (code, out) == (DONE, "")
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        (b"LOG_LEVEL=ERROR", b"LOG_LEVEL=WARNING")
    ]


def test_set_refuses_what_the_type_refuses(configured: Path, launchdeck: Run) -> None:
    before = (configured / ".env").read_bytes()
    code, out, err = launchdeck("-C", configured, "env", "set", "DB_PORT", "99999")
    assert (code, out) == (UNUSABLE, "")
    assert err == "launchdeck: DB_PORT must be a port; a whole number from 1 to 65535\n"
    assert (configured / ".env").read_bytes() == before


def test_a_secret_is_set_from_stdin_or_a_file(
    configured: Path, launchdeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "value"
    source.write_text("from'file $x\n")
    assert launchdeck("-C", configured, "env", "set", "SMTP_PASSWORD", "--value-file", source)[0] == DONE
    assert read(configured).values({})["SMTP_PASSWORD"] == "from'file $x"
    with source.open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert launchdeck("-C", configured, "env", "set", "RESEND_API_KEY")[0] == DONE
    assert read(configured).values({})["RESEND_API_KEY"] == "from'file $x"


def test_unset_brings_the_default_back(configured: Path, launchdeck: Run) -> None:
    launchdeck("-C", configured, "env", "set", "LOG_LEVEL", "ERROR")
    assert launchdeck("-C", configured, "env", "unset", "LOG_LEVEL")[0] == DONE
    assert launchdeck("-C", configured, "env", "get", "LOG_LEVEL")[1] == "INFO\n"
    assert launchdeck("-C", configured, "env", "unset", "LOG_LEVEL")[0] == NO


def test_list_masks_secrets_unless_asked(configured: Path, launchdeck: Run) -> None:
    secret = read(configured).literal("SECRET_KEY") or "?"
    _, text, _ = launchdeck("-C", configured, "env", "list")
    _, data, _ = launchdeck("-C", configured, "env", "list", "--json")
    assert secret not in text + data
    row = next(row for row in json.loads(data) if row["name"] == "SECRET_KEY")
    assert (row["value"], row["secret"], row["source"]) == (None, True, "file")
    assert {"name", "value", "default", "category", "group", "source", "secret", "modified", "help"} <= row.keys()
    assert secret in launchdeck("-C", configured, "env", "list", "--show-secrets")[1]


def test_list_modified_shows_only_what_differs(configured: Path, launchdeck: Run) -> None:
    launchdeck("-C", configured, "env", "set", "LOG_LEVEL", "ERROR")
    _, out, _ = launchdeck("-C", configured, "env", "list", "--modified")
    assert "LOG_LEVEL=ERROR" in out.splitlines()
    assert "DB_HOST=db_postgres" not in out.splitlines()


def test_any_file_can_be_edited_without_a_workspace(tmp_path: Path, launchdeck: Run) -> None:
    file = tmp_path / "some.env"
    file.write_bytes(b"# keep\r\nA = 1 # why\r\nB='x'\r\n")
    assert launchdeck("env", "set", "--file", file, "B", "it is")[0] == DONE
    assert file.read_bytes() == b"# keep\r\nA = 1 # why\r\nB='it is'\r\n"


def test_history_diff_and_restore(configured: Path, launchdeck: Run) -> None:
    original = (configured / ".env").read_bytes()
    launchdeck("-C", configured, "env", "set", "LOG_LEVEL", "ERROR")
    launchdeck("-C", configured, "secrets", "generate", "PLUGIN_DAEMON_KEY", "--rotate")
    entries = json.loads(launchdeck("-C", configured, "env", "history", "--json")[1])
    assert len(entries) == 2
    code, out, _ = launchdeck("-C", configured, "env", "diff", "2")
    assert code == NO
    assert "+LOG_LEVEL=ERROR" in out
    assert (read(configured).literal("PLUGIN_DAEMON_KEY") or "?") not in out
    assert re.search(r"^\+PLUGIN_DAEMON_KEY=\S+ \(new\)$", out, re.MULTILINE)
    assert launchdeck("-C", configured, "env", "restore", "2")[0] == DONE
    assert (configured / ".env").read_bytes() == original


def test_check_names_the_variable_and_exits_1(configured: Path, launchdeck: Run) -> None:
    (configured / ".env").write_bytes((configured / ".env").read_bytes() + b"DB_PORT=http\n")
    code, out, err = launchdeck("-C", configured, "check")
    assert code == NO
    assert "DB_PORT must be a port" in out
    assert "error" in err


def test_check_json_has_the_stable_shape(configured: Path, launchdeck: Run) -> None:
    (configured / ".env").write_bytes((configured / ".env").read_bytes() + b"DB_PORT=http\n")
    found = json.loads(launchdeck("-C", configured, "check", "--json")[1])
    assert found["summary"]["errors"] >= 1
    finding = next(f for f in found["findings"] if "DB_PORT" in f["variables"])
    assert {"id", "severity", "variables", "message", "fix"} <= finding.keys()


def test_secrets_generate_mends_what_was_shipped(workspace: Path, launchdeck: Run) -> None:
    (workspace / ".env").write_bytes((workspace / ".env.example").read_bytes())
    assert launchdeck("-C", workspace, "check")[0] == NO
    code, out, err = launchdeck("-C", workspace, "secrets", "generate")
    assert (code, out) == (DONE, "")
    document = read(workspace)
    assert document.literal("SECRET_KEY") not in {None, ""}
    assert (document.literal("SECRET_KEY") or "?") not in err
    assert "sk-9f73s3lj" not in (workspace / ".env").read_text()
    assert (document.literal("REDIS_PASSWORD") or "?") in (document.literal("CELERY_BROKER_URL") or "")
    assert launchdeck("-C", workspace, "check")[0] == DONE


def test_a_frozen_secret_is_not_rotated(configured: Path, launchdeck: Run) -> None:
    code, _, err = launchdeck("-C", configured, "secrets", "generate", "SECRET_KEY", "--rotate")
    assert code == NO
    assert "stored data" in err


def test_schema_export_is_json_schema(launchdeck: Run) -> None:
    exported = json.loads(launchdeck("schema", "export")[1])
    assert exported["$schema"].endswith("2020-12/schema")
    assert len(exported["properties"]) == len(load_catalog())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "invalid choice"),
        (["env", "get"], "required"),
        (["-C", "/nowhere/at/all", "check"], "is not a folder"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(launchdeck: Run, arguments: list[str], words: str) -> None:
    code, out, err = launchdeck(*arguments)
    assert (code, out) == (UNUSABLE, "")
    assert words in err
    assert "Traceback" not in err


def test_a_folder_with_nothing_to_configure_says_so(tmp_path: Path, launchdeck: Run) -> None:
    code, _, err = launchdeck("-C", tmp_path, "check")
    assert code == UNUSABLE
    assert "no compose file" in err


def test_a_folder_in_the_place_of_the_file_is_one_line(workspace: Path, launchdeck: Run) -> None:
    (workspace / ".env").mkdir()
    code, _, err = launchdeck("-C", workspace, "check")
    assert code in {NO, UNUSABLE}
    assert err.count("\n") == 1


def test_the_app_needs_a_terminal(launchdeck: Run, workspace: Path) -> None:
    code, _, err = launchdeck("-C", workspace)
    assert code == UNUSABLE
    assert "terminal" in err


def test_verbs_without_a_screen_import_neither_textual_nor_pydantic(configured: Path) -> None:
    for arguments in (["env", "get", "DB_HOST"], ["check"], ["env", "list"]):
        program = (
            "import sys\nfrom tui.cli import run\n"
            f"run(['-C', {str(configured)!r}, *{arguments!r}])\n"
            "bad = {'textual', 'pydantic', 'docker', 'yaml', 'flask', 'celery'} & set(sys.modules)\n"
            "sys.exit(f'imported {sorted(bad)}' if bad else 0)"
        )
        result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr


def test_a_closed_pipe_is_no_traceback(configured: Path, root: Path) -> None:
    command = f"{sys.executable} -m tui.cli -C {configured} env list --json | head -n 1"
    result = subprocess.run(
        ["bash", "-c", command], cwd=root, capture_output=True, text=True, check=False, env=os.environ
    )
    assert "Traceback" not in result.stderr
