"""Stamps and kept templates: which old template an upgrade compares with."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.workspace.upgrade.conftest import Bench
from tui.workspace.bundled import copy_bundled
from tui.workspace.document import EnvDocument
from tui.workspace.envfile import EnvFile
from tui.workspace.history import KEPT
from tui.workspace.initial import initial_values
from tui.workspace.upgrade.plan import Kind
from tui.workspace.upgrade.planner import plan_upgrade
from tui.workspace.upgrade.stamp import Stamp, read_stamp, stamped
from tui.workspace.upgrade.store import BaseSource, find_base, keep_template
from tui.workspace.upgrade.template import read_template
from tui.workspace.workspace import Workspace

DIGEST = "0123456789ab"


@pytest.mark.parametrize("text", ["", "A=1\n", "\ufeffA=1\r\nB=2\r\n", "# head\nA='x\ny'\n"])
def test_a_stamp_is_one_line_and_read_back(text: str) -> None:
    document = EnvDocument(text)
    first = stamped(document, Stamp(DIGEST, "1.2"))
    assert read_stamp(first) == Stamp(DIGEST, "1.2")
    assert first.values() == document.values()
    second = stamped(first, Stamp("f" * 12))
    assert read_stamp(second) == Stamp("f" * 12)
    assert second.views.text.count("# launchdeck:") == 1
    assert second.views.text.replace(f"# launchdeck: template, sha256 {'f' * 12}", "", 1).lstrip("\r\n\ufeff") == (
        text.lstrip("\ufeff")
    )


def test_a_stamp_inside_a_value_is_none() -> None:
    line = Stamp(DIGEST).line
    assert read_stamp(EnvDocument(f"A='x\n{line}\ny'\n")) is None


def test_the_template_of_the_last_upgrade_is_the_base_of_the_next(bench: Bench) -> None:
    bench.upgrade("A=1\nB=mine\n", "A=1\nB=1\n", "A=2\nB=1\nC=3\n")
    plan = plan_upgrade(bench.env, bench.template("newest", "A=4\nB=5\nC=3\nD=6\n"))
    assert plan.source is BaseSource.KEPT
    assert [(item.kind, item.name) for item in plan.items] == [
        (Kind.CONFLICT, "B"),
        (Kind.DEFAULT_CHANGED, "A"),
        (Kind.ADDED, "D"),
    ]


def test_a_restored_file_has_the_template_that_it_was_made_from(bench: Bench) -> None:
    bench.upgrade("A=1\n", "A=1\n", "A=2\n")
    bench.apply(plan_upgrade(bench.env, bench.template("newest", "A=3\n")))
    EnvFile.load(bench.env).restore(1)
    assert bench.text() == "A=2\n"
    assert [item.old_default for item in plan_upgrade(bench.env, bench.template("newest", "A=3\n")).items] == ["2"]


def test_kept_templates_are_private_and_few(bench: Bench) -> None:
    bench.user("A=1\n")
    for number in range(KEPT + 3):
        keep_template(bench.env, read_template(bench.template(str(number), {".env.example": f"A={number}\n"})))
    folder = bench.root / ".launchdeck" / "templates"
    assert len(list(folder.iterdir())) == KEPT
    for path in folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert (bench.root / ".launchdeck" / ".gitignore").read_text() == "*\n"


def test_a_template_of_several_files_is_kept_whole(bench: Bench) -> None:
    path = bench.template("t", {".env.example": "A=1\n", "envs/a/b.env.example": "B=2\n"})
    bench.user("A=1\n")
    stamp = keep_template(bench.env, read_template(path))
    base = find_base(bench.env, EnvDocument(f"{stamp.line}\nA=1\n"), read_template(bench.template("n", "A=2\n")))
    assert base.source is BaseSource.KEPT
    assert base.template is not None
    assert {name: doc.values() for name, doc in base.template.targets.items()} == {
        ".env": {"A": "1"},
        "envs/a/b.env": {"B": "2"},
    }


def test_the_example_file_beside_the_env_file_is_the_base_unless_it_is_the_new_one(bench: Bench) -> None:
    bench.user({".env": "A=1\n", ".env.example": "A=1\n"})
    plan = plan_upgrade(bench.env, bench.template("new", "A=2\n"))
    assert (plan.source, plan.items[0].kind) == (BaseSource.WORKSPACE, Kind.DEFAULT_CHANGED)
    assert plan_upgrade(bench.env, bench.root / ".env.example").source is BaseSource.NONE


def test_a_new_file_is_stamped_and_its_template_kept(tmp_path: Path) -> None:
    root = tmp_path / "deployment"
    copy_bundled(root)
    workspace = Workspace.open(root, {})
    workspace.start_file(initial_values(workspace.catalog, {}))
    workspace.save()
    (root / ".env.example").write_text("LOG_LEVEL=INFO\n")
    stamp = read_stamp(EnvDocument.parse((root / ".env").read_bytes()))
    assert stamp is not None
    base = find_base(root / ".env", workspace.document, read_template(root))
    assert base.source is BaseSource.KEPT
    assert base.template is not None
    assert base.template.digest == stamp.digest


def test_the_shipped_template_is_the_base_of_a_file_whose_state_is_gone(tmp_path: Path) -> None:
    root = tmp_path / "deployment"
    copy_bundled(root)
    stamp = Stamp(read_template(root).digest)
    new = root / "new"
    new.mkdir()
    (new / ".env.example").write_text("LOG_LEVEL=INFO\n")
    base = find_base(root / ".env", EnvDocument(f"{stamp.line}\nLOG_LEVEL=INFO\n"), read_template(new))
    assert base.source is BaseSource.SHIPPED


def test_editing_a_file_adds_no_stamp(tmp_path: Path) -> None:
    root = tmp_path / "deployment"
    copy_bundled(root)
    (root / ".env").write_text("LOG_LEVEL=INFO\n")
    workspace = Workspace.open(root, {})
    workspace.set("LOG_LEVEL", "ERROR")
    workspace.save()
    assert (root / ".env").read_text() == "LOG_LEVEL=ERROR\n"


def test_a_file_that_is_at_the_new_template_is_not_compared_with_an_older_one(bench: Bench) -> None:
    bench.upgrade("A=1\n", "A=1\n", "A=2\n", keep_defaults=True)
    plan = bench.plan(bench.env.read_text(), "A=1\n", "A=2\n")
    assert plan.items == ()
    assert bench.upgrade(bench.env.read_text(), "A=1\n", "A=2\n", take={"A"}) == "A=2\n"
