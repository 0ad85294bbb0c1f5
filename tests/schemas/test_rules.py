"""All rules together: complete, quiet on what is shipped, incremental, fast to find what changed."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.catalog import Catalog, Category, Group, Variable, load_catalog
from schemas.rules import Checker, all_rules, check
from schemas.rules.base import Severity, Values
from schemas.rules.engine import THEMES
from tests.schemas import test_rules_addresses, test_rules_secrets, test_rules_services, test_rules_stores

CASES = [
    *test_rules_secrets.CASES,
    *test_rules_services.CASES,
    *test_rules_addresses.CASES,
    *test_rules_stores.CASES,
]
KNOWN_IN_DEFAULTS = {"LD-SECRET-KNOWN", "LD-SECRET-PLACEHOLDER"}
"""What the shipped files are known for."""


def test_every_rule_has_a_failing_and_a_clean_fixture() -> None:
    assert {rule.id for rule in all_rules()} - {case.id for case in CASES} == set()


def test_ids_are_unique_and_well_formed() -> None:
    ids = [rule.id for rule in all_rules()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"LD-[A-Z][A-Z0-9]*(-[A-Z0-9]+)*", one) for one in ids)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_is_documented(rule: object) -> None:
    from schemas.rules.base import Rule

    assert isinstance(rule, Rule)
    for text in (rule.finds, rule.why, rule.mends):
        assert len(text.split()) >= 2
        assert text.endswith(".")
        assert "\u2014" not in text
    assert rule.theme in THEMES
    assert all(re.fullmatch(r"F\d\d", fault) and 1 <= int(fault[1:]) <= 74 for fault in rule.faults)


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.names], ids=lambda rule: rule.id)
def test_a_rule_reads_what_it_declares(rule: object) -> None:
    """Every variable that the rule's function asks for is declared, or a change would not be noticed."""
    from schemas.rules.base import Rule

    assert isinstance(rule, Rule)
    asked: set[str] = set()

    class Watched(Values):
        def text(self, name: str) -> str:
            asked.add(name)
            return super().text(name)

        __getitem__ = text

    for case in CASES:
        if case.id == rule.id:
            rule.check(Watched(load_catalog(), case.failing))
            rule.check(Watched(load_catalog(), case.clean))
    declared = set(rule.names)
    if "COMPOSE_PROFILES" in declared:
        declared |= {"VECTOR_STORE", "DB_TYPE"}  # its default refers to them, which the checker knows
    assert asked <= declared | _of_fixes(rule.id), asked - declared


def _of_fixes(rule_id: str) -> set[str]:
    """What is looked at for a fix only; a change of it changes the fix, not what is found."""
    parts = {"REDIS_HOST", "REDIS_PORT", "REDIS_USERNAME", "REDIS_PASSWORD", "REDIS_USE_SSL"}
    parts |= {"CELERY_USE_SENTINEL", "REDIS_SENTINELS", "CELERY_BROKER_URL"}
    addresses = {"CONSOLE_API_URL", "CONSOLE_WEB_URL", "SERVICE_API_URL", "APP_API_URL", "APP_WEB_URL", "FILES_URL"}
    if "BROKER" in rule_id or "REDIS" in rule_id:
        return parts
    return addresses | {"VECTOR_STORE", "DB_TYPE"} if rule_id.startswith(("LD-URL", "LD-PROFILE")) else set()


def test_the_defaults_raise_no_false_alarm() -> None:
    found = check(load_catalog(), {})
    assert {one.id for one in found} <= KNOWN_IN_DEFAULTS


def test_the_reference_file_raises_no_false_alarm(reference: Path) -> None:
    from tui.workspace.envfile import EnvDocument

    values = EnvDocument.parse((reference / "docker.env.example").read_bytes()).values({})
    assert len(values) == 678
    found = check(load_catalog(), values)
    assert {one.id for one in found} <= KNOWN_IN_DEFAULTS
    assert {one.variables[0] for one in found} == {
        *("SECRET_KEY", "DB_PASSWORD", "REDIS_PASSWORD", "CODE_EXECUTION_API_KEY", "SANDBOX_API_KEY"),
        *("WEAVIATE_API_KEY", "WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS", "PLUGIN_DAEMON_KEY"),
        *("PLUGIN_DIFY_INNER_API_KEY", "RESEND_API_KEY"),
    }


@pytest.mark.parametrize(("name", "found"), [("middleware", True), ("docker", False), ("web", True)])
def test_the_wrong_template_is_recognised(reference: Path, name: str, found: bool) -> None:
    from tui.workspace.envfile import EnvDocument

    values = EnvDocument.parse((reference / f"{name}.env.example").read_bytes()).values({})
    assert ("LD-NAME-TEMPLATE" in {one.id for one in check(load_catalog(), values)}) is found


def test_findings_come_worst_first_then_in_catalog_order() -> None:
    found = check(load_catalog(), {"DB_PORT": "x", "LOG_LEVEL": "LOUD", "MIGRATION_ENABLED": "false"})
    order = {name: i for i, name in enumerate(load_catalog().names())}
    places = [(-one.severity, order[one.variables[0]]) for one in found]
    assert places == sorted(places)
    assert {Severity.ERROR, Severity.HINT} <= {one.severity for one in found}


def test_a_change_runs_only_what_reads_the_variable() -> None:
    checker = Checker(load_catalog(), {})
    before = checker.runs.copy()
    checker.update({"SMTP_PORT": "587"}, ["SMTP_PORT"])
    ran = checker.runs - before
    readers = {rule.id for rule in all_rules() if "SMTP_PORT" in rule.reads}  # nothing's default refers to it
    assert set(ran) == readers
    assert {"LD-TYPE", "LD-SMTP-PORT"} <= readers
    assert ran["LD-TYPE"] == 1


def test_a_change_behind_a_default_is_noticed() -> None:
    """The default of COMPOSE_PROFILES names the two variables that it follows."""
    checker = Checker(load_catalog(), {"VECTOR_STORE": "weaviate"})
    before = checker.runs.copy()
    checker.update({"VECTOR_STORE": "qdrant"}, ["VECTOR_STORE"])
    assert (checker.runs - before)["LD-CERTBOT-CHALLENGE"] == 1


def test_a_name_that_nobody_reads_runs_nothing() -> None:
    checker = Checker(load_catalog(), {})
    before = checker.runs.copy()
    checker.update({"NOBODY_READS_THIS": "1"}, ["NOBODY_READS_THIS"])
    assert checker.runs == before


def test_a_change_that_mends_takes_the_finding_away() -> None:
    checker = Checker(load_catalog(), {"DB_PORT": "x"})
    assert any(one.variables == ("DB_PORT",) for one in checker.diagnostics)
    checker.update({"DB_PORT": "5432"}, ["DB_PORT"])
    assert not any(one.variables == ("DB_PORT",) for one in checker.diagnostics)


INTERESTING = sorted({name for case in CASES for name in (*case.failing, *case.clean) if name in load_catalog()})
TEXTS = sorted({text for case in CASES for text in (*case.failing.values(), *case.clean.values())})


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(INTERESTING), st.one_of(st.none(), st.sampled_from(TEXTS), st.text(max_size=12))),
        max_size=25,
    )
)
def test_keeping_current_gives_what_checking_anew_gives(changes: list[tuple[str, str | None]]) -> None:
    """Whatever is typed: no rule stumbles, and none misses a change that concerns it."""
    checker = Checker(load_catalog(), {})
    values: dict[str, str] = {}
    for name, text in changes:
        if text is None:
            values.pop(name, None)
        else:
            values[name] = text
        checker.update(dict(values), [name])
    fresh = check(load_catalog(), values)
    assert [(d.id, d.severity, d.variables, d.message) for d in checker.diagnostics] == [
        (d.id, d.severity, d.variables, d.message) for d in fresh
    ]


@pytest.mark.parametrize("seed", range(5))
def test_no_rule_stumbles_over_hostile_values(seed: int) -> None:
    source = random.Random(seed)
    hostile = [
        "",
        " ",
        "\n",
        "[::1",
        "http://[",
        "${X}",
        "99999999999999999999",
        "-1",
        "é" * 300,
        "a:b:c@d/e?f#g",
        "%",
        "://",
    ]
    values = {variable.name: source.choice(hostile) for variable in load_catalog()}
    for found in check(load_catalog(), values):
        assert found.message.isprintable()
        assert len(found.message) < 1500


def test_another_product_is_left_alone() -> None:
    names = ["DB_PORT", "REDIS_PASSWORD", "CELERY_BROKER_URL", "VECTOR_STORE"]
    catalog = Catalog(
        [Category("discovered", "Discovered", "", (Group("g", "G"),))],
        [Variable(name, "discovered", "g", "string", inferred=True) for name in names],
    )
    found = check(
        catalog, {"DB_PORT": "1;2", "REDIS_PASSWORD": "a;id", "CELERY_BROKER_URL": "redis://x", "VECTOR_STORE": "q"}
    )
    assert found == []


def test_checking_needs_nothing_outside_the_standard_library() -> None:
    code = (
        "import sys\n"
        "from schemas.catalog import load_catalog\n"
        "from schemas.rules import check\n"
        "check(load_catalog(), {})\n"
        "from importlib.metadata import packages_distributions\n"
        "print([n for n in packages_distributions() if n in sys.modules and n != 'schemas'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = eval(done.stdout)  # noqa: S307 - a list that this test printed
    assert set(loaded) <= {"_virtualenv", "_distutils_hack", "setuptools", "_editable_impl_launchdeck"}
