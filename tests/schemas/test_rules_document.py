"""docs/rules.md: complete, and every failure class has somebody who takes care of it."""

from __future__ import annotations

import re
from pathlib import Path

from schemas.rules import all_rules
from schemas.rules.document import carers, rules_markdown
from schemas.rules.faults import ELSEWHERE, FAULTS
from schemas.rules.preflight import PREFLIGHT


def test_every_failure_class_is_taken_care_of() -> None:
    assert list(FAULTS) == [f"F{number:02}" for number in range(1, 75)]
    assert [fault for fault in FAULTS if not carers(fault)] == []
    assert set(ELSEWHERE) <= set(FAULTS)
    assert {fault for check in PREFLIGHT for fault in check.faults} <= set(FAULTS)


def test_what_the_field_study_wants_before_the_launch_or_while_editing_is_found_there(shared: Path) -> None:
    """The letters of its table: E while editing, W at write, L before the launch."""
    rows = re.findall(
        r"^\| (F\d\d) \|(.+)\| ([A-Z, ]+|all) \| S\d \|$", (shared / "FIELD.md").read_text(), re.MULTILINE
    )
    assert len(rows) == 74
    by_rule = {fault for rule in all_rules() for fault in rule.faults}
    before = {fault for check in PREFLIGHT for fault in check.faults}
    for fault, _, places in rows:
        letters = set(places.replace(" ", "").split(","))
        if "E" in letters:
            assert fault in by_rule | before | set(ELSEWHERE), fault
        if letters & {"W", "L"}:
            assert fault in by_rule | before | set(ELSEWHERE), fault


def test_ids_of_rules_and_preflight_checks_differ() -> None:
    ids = [rule.id for rule in all_rules()] + [check.id for check in PREFLIGHT]
    assert len(ids) == len(set(ids))


def test_the_page_has_every_rule_and_every_class() -> None:
    text = rules_markdown()
    for rule in all_rules():
        assert f"### {rule.id}\n" in text
    for check in PREFLIGHT:
        assert f"| `{check.id}` |" in text
    for fault in FAULTS:
        assert f"| {fault} |" in text
    assert "\u2014" not in text
