"""``secrets generate``: what is weak is replaced, and nothing that data depends on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run
from tui.workspace.bundled import copy_bundled
from tui.workspace.document import EnvDocument
from tui.workspace.states import LAUNCH_RECORD


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A workspace whose .env is the example, known passwords and all."""
    copy_bundled(tmp_path / "new")
    folder = tmp_path / "new"
    (folder / ".env").write_bytes((folder / ".env.example").read_bytes())
    return folder


def read(folder: Path) -> EnvDocument:
    return EnvDocument.parse((folder / ".env").read_bytes())


def launched(folder: Path) -> None:
    (folder / LAUNCH_RECORD).parent.mkdir(exist_ok=True)
    (folder / LAUNCH_RECORD).write_text("{}", "utf-8")


def test_before_a_launch_all_that_everybody_knows_is_replaced(shipped: Path, launchdeck: Run) -> None:
    before = read(shipped)
    code, out, _ = launchdeck("-C", shipped, "secrets", "generate", "--json")
    said = json.loads(out)
    assert (code, said["written"]) == (0, True)
    assert {"SECRET_KEY", "DB_PASSWORD", "REDIS_PASSWORD"} <= set(said["changed"])
    assert (read(shipped).literal("DB_PASSWORD") or "?") not in out
    assert read(shipped).literal("DB_PASSWORD") != before.literal("DB_PASSWORD")


def test_after_a_launch_what_data_depends_on_stays_and_is_named(shipped: Path, launchdeck: Run) -> None:
    launched(shipped)
    before = read(shipped)
    code, _, err = launchdeck("-C", shipped, "secrets", "generate")
    assert code == 0
    after = read(shipped)
    assert after.literal("DB_PASSWORD") == before.literal("DB_PASSWORD")
    assert after.literal("SECRET_KEY") == before.literal("SECRET_KEY")
    assert after.literal("PLUGIN_DIFY_INNER_API_KEY") != before.literal("PLUGIN_DIFY_INNER_API_KEY")
    assert "launchdeck secrets rotate DB_PASSWORD" in err
    assert launchdeck("-C", shipped, "secrets", "generate", "DB_PASSWORD")[0] == 1
    assert read(shipped).literal("DB_PASSWORD") == before.literal("DB_PASSWORD")


def test_a_second_time_nothing_is_written(shipped: Path, launchdeck: Run) -> None:
    launchdeck("-C", shipped, "secrets", "generate")
    once = (shipped / ".env").read_bytes()
    code, out, err = launchdeck("-C", shipped, "secrets", "generate", "--json")
    assert (code, json.loads(out)["written"]) == (0, False)
    assert "no secret is missing" in err
    assert (shipped / ".env").read_bytes() == once


def test_in_another_product_a_placeholder_that_stands_in_an_address_stays(tmp_path: Path, launchdeck: Run) -> None:
    names = ("DB_PASSWORD", "DB_URL", "SESSION_SECRET", "SMTP_PASSWORD")
    lines = "".join(f"      {name}: ${{{name}}}\n" for name in names)
    (tmp_path / "compose.yaml").write_text(f"services:\n  a:\n    image: x\n    environment:\n{lines}", "utf-8")
    (tmp_path / ".env").write_text(
        "DB_PASSWORD=changeme\nDB_URL=db://app:changeme@db\nSESSION_SECRET=change-it\nSMTP_PASSWORD=your-password\n",
        "utf-8",
    )
    code, out, _ = launchdeck("-C", tmp_path, "secrets", "generate", "--json")
    assert (code, json.loads(out)["changed"]) == (0, ["SESSION_SECRET"])
    launched(tmp_path)
    (tmp_path / ".env").write_text("SESSION_SECRET=change-it\n", "utf-8")
    assert json.loads(launchdeck("-C", tmp_path, "secrets", "generate", "--json")[1])["changed"] == []
