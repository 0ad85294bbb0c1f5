"""The real one: Dify 1.11.4's sample as .env, brought up to a template with all that drift.json lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspace.upgrade.drift import EXAMPLE, Drift, write
from tui.workspace.document import EnvDocument
from tui.workspace.upgrade.apply import apply
from tui.workspace.upgrade.plan import Action, Kind, Layout, Options, Plan
from tui.workspace.upgrade.planner import plan_upgrade
from tui.workspace.upgrade.stamp import REMOVED


@pytest.fixture(scope="module")
def drift(shared: Path) -> Drift:
    """What changed between the two releases."""
    return Drift(shared)


@pytest.fixture
def env(tmp_path: Path, drift: Drift) -> Path:
    """The old sample as somebody's .env, with two values of their own and an unknown variable."""
    path = tmp_path / "deployment" / ".env"
    path.parent.mkdir()
    text = drift.old.replace(b"\nLOG_LEVEL=INFO\n", b"\nLOG_LEVEL=ERROR # quiet\n")
    text = text.replace(b"\nVIKINGDB_SCHEMA=http\n", b"\nVIKINGDB_SCHEMA=https\n") + b"# mine\nMY_OWN=1\n"
    path.write_bytes(text)
    return path


def plan_of(env: Path, drift: Drift, files: dict[str, bytes], options: Options | None = None) -> Plan:
    folder = env.parent.parent
    old = write(folder / "old", {EXAMPLE: drift.old})
    return plan_upgrade(env, write(folder / "new", files), old, options)


def names(plan: Plan, kind: Kind) -> set[str]:
    return {item.name for item in plan.items if item.kind is kind}


def check_classes(plan: Plan, drift: Drift) -> None:
    """The plan says what the list says."""
    assert names(plan, Kind.ADDED) | names(plan, Kind.SEPARATE) == set(drift.added) - set(drift.renamed.values())
    assert names(plan, Kind.REMOVED) == set(drift.removed) - set(drift.renamed)
    assert {item.old_name: item.name for item in plan.items if item.kind is Kind.RENAMED} == drift.renamed
    assert names(plan, Kind.DEFAULT_CHANGED) == set(drift.changed)
    assert not plan.blocked


def test_the_lists_agree_with_their_own_counts(drift: Drift) -> None:
    split = drift.split()
    documents = {name: EnvDocument.parse(data) for name, data in split.items()}
    assert len(documents[EXAMPLE].keys()) == drift.facts["new_main_file_count"]
    everything = {key for document in documents.values() for key in document.keys()}  # noqa: SIM118
    assert len(everything) == drift.facts["new_count"]


def test_one_file_becomes_what_the_list_says(env: Path, drift: Drift) -> None:
    before = env.read_bytes().splitlines()
    plan = plan_of(env, drift, {EXAMPLE: drift.single()})
    check_classes(plan, drift)
    apply(plan)
    document = EnvDocument.parse(env.read_bytes())
    template = EnvDocument.parse(drift.single())
    own = {"LOG_LEVEL": "ERROR", "MY_OWN": "1", "VIKINGDB_SCHEME": "https"}
    kept = {"SECRET_KEY", *drift.removed} - set(drift.renamed)
    assert set(document.keys()) == {*template.keys(), "MY_OWN", *kept}
    for name in template.keys():  # noqa: SIM118 - a document is no mapping
        if name != "SECRET_KEY":
            assert document.literal(name) == own.get(name, template.literal(name)), name
    assert document.literal("SECRET_KEY") == EnvDocument.parse(drift.old).literal("SECRET_KEY")
    assert all(REMOVED.lstrip("# ") in document.comment_above(name) for name in kept - {"SECRET_KEY"})
    # Every old line but the changed and renamed ones stands as it was, in its order.
    after = iter(env.read_bytes().splitlines())
    changed = tuple(f"{name}=".encode() for name in (*drift.changed, *drift.renamed) if name != "SECRET_KEY")
    assert all(line in after for line in before if not line.startswith(changed))


def test_secret_key_takes_the_new_default_only_when_asked(env: Path, drift: Drift) -> None:
    plan = plan_of(env, drift, {EXAMPLE: drift.single()})
    (item,) = [item for item in plan.items if item.name == "SECRET_KEY"]
    assert (item.action, item.new_default) == (Action.KEEP, "")
    apply(plan_of(env, drift, {EXAMPLE: drift.single()}, Options(take={"SECRET_KEY"})))
    assert EnvDocument.parse(env.read_bytes()).literal("SECRET_KEY") == ""


def test_one_file_stays_one_against_the_split_template(env: Path, drift: Drift) -> None:
    plan = plan_of(env, drift, drift.split())
    check_classes(plan, drift)
    assert names(plan, Kind.SEPARATE) == {"MODE"}
    assert list(plan.files) == [".env"]
    apply(plan)
    document = EnvDocument.parse(env.read_bytes())
    assert set(drift.added) - {"MODE"} <= set(document.keys())
    assert (document.literal("CELERY_WORKER_AMOUNT"), document.literal("POSTGRES_MAX_CONNECTIONS")) == ("4", "200")
    assert "MODE" not in document


def test_one_file_becomes_several_and_one_again(env: Path, drift: Drift) -> None:
    plan = plan_of(env, drift, drift.split(), Options(layout=Layout.TEMPLATE))
    check_classes(plan, drift)
    apply(plan)
    root = env.parent
    for target, document in plan.results.items():
        assert document is not None
        assert (root / target).read_bytes() == document.to_bytes()
        template = plan.new.targets[target]
        own = {"LOG_LEVEL": "ERROR", "VIKINGDB_SCHEME": "https"}
        for name in template.keys():  # noqa: SIM118 - a document is no mapping
            if name != "SECRET_KEY":
                assert document.literal(name) == own.get(name, template.literal(name)), (target, name)
    main = EnvDocument.parse(env.read_bytes())
    assert main.literal("MY_OWN") == "1"
    assert "mine" in main.comment_above("MY_OWN")
    assert set(drift.removed) - set(drift.renamed) <= set(main.keys())
    modes = {target: document.literal("MODE") for target, document in plan.results.items() if document}
    assert {mode for mode in modes.values() if mode} == {"api", "beat", "worker"}

    back = plan_upgrade(
        env, write(root.parent / "again", {EXAMPLE: drift.single()}), None, Options(layout=Layout.TEMPLATE)
    )
    apply(back)
    document = EnvDocument.parse(env.read_bytes())
    assert not list((root / "envs").rglob("*.env"))
    assert document.literal("VIKINGDB_SCHEME") == "https"
    assert document.literal("LOG_LEVEL") == "ERROR"
    assert document.literal("MY_OWN") == "1"


def test_a_second_upgrade_changes_nothing(env: Path, drift: Drift) -> None:
    for layout in Layout:
        apply(plan_of(env, drift, drift.split(), Options(layout=layout)))
        again = plan_upgrade(env, env.parent.parent / "new" / EXAMPLE, None, Options(layout=layout))
        assert not again.changes, layout
        assert not again.items, layout
