"""For any small old template, file and new template: own values survive, twice is once, planning writes nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from tests.workspace.upgrade.conftest import Bench
from tui.workspace.document import EnvDocument
from tui.workspace.upgrade.plan import Kind, Layout, Options, Plan
from tui.workspace.upgrade.planner import plan_upgrade
from tui.workspace.upgrade.template import read_template
from tui.workspace.upgrade.values import Meaning, meaning_of

NAMES = st.sampled_from(["A", "B", "C_HOST", "C_HOSTS", "D", "E", "F"])
TOKENS = st.sampled_from(
    ["", "1", "'1'", '"1"', "two words", "'two words'", "${A:-x}", "'${A}'", "a#b", "'x\ny'", "$$"]
)
COMMENTS = st.sampled_from(["", "", "# note\n", "# --- head\n\n# help\n", "\n", "# B=old\n", "# formerly C_HOST\n"])
LINES = st.tuples(COMMENTS, NAMES, TOKENS, st.sampled_from(["", "", " # why"])).map(
    lambda parts: f"{parts[0]}{parts[1]}={parts[2]}{parts[3]}\n"
)
TEXTS = st.lists(LINES, max_size=6).map("".join)
TAILS = st.sampled_from(["", "# the end\n", "MINE=1", "\n\n"])
SIDES = st.dictionaries(st.sampled_from(["envs/x.env", "envs/y.env"]), TEXTS, max_size=2)
ALL = st.fixed_dictionaries(
    {
        "user": st.tuples(TEXTS, TAILS, SIDES, st.booleans()),
        "base": st.none() | st.tuples(TEXTS, SIDES),
        "new": st.tuples(TEXTS, SIDES),
        "layout": st.sampled_from(Layout),
        "keep_defaults": st.booleans(),
    }
)


def example_names(main: str, sides: dict[str, str]) -> dict[str, str]:
    return {".env.example": main} | {f"{name}.example": text for name, text in sides.items()}


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def own_values(plan: Plan, base: Path | None) -> dict[str, Meaning]:
    """What the person gave variables of the main file, beyond old defaults."""
    main = plan.former[".env"]
    old = None if base is None else read_template(base)
    meanings = {key: meaning_of(main, key) for key in main.keys()}  # noqa: SIM118 - a document is no mapping
    return {key: found for key, found in meanings.items() if found and (old is None or old.meaning(key) != found)}


@settings(max_examples=100, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink))
@given(case=ALL)
@example(
    case={
        "user": ("A=\nB=\n", "", {}, False),
        "base": None,
        "new": ("A= # why\nB=1 # why\n", {}),
        "layout": Layout.TEMPLATE,
        "keep_defaults": False,
    }
)
def test_own_values_survive_and_twice_is_once(case: dict[str, object]) -> None:
    (user, tail, sides, crlf), new = case["user"], case["new"]  # type: ignore[misc]
    text = user + tail
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda _descriptor: None)  # what a power cut does is test_crash's
        bench = Bench(Path(folder))
        bench.user({".env": text.replace("\n", "\r\n") if crlf and "'x\n" not in text else text} | sides)
        base = None if case["base"] is None else bench.template("old", example_names(*case["base"]))  # type: ignore[misc]
        path = bench.template("new", example_names(*new))
        options = Options(layout=case["layout"], keep_defaults=case["keep_defaults"])  # type: ignore[arg-type]

        before = files_of(bench.root)
        plan = plan_upgrade(bench.env, path, base, options)
        assert files_of(bench.root) == before
        if plan.blocked:
            answers = dict.fromkeys(plan.blocked, "answer")
            options = Options(answers, layout=options.layout, keep_defaults=options.keep_defaults)
            plan = plan_upgrade(bench.env, path, base, options)
            assert not plan.blocked
        bench.apply(plan)

        renamed = {item.old_name: item.name for item in plan.items if item.kind is Kind.RENAMED}
        after = {
            name: EnvDocument.parse(data) for name, data in files_of(bench.root).items() if ".launchdeck" not in name
        }
        for key, meaning in own_values(plan, base).items():
            if key not in options.answers:
                found = {meaning_of(document, renamed.get(key, key)) for document in after.values()}
                found |= {meaning_of(document, key) for document in after.values()}
                assert meaning in found, key

        again = plan_upgrade(bench.env, path, base, options)
        changed = {name: action for name, action in again.files.items() if action != "same"}
        assert not changed, (again.items, [again.results[n] and again.results[n].views.text for n in changed])
