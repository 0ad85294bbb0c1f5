"""What happens to a variable: one fixture for each class, in the layout of the person's file."""

from __future__ import annotations

import pytest

from schemas.errors import UsageError
from tests.workspace.upgrade.conftest import Bench, only
from tui.workspace.enverrors import EnvEditError
from tui.workspace.upgrade.plan import Action, Kind
from tui.workspace.upgrade.planner import plan_upgrade
from tui.workspace.upgrade.store import BaseSource


def test_an_added_variable_stands_where_the_template_has_it_with_its_comment(bench: Bench) -> None:
    base = "# first\nA=1\n\n# last\nZ=9\n"
    new = "# first\nA=1\n\n# the new one\n# in two lines\nB='x y' # why\n\n# last\nZ=9\n"
    plan = bench.plan("# first\nA=mine\n\n# last\nZ=9\n", base, new)
    item = only(plan)
    assert (item.kind, item.name, item.action, item.after) == (Kind.ADDED, "B", Action.TAKE, "x y")
    bench.apply(plan)
    assert bench.text() == "# first\nA=mine\n\n# the new one\n# in two lines\nB='x y' # why\n\n# last\nZ=9\n"


def test_added_variables_go_under_the_heading_that_the_file_has_already(bench: Bench) -> None:
    base = "A=1\n\n# --- Redis\n# host\nHOST=h\n"
    new = "A=1\n\n# --- Redis\n# prefix\nPREFIX=\nPOOL=5\n# host\nHOST=h\n"
    assert bench.upgrade(base, base, new) == "A=1\n\n# --- Redis\n# prefix\nPREFIX=\nPOOL=5\n# host\nHOST=h\n"


def test_a_new_section_comes_with_its_heading(bench: Bench) -> None:
    new = "A=1\n\n\n# ===\n# Store\n# ===\n# host\nHOST=\nPORT=80\n\n# end\nZ=2\n"
    assert bench.upgrade("A=1\n# end\nZ=2\n", "A=1\nZ=2\n", new) == (
        "A=1\n\n# ===\n# Store\n# ===\n# host\nHOST=\nPORT=80\n# end\nZ=2\n"
    )


def test_an_added_variable_before_all_others_goes_above_the_next_one_and_its_comment(bench: Bench) -> None:
    assert bench.upgrade("# my file\n\n# about A\nA=1\n", "A=1\n", "# new\nN=0\n# about A\nA=1\n") == (
        "# my file\n\n# new\nN=0\n\n# about A\nA=1\n"
    )


def test_a_file_that_shares_nothing_with_the_template_gets_new_ones_at_its_end(bench: Bench) -> None:
    assert bench.upgrade("MINE=1", "OLD=1\n", "OLD=1\n# new\nN=0\n") == "MINE=1\n\n# new\nN=0\n"


def test_line_ends_of_the_file_are_those_of_what_is_added(bench: Bench) -> None:
    assert bench.upgrade("A=1\r\nZ=2\r\n", "A=1\nZ=2\n", "A=1\n# n\nN=0\nZ=2\n") == "A=1\r\n# n\r\nN=0\r\nZ=2\r\n"


def test_what_the_person_left_out_stays_left_out(bench: Bench) -> None:
    assert bench.upgrade("A=5\n", "A=1\nB=2\n", "A=1\nB=3\n") == "A=5\n"


def test_a_name_without_a_value_is_the_persons_way_to_take_it_from_the_shell(bench: Bench) -> None:
    assert bench.upgrade("A=1\nN\nB=2\n", "A=1\nB=2\n", "A=1\nN=0\nB=2\n") == "A=1\nN\nB=2\n"


def test_a_removed_variable_is_kept_and_marked_once(bench: Bench) -> None:
    plan = bench.plan("A=1\nGONE=7\nMINE=2\n", "A=1\nGONE=3\n", "A=1\n")
    assert (only(plan).kind, only(plan).name, only(plan).action) == (Kind.REMOVED, "GONE", Action.KEEP)
    bench.apply(plan)
    once = bench.text()
    assert once == "A=1\n# launchdeck: not in the template any more\nGONE=7\nMINE=2\n"
    assert bench.upgrade(once, "A=1\nGONE=3\n", "A=1\n") == once


def test_the_mark_goes_when_the_variable_comes_back(bench: Bench) -> None:
    marked = "A=1\n# launchdeck: not in the template any more (2.0)\nBACK=7\n"
    assert bench.upgrade(marked, "A=1\n", "A=1\nBACK=7\n") == "A=1\nBACK=7\n"


def test_a_variable_that_the_template_only_comments_out_is_not_removed(bench: Bench) -> None:
    plan = bench.plan("A=1\nOPT=7\n", "A=1\nOPT=3\n", "A=1\n# OPT=3\n")
    assert plan.items == ()


def test_an_old_default_becomes_the_new_one(bench: Bench) -> None:
    plan = bench.plan("A=1\nB = 100   # mine\n", "A=1\nB=100\n", "A=1\nB=200\n")
    item = only(plan)
    assert (item.kind, item.action, item.before, item.after) == (Kind.DEFAULT_CHANGED, Action.TAKE, "100", "200")
    bench.apply(plan)
    assert bench.text() == "A=1\nB = 200   # mine\n"


@pytest.mark.parametrize("options", [{"keep_defaults": True}, {"keep": {"B"}}])
def test_an_old_default_can_be_kept(bench: Bench, options: dict[str, object]) -> None:
    plan = bench.plan("B=100\n", "B=100\n", "B=200\n", **options)
    assert (only(plan).kind, only(plan).action, only(plan).after) == (Kind.DEFAULT_CHANGED, Action.KEEP, "100")
    bench.apply(plan)
    assert bench.text() == "B=100\n"


def test_quotes_make_no_difference(bench: Bench) -> None:
    plan = bench.plan("A='1'\nB=\"x\"\nC=new\n", "A=1\nB=y\nC=old\n", "A=\"1\"\nB=x\nC='new'\n")
    assert plan.items == ()
    bench.apply(plan)
    assert bench.text() == "A='1'\nB=\"x\"\nC=new\n"


def test_a_reference_is_another_value_than_its_text_in_single_quotes(bench: Bench) -> None:
    plan = bench.plan("X=1\nA='${X}'\n", "X=1\nA=${X}\n", "X=1\nA=${X}!\n")
    assert only(plan).kind is Kind.CONFLICT


def test_a_new_default_keeps_its_references(bench: Bench) -> None:
    assert bench.upgrade("S=w\nP=${S:-a}\n", "S=w\nP=${S:-a}\n", "S=w\nP=${S:-a},more\n") == "S=w\nP=${S:-a},more\n"


def test_a_customised_value_stays_when_the_default_does(bench: Bench) -> None:
    plan = bench.plan("A=mine\n", "A=1\n", "A=1\n")
    assert (plan.items, plan.customised) == ((), 1)


def test_both_changed_is_a_conflict_that_the_person_wins(bench: Bench) -> None:
    plan = bench.plan("A=mine\n", "A=1\n", "A=2\n")
    item = only(plan)
    assert (item.kind, item.action, item.old_default, item.new_default) == (Kind.CONFLICT, Action.KEEP, "1", "2")
    bench.apply(plan)
    assert bench.text() == "A=mine\n"
    assert bench.upgrade("A=mine\n", "A=1\n", "A=2\n", take={"A"}) == "A=2\n"


def test_a_variable_that_the_template_gets_after_the_person_had_it_is_a_conflict(bench: Bench) -> None:
    assert only(bench.plan("A=1\nN=mine\n", "A=1\n", "A=1\nN=theirs\n")).kind is Kind.CONFLICT


def test_the_schema_knows_a_rename(bench: Bench) -> None:
    plan = bench.plan(
        "VECTOR_STORE=vikingdb\nVIKINGDB_SCHEMA='https' # tls\nVIKINGDB_HOST=h\n",
        "VECTOR_STORE=weaviate\nVIKINGDB_SCHEMA=http\nVIKINGDB_HOST=h\n",
        "VECTOR_STORE=weaviate\nVIKINGDB_SCHEME=http\nVIKINGDB_HOST=h\n",
    )
    item = only(plan)
    assert (item.kind, item.old_name, item.name, item.after) == (
        Kind.RENAMED,
        "VIKINGDB_SCHEMA",
        "VIKINGDB_SCHEME",
        "https",
    )
    bench.apply(plan)
    assert bench.text() == "VECTOR_STORE=vikingdb\nVIKINGDB_SCHEME='https' # tls\nVIKINGDB_HOST=h\n"


@pytest.mark.parametrize(
    "comment",
    ["# Renamed from MAIL_HOST", "# the server, formerly `MAIL_HOST`", "# MAIL_HOST was renamed to SMTP_SERVER_NAME"],
)
def test_the_comment_of_the_template_tells_a_rename(bench: Bench, comment: str) -> None:
    new = f"A=1\n{comment}\nSMTP_SERVER_NAME=\n"
    assert bench.upgrade("A=1\nMAIL_HOST=mx\n", "A=1\nMAIL_HOST=\n", new) == "A=1\nSMTP_SERVER_NAME=mx\n"


def test_a_renamed_one_on_the_old_default_takes_the_new_one(bench: Bench) -> None:
    new = "# formerly OLD\nNEW=2\n"
    assert bench.upgrade("OLD=1\n", "OLD=1\n", new) == "NEW=2\n"
    assert bench.upgrade("OLD=1\n", "OLD=1\n", new, keep_defaults=True) == "NEW=1\n"


def test_a_look_alike_is_only_suggested(bench: Bench) -> None:
    plan = bench.plan("MAIL_SERVER_HOST=mx\n", "MAIL_SERVER_HOST=\n", "MAIL_SERVERS_HOST=\n")
    removed = next(item for item in plan.items if item.kind is Kind.REMOVED)
    assert removed.suggestion == "MAIL_SERVERS_HOST"
    renames = {"MAIL_SERVER_HOST": "MAIL_SERVERS_HOST"}
    assert (
        bench.upgrade("MAIL_SERVER_HOST=mx\n", "MAIL_SERVER_HOST=\n", "MAIL_SERVERS_HOST=\n", renames=renames)
        == "MAIL_SERVERS_HOST=mx\n"
    )


def test_a_renamed_one_that_others_refer_to_keeps_its_line(bench: Bench) -> None:
    text = bench.upgrade("OLD=x\nURL=http://${OLD}\n", "OLD=\nURL=\n", "# formerly OLD\nNEW=\nURL=\n")
    assert "\nOLD=x\nURL=http://${OLD}\n" in f"\n{text}"
    assert "NEW=x\n" in text


def test_a_rename_to_a_name_that_is_set_already_changes_nothing(bench: Bench) -> None:
    text = bench.upgrade("OLD=x\nNEW=y\n", "OLD=\n", "# formerly OLD\nNEW=\n")
    assert text == "# launchdeck: not in the template any more\nOLD=x\nNEW=y\n"


def test_what_the_new_compose_file_demands_blocks_until_it_is_given(bench: Bench) -> None:
    compose = "services:\n  a:\n    image: x\n    environment:\n      K: ${LICENSE_ID:?needed}\n      # ${NOT_THIS:?}\n"
    new = {".env.example": "A=1\n# ask the vendor\nLICENSE_ID=\n", "compose.yaml": compose}
    plan = bench.plan("A=1\n", "A=1\n", new)
    assert (plan.blocked, only(plan).kind, plan.results) == (("LICENSE_ID",), Kind.REQUIRED, {})
    assert bench.upgrade("A=1\n", "A=1\n", new, answers={"LICENSE_ID": "a b"}) == (
        "A=1\n# ask the vendor\nLICENSE_ID='a b'\n"
    )


def test_what_the_file_has_already_is_not_asked_for(bench: Bench) -> None:
    new = {".env.example": "A=1\n", "compose.yaml": "services: {a: {image: 'x:${KEY:?}'}}\n"}
    assert not bench.plan("A=1\nKEY=k\n", "A=1\n", new).blocked
    assert bench.plan("A=1\nKEY=\n", "A=1\n", new).blocked == ("KEY",)


def test_the_schema_requires_a_new_variable_under_its_condition(bench: Bench) -> None:
    base = "STORAGE_TYPE=s3\nS3_REGION=us\n"
    new = "STORAGE_TYPE=s3\nS3_REGION=us\nS3_BUCKET_NAME=\n"
    assert bench.plan(base, base, new).blocked == ("S3_BUCKET_NAME",)
    assert not bench.plan(base.replace("=s3", "=opendal"), base, new).blocked


def test_a_secret_that_data_is_sealed_with_keeps_its_old_default(bench: Bench) -> None:
    base, new = "LOG_LEVEL=INFO\nSECRET_KEY=sk-old\n", "LOG_LEVEL=INFO\nSECRET_KEY=\n"
    plan = bench.plan(base, base, new)
    assert (only(plan).action, only(plan).note) == (Action.KEEP, "stored data is sealed with it")
    assert bench.upgrade(base, base, new, take={"SECRET_KEY"}) == new


def test_a_new_secret_that_must_equal_another_one_follows_the_persons(bench: Bench) -> None:
    base = "PLUGIN_DIFY_INNER_API_KEY=shipped\n"
    text = bench.upgrade("PLUGIN_DIFY_INNER_API_KEY='my own'\n", base, base + "INNER_API_KEY_FOR_PLUGIN=shipped\n")
    assert text == "PLUGIN_DIFY_INNER_API_KEY='my own'\nINNER_API_KEY_FOR_PLUGIN='my own'\n"


def test_a_new_variable_can_be_left_out(bench: Bench) -> None:
    plan = bench.plan("A=1\n", "A=1\n", "A=1\nN=0\n", keep={"N"})
    assert (only(plan).kind, only(plan).action) == (Kind.ADDED, Action.KEEP)
    bench.apply(plan)
    assert bench.text() == "A=1\n"


def test_without_an_old_template_all_values_are_kept(bench: Bench) -> None:
    plan = bench.plan("A=1\nB=2\nMINE=3\n", None, "A=5\nB=2\nN=0\n")
    assert (plan.source, plan.base) == (BaseSource.NONE, None)
    assert [(item.kind, item.name) for item in plan.items] == [(Kind.ADDED, "N")]
    bench.apply(plan)
    assert bench.text() == "A=1\nB=2\nN=0\nMINE=3\n"


def test_without_an_old_template_a_short_file_is_not_filled_up(bench: Bench) -> None:
    assert bench.plan("A=1\n", None, "A=1\nB=2\nC=3\nD=4\n").items == ()


def test_several_assignments_of_a_variable_are_renamed_together(bench: Bench) -> None:
    assert bench.upgrade("OLD=1\nX=0\nOLD=2\n", "X=0\nOLD=\n", "X=0\n# formerly OLD\nNEW=\n") == "NEW=1\nX=0\nNEW=2\n"


def test_two_statements_on_one_line_are_refused_rather_than_broken(bench: Bench) -> None:
    bench.user("A='1' B='x\ny'\n")
    before = bench.text()
    with pytest.raises(EnvEditError, match="on a line of its own"):
        bench.plan(before, "A=1\n", "A=1\nN=0\n")
    assert bench.text() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"answers": {"NO_SUCH": "1"}}, "--set NO_SUCH: neither the file nor the new template has it"),
        ({"take": {"NO_SUCH"}}, "--take NO_SUCH"),
        ({"keep": {"NO_SUCH"}}, "--keep NO_SUCH"),
        ({"renames": {"LOG_LEVEL": "NO_SUCH"}}, "the new template has no NO_SUCH"),
        ({"answers": {"DB_PORT": "http"}}, "DB_PORT must be a port"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(bench: Bench, options: dict[str, object], message: str) -> None:
    text = "LOG_LEVEL=INFO\nDB_PORT=5432\n"
    with pytest.raises(UsageError, match=message):
        bench.plan(text, text, text, **options)


def test_the_template_of_something_else_is_refused(bench: Bench) -> None:
    mine = "".join(f"MINE_{number}=1\n" for number in range(30))
    with pytest.raises(UsageError, match="template of something else: it knows 0 of 30"):
        bench.plan(mine, mine, "OTHER=1\n")


def test_files_that_cannot_be_read_are_named_with_the_line(bench: Bench) -> None:
    with pytest.raises(UsageError, match=r"\.env cannot be read from line 2 on"):
        bench.plan("A=1\nB='x\n", "A=1\n", "A=1\n")
    with pytest.raises(UsageError, match=r"new/\.env\.example cannot be read as an env file from line 1"):
        bench.plan("A=1\n", "A=1\n", "A='1\n")
    bench.env.unlink()
    with pytest.raises(UsageError, match="launchdeck init"):
        plan_upgrade(bench.env, bench.folder / "new")
