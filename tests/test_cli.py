"""The command line: what it prints, where, and what it exits with."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.catalog import load_catalog
from schemas.secrets import mask
from tests.command_line import Run
from tui.cli import DONE, NO, UNUSABLE
from tui.workspace import storage
from tui.workspace.envfile import EnvDocument, EnvFile


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


def test_init_keeps_profiles_that_were_chosen(workspace: Path, launchdeck: Run) -> None:
    assert launchdeck("-C", workspace, "init", "--set", "COMPOSE_PROFILES=postgresql")[0] == DONE
    assert read(workspace).literal("COMPOSE_PROFILES") == "postgresql"
    assert launchdeck("-C", workspace, "init", "--force")[0] == DONE
    # Nobody but this file tells Compose to start a database; the reference follows later changes.
    assert read(workspace).values({})["COMPOSE_PROFILES"] == "weaviate,postgresql"
    assert launchdeck("-C", workspace, "init", "--force", "--set", "DB_TYPE=mysql")[0] == DONE
    assert read(workspace).values({})["COMPOSE_PROFILES"] == "weaviate,mysql"


def test_init_full_writes_every_variable_of_the_template(workspace: Path, launchdeck: Run) -> None:
    launchdeck("-C", workspace, "init", "--full")
    template = EnvDocument.parse((workspace / ".env.example").read_bytes())
    assert set(template.keys()) <= set(read(workspace).keys())


def test_init_chooses_the_image_where_the_compose_file_leaves_it_open(
    workspace: Path, tmp_path: Path, launchdeck: Run
) -> None:
    assert launchdeck("-C", workspace, "init", "--image", "bundled")[0] == DONE
    written = read(workspace)
    assert written.literal("API_IMAGE") == "launchdeck-runtime"
    assert written.literal("COMPOSE_PROFILES") == "postgresql"
    other = tmp_path / "other"
    other.mkdir()
    (other / "compose.yaml").write_text("services: {web: {image: nginx}}\n", "utf-8")
    code, _, err = launchdeck("-C", other, "init", "--image", "bundled")
    assert code == UNUSABLE
    assert "has no variable for the image" in err
    assert not (other / ".env").exists()


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


def test_check_shows_the_lines_of_the_file_and_mends_their_spelling(
    workspace: Path, launchdeck: Run, tmp_path: Path
) -> None:
    lines = b"A = 'x'  \nB=1\nB=2\nC=p\t# why\n" + b"".join(b"D%d='x'\n" % n for n in range(8))
    (workspace / ".env").write_bytes(lines)
    _, out, _ = launchdeck("-C", workspace, "check", "--json")
    found = {f["id"]: f for f in json.loads(out)["findings"] if f["id"].startswith("LD-ENV-")}
    assert found["LD-ENV-DUPLICATE"]["line"] == 2
    assert found["LD-ENV-DUPLICATE"]["severity"] == "warning"
    assert found["LD-ENV-DUPLICATE"]["fix"] == {"label": "Remove this line", "variables": ["B"], "caution": ""}
    assert {"LD-ENV-QUOTES", "LD-ENV-SPACES", "LD-ENV-TRAILING", "LD-ENV-COMMENT-VALUE"} <= found.keys()
    _, out, _ = launchdeck("-C", workspace, "check")
    assert "more like it  [LD-ENV-QUOTES]" in out
    assert "fix: Keep the comment out of the value; look first" in out
    _, _, err = launchdeck("-C", workspace, "check", "--fix")
    assert "fixed: 9 lines  [LD-ENV-QUOTES]" in err
    after = (workspace / ".env").read_bytes().splitlines()
    assert {b"A=x", b"B=2", b"C=p\t# why", b"D7=x"} <= set(after)
    assert b"B=1" not in after


def test_a_fresh_env_has_nothing_to_mend_in_its_lines(configured: Path, launchdeck: Run) -> None:
    _, out, _ = launchdeck("-C", configured, "check", "--json")
    assert [found for found in json.loads(out)["findings"] if found["id"].startswith("LD-ENV-")] == []


def test_two_command_lines_that_set_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "any.env"
    path.write_bytes(b"A=1\n")
    program = [sys.executable, "-m", "tui.cli", "env", "set", "--file", str(path)]
    environment = {**os.environ, "LAUNCHDECK_COMPOSE": ""}
    running = [
        subprocess.Popen([*program, f"K{number}", str(number)], stderr=subprocess.PIPE, env=environment)
        for number in range(6)
    ]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [DONE] * 6, said
    assert EnvDocument.parse(path.read_bytes()).values() == {"A": "1", **{f"K{n}": str(n) for n in range(6)}}


@pytest.mark.parametrize(("key", "shown"), [("COLOUR", "'blue'"), ("API_PASSWORD", mask("blue"))])
def test_a_key_that_was_changed_twice_is_shown_with_its_three_values(
    tmp_path: Path, launchdeck: Run, monkeypatch: pytest.MonkeyPatch, key: str, shown: str
) -> None:
    path = tmp_path / "any.env"
    path.write_bytes(f"{key}=red\n".encode())
    real = EnvFile.save_on_top

    def somebody_writes(file: EnvFile) -> object:
        path.write_bytes(f"{key}=green\n".encode())
        return real(file)

    monkeypatch.setattr(EnvFile, "save_on_top", somebody_writes)
    code, out, err = launchdeck("env", "set", "--file", path, key, "blue")
    assert (code, out) == (NO, "")
    assert f"you meant {shown}" in err
    assert "changed by something else" in err
    assert ("green" in err) is (key == "COLOUR")
    assert path.read_bytes() == f"{key}=green\n".encode()


def test_a_folder_that_anybody_may_write_gets_no_secrets(tmp_path: Path, launchdeck: Run) -> None:
    tmp_path.chmod(0o777)
    code, _, err = launchdeck("env", "set", "--file", tmp_path / ".env", "A", "1")
    tmp_path.chmod(0o700)
    assert code == NO
    assert "chmod o-w" in err
    assert not (tmp_path / ".env").exists()


def test_a_file_that_others_may_read_is_named(tmp_path: Path, launchdeck: Run) -> None:
    (tmp_path / ".env").write_bytes(b"")
    (tmp_path / ".env").chmod(0o644)
    code, _, err = launchdeck("env", "set", "--file", tmp_path / ".env", "A", "1")
    assert code == DONE
    assert "warning: Every user of this machine may read" in err


def test_the_history_says_what_each_former_file_differs_in_and_offers_gitignore(
    tmp_path: Path, launchdeck: Run
) -> None:
    path = tmp_path / ".env"
    for number in range(3):
        assert launchdeck("env", "set", "--file", path, "A", str(number))[0] == DONE
    assert launchdeck("env", "set", "--file", path, "DB_PASSWORD", "hunter2")[0] == DONE
    code, out, err = launchdeck("env", "history", "--file", path)
    assert (code, err) == (DONE, "")
    assert [line.split("UTC  ")[1] for line in out.splitlines()] == [
        "differs in DB_PASSWORD",
        "differs in A, DB_PASSWORD",
        "differs in A, DB_PASSWORD",
    ]
    entries = json.loads(launchdeck("env", "history", "--file", path, "--json")[1])
    assert next((entry["number"], entry["bytes"], entry["changed"]) for entry in entries) == (1, 4, ["DB_PASSWORD"])
    assert "hunter2" not in launchdeck("env", "diff", "--file", path, "1")[1]
    if shutil.which("git"):
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
        assert "note: git does not ignore .env" in launchdeck("env", "history", "--file", path)[2]
        assert "note" not in launchdeck("env", "history", "--file", path, "--ignore")[2]
        assert (tmp_path / ".gitignore").read_bytes() == b"/.env\n"


def test_a_former_file_is_not_restored_while_another_writer_has_the_lock(
    tmp_path: Path, launchdeck: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".env"
    for number in range(2):
        launchdeck("env", "set", "--file", path, "A", str(number))
    monkeypatch.setattr(storage, "LOCK_SECONDS", 0)
    with storage.locked(path):
        code, _, err = launchdeck("env", "restore", "--file", path, "1")
    assert code == NO
    assert "another Launchdeck" in err
    assert path.read_bytes() == b"A=1\n"
    assert launchdeck("env", "restore", "--file", path, "1")[0] == DONE
    assert path.read_bytes() == b"A=0\n"


def test_check_says_that_others_may_read_the_secrets(configured: Path, launchdeck: Run) -> None:
    def exposed() -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(launchdeck("-C", configured, "check", "--json")[1])["findings"]
        return [one for one in found if one["id"] == "LD-ENV-EXPOSED"]

    assert exposed() == []
    (configured / ".env").chmod(0o644)
    (found,) = exposed()
    assert found["severity"] == "warning"
    assert f"chmod 600 {configured / '.env'}" in str(found["message"])
    (configured / ".env").write_bytes(b"LOG_LEVEL=INFO\n")
    assert exposed() == []
