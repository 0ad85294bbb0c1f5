"""All configuration errors at once, with the ids of ``launchdeck check``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from runtime import checking, exits
from runtime.entrypoint import make_plan
from runtime.errors import TYPE_RULE, ConfigurationError
from runtime.modes.command import Command
from runtime.resolution import resolve
from schemas.catalog import Variable, load_catalog
from schemas.kinds import check_value
from schemas.records import CATALOG_FILE
from schemas.secrets import is_placeholder


def plan(env: dict[str, str], *args: str) -> Command:
    return make_plan(resolve(env), args).command


def found(env: dict[str, str]) -> dict[str, str]:
    with pytest.raises(ConfigurationError) as caught:
        plan(env)
    assert caught.value.code == exits.CONFIG
    return {problem.variable: problem.rule for problem in caught.value.problems}


TEN = {
    "DB_PORT": "c4n4ry",
    "REDIS_PORT": "70000",
    "DB_TYPE": "c4n4ry",
    "SQLALCHEMY_POOL_SIZE": "c4n4ry",
    "LOG_FILE_MAX_SIZE": "0",
    "ENABLE_CLEAN_MESSAGES": "c4n4ry",
    "WORKFLOW_SCHEDULE_POLLER_INTERVAL": "often",
    "DIFY_PORT": "c4n4ry",
    "SERVER_WORKER_AMOUNT": "c4n4ry",
    "LOG_LEVEL": "c4n4ry",
}


def test_ten_faults_in_one_run_are_ten_findings_and_no_value_is_shown() -> None:
    assert found(TEN) == dict.fromkeys(TEN, TYPE_RULE)
    with pytest.raises(ConfigurationError) as caught:
        plan(TEN)
    assert "c4n4ry" not in str(caught.value)


def test_the_words_are_those_of_the_type_check() -> None:
    variable = load_catalog()["SQLALCHEMY_POOL_SIZE"]
    problem = check_value(variable, "many")
    assert problem is not None
    with pytest.raises(ConfigurationError, match=problem.message):
        plan({"SQLALCHEMY_POOL_SIZE": "many"})


def test_a_shipped_secret_is_refused_in_production_and_only_there() -> None:
    known = next(text for text in load_catalog()["SECRET_KEY"].insecure if text)
    assert found({"SECRET_KEY": known}) == {"SECRET_KEY": checking.KNOWN_RULE}
    assert any("SECRET_KEY" in note for note in plan({"SECRET_KEY": known, "DEPLOY_ENV": "DEVELOPMENT"}).notes)
    overridden = plan({"SECRET_KEY": known, "RUNTIME_IGNORE_RULES": checking.KNOWN_RULE})
    assert any(checking.KNOWN_RULE in note for note in overridden.notes)
    with pytest.raises(ConfigurationError) as caught:
        plan({"SECRET_KEY": known})
    assert known not in str(caught.value)


def shipped() -> list[tuple[Variable, str]]:
    """Every secret of the application with every text of it that was once shipped and is not an obvious placeholder."""
    return [
        (variable, text)
        for variable in load_catalog()
        if variable.secret and checking.is_typed(variable.name)
        for text in variable.insecure
        if text and not is_placeholder(text) and check_value(variable, text) is None
    ]


def satisfied(condition: Mapping[str, Any]) -> dict[str, str]:
    """Variables under which a condition of the catalog holds."""
    found: dict[str, str] = {}
    for name, wanted in condition.items():
        if name in {"any", "all"}:
            for part in wanted if name == "all" else wanted[:1]:
                found |= satisfied(part)
        elif isinstance(wanted, list):
            found[name] = wanted[0]
    return found


def test_every_shipped_secret_is_refused_where_it_is_in_use() -> None:
    assert len(shipped()) > 3
    for variable, text in shipped():
        env = {**satisfied(variable.active_when), **satisfied(variable.required_when)}
        assert found({**env, variable.name: text}).get(variable.name) == checking.KNOWN_RULE, variable.name


def test_secrets_that_were_not_given_to_this_container_are_nobodys_fault() -> None:
    assert plan({}).notes == ()


def test_secrets_of_backends_that_are_not_chosen_are_nobodys_fault() -> None:
    known = load_catalog()["QDRANT_API_KEY"].insecure[0]
    assert plan({"QDRANT_API_KEY": known, "VECTOR_STORE": "weaviate"}).notes == ()
    assert found({"QDRANT_API_KEY": known, "VECTOR_STORE": "qdrant"}) == {"QDRANT_API_KEY": checking.KNOWN_RULE}


def test_empty_typed_settings_are_taken_out_of_the_environment() -> None:
    command = plan({"SQLALCHEMY_POOL_SIZE": "", "ENABLE_CLEAN_MESSAGES": "", "FILES_URL": ""})
    assert command.unset == {"SQLALCHEMY_POOL_SIZE", "ENABLE_CLEAN_MESSAGES"}


def test_variables_of_other_containers_and_applications_are_not_checked() -> None:
    assert plan({"NGINX_PORT": "many"}).argv[0] == "gunicorn"
    assert plan({"RUNTIME_APP": "shop:web", "SQLALCHEMY_POOL_SIZE": "many"}).argv[-1] == "shop:web"


def test_the_records_are_those_of_the_catalog() -> None:
    document = json.loads(CATALOG_FILE.read_text("utf-8"))
    assert dict(checking.records()) == {record["name"]: record for record in document["variables"]}
    assert "NOT_THERE" not in checking.records()
