"""Templates of other layouts: one file becoming several, several one, and several staying several."""

from __future__ import annotations

import pytest

from tests.workspace.upgrade.conftest import Bench
from tui.workspace.upgrade.plan import Action, FileAction, Kind

OLD = "# log\nLOG=info\n\n# host\nHOST=db\nPORT=1\n"
SPLIT = {
    ".env.example": "# log\nLOG=info\n",
    "envs/db.env.example": "# host\nHOST=db\nPORT=2\n",
    "envs/web.env.example": "# log\nLOG=info\nMODE=web\n",
    "envs/job.env.example": "MODE=job\n",
}


def test_one_file_becomes_several(bench: Bench) -> None:
    plan = bench.plan("# log\nLOG=debug\n\n# host\nHOST='db 1'\nPORT=1\n", OLD, SPLIT, layout="template")
    assert plan.files == {
        "envs/db.env": FileAction.CREATE,
        "envs/job.env": FileAction.CREATE,
        "envs/web.env": FileAction.CREATE,
        ".env": FileAction.WRITE,
    }
    moved = {(item.name, item.source, item.file) for item in plan.items if item.kind is Kind.MOVED}
    assert moved == {
        ("HOST", ".env", "envs/db.env"),
        ("PORT", ".env", "envs/db.env"),
        ("LOG", ".env", "envs/web.env"),
    } - {("LOG", ".env", "envs/web.env")}
    bench.apply(plan)
    assert bench.text() == "# log\nLOG=debug\n"
    assert bench.text("envs/db.env") == "# host\nHOST='db 1'\nPORT=2\n"
    assert bench.text("envs/web.env") == "# log\nLOG=debug\nMODE=web\n"
    assert bench.text("envs/job.env") == "MODE=job\n"


def test_what_is_the_persons_own_goes_along(bench: Bench) -> None:
    user = "# log\n# my reason\nLOG=debug # for now\n\n# about mine\nMINE='a b'\nGONE=7\nHOST=x # box\n# the end\n"
    text = bench.upgrade(user, OLD + "GONE=1\n", SPLIT, layout="template")
    assert text == (
        "# log\n# my reason\n# for now\nLOG=debug\n\n"
        "# launchdeck: what follows is your own, the template has nothing like it\n"
        "# the end\n# about mine\nMINE='a b'\n# launchdeck: not in the template any more\nGONE=7\n"
    )
    assert bench.text("envs/db.env") == "# host\n# box\nHOST=x\nPORT=2\n"


def test_several_files_become_one(bench: Bench) -> None:
    user = {
        ".env": "LOG=debug\nMINE=1\n",
        "envs/db.env": "HOST=x\nPORT=2\nSIDE=s # note\n",
        "envs/web.env": "LOG=debug\nMODE=web\n",
    }
    plan = bench.plan(user, SPLIT, OLD, layout="template")
    assert plan.files == {".env": FileAction.WRITE, "envs/db.env": FileAction.REMOVE, "envs/web.env": FileAction.REMOVE}
    applied = bench.apply(plan)
    assert [path.name for path in applied.removed] == ["db.env", "web.env"]
    assert bench.text() == (
        "# log\nLOG=debug\n\n# host\nHOST=x\nPORT=1\n\n"
        "# launchdeck: what follows is your own, the template has nothing like it\n"
        "MINE=1\nSIDE=s # note\n# launchdeck: not in the template any more\nMODE=web\n"
    )
    assert not (bench.root / "envs" / "db.env").exists()
    history = bench.root / "envs" / ".launchdeck" / "history"
    assert sorted(path.name.partition(".env.")[0] for path in history.iterdir()) == ["db", "web"]


def test_one_file_cannot_hold_two_values_so_the_person_is_asked(bench: Bench) -> None:
    user = {".env": "LOG=info\n", "envs/a.env": "HOST=x\nOWN=1\n", "envs/b.env": "HOST=y\nOWN=2\n"}
    base = {".env.example": "LOG=info\n", "envs/a.env.example": "HOST=\n", "envs/b.env.example": "HOST=\n"}
    plan = bench.plan(user, base, "LOG=info\nHOST=\n", layout="template")
    assert plan.blocked == ("HOST", "OWN")
    assert all("have different values" in item.note for item in plan.items if item.action is Action.ASK)
    text = bench.upgrade(user, base, "LOG=info\nHOST=\n", layout="template", answers={"HOST": "z", "OWN": "3"})
    assert "HOST=z\n" in text
    assert "OWN=3\n" in text


def test_of_two_values_the_one_that_the_person_changed_counts(bench: Bench) -> None:
    user = {".env": "LOG=info\n", "envs/a.env": "HOST=a\n", "envs/b.env": "HOST=mine\n"}
    base = {".env.example": "LOG=info\n", "envs/a.env.example": "HOST=a\n", "envs/b.env.example": "HOST=b\n"}
    assert bench.upgrade(user, base, "LOG=info\nHOST=\n", layout="template") == "LOG=info\nHOST=mine\n"


def test_the_template_in_several_files_leaves_one_file_one(bench: Bench) -> None:
    plan = bench.plan(OLD, OLD, SPLIT)
    assert plan.files == {".env": FileAction.WRITE}
    assert [(item.kind, item.name) for item in plan.items] == [(Kind.DEFAULT_CHANGED, "PORT"), (Kind.SEPARATE, "MODE")]
    bench.apply(plan)
    assert bench.text() == OLD.replace("PORT=1", "PORT=2")


def test_several_files_stay_several(bench: Bench) -> None:
    user = {".env": "LOG=debug\n", "envs/db.env": "PORT=2\n# mine\nHOST=x\n", "envs/web.env": "MODE=web\n"}
    new = SPLIT | {
        "envs/db.env.example": "# host\nHOST=db\n# timeout\nTIMEOUT=5\nPORT=3\n",
        "envs/cache.env.example": "# cache\nSIZE=1\nLOG=info\n",
    }
    plan = bench.plan(user, SPLIT, new)
    assert plan.files == {
        "envs/cache.env": FileAction.CREATE,
        "envs/db.env": FileAction.WRITE,
        "envs/web.env": FileAction.SAME,
        ".env": FileAction.WRITE,
    }
    bench.apply(plan)
    assert bench.text("envs/db.env") == "PORT=3\n# mine\nHOST=x\n# timeout\nTIMEOUT=5\n"
    assert bench.text("envs/cache.env") == "# cache\nSIZE=1\nLOG=debug\n"
    assert bench.text() == "LOG=debug\n"
    assert not (bench.root / "envs" / "job.env").exists()


def test_each_file_is_compared_with_its_own_default(bench: Bench) -> None:
    base = {".env.example": "A=1\n", "envs/x.env.example": "K=x\n", "envs/y.env.example": "K=y\n"}
    new = {".env.example": "A=1\n", "envs/x.env.example": "K=x2\n", "envs/y.env.example": "K=y2\n"}
    bench.upgrade({".env": "A=1\n", "envs/x.env": "K=x\n", "envs/y.env": "K=mine\n"}, base, new)
    assert bench.text("envs/x.env") == "K=x2\n"
    assert bench.text("envs/y.env") == "K=mine\n"


@pytest.mark.parametrize("layout", ["file", "template"])
def test_a_variable_may_move_between_files_of_the_template(bench: Bench, layout: str) -> None:
    base = {".env.example": "A=1\nHOST=db\n", "envs/x.env.example": "K=1\n"}
    new = {".env.example": "A=1\n", "envs/x.env.example": "K=1\nHOST=db\n"}
    bench.upgrade({".env": "A=1\nHOST=mine\n", "envs/x.env": "K=1\n"}, base, new, layout=layout)
    found = bench.text() + bench.text("envs/x.env")
    assert found.count("HOST=mine") == 1
    assert ("HOST=mine" in bench.text("envs/x.env")) is (layout == "template")


def test_what_the_template_only_shows_goes_below_the_line_that_shows_it(bench: Bench) -> None:
    base, new = "A=1\n# proxy, rarely needed\n#PROXY=\nB=2\n", "# first\nA=1\n# proxy, rarely needed\n#PROXY=\n\nB=2\n"
    text = bench.upgrade("B=5\nPROXY=http://p # ours\n", base, new, layout="template")
    assert text == "# first\nA=1\n# proxy, rarely needed\n#PROXY=\n# ours\nPROXY=http://p\n\nB=5\n"
