"""Rules on several variables: the same as ``launchdeck check``, on what the container was given."""

from __future__ import annotations

import pytest

from runtime import ruling
from runtime.entrypoint import make_plan
from runtime.errors import ConfigurationError
from runtime.modes import api, grace, worker
from runtime.resolution import resolve
from schemas.catalog import load_catalog
from schemas.rules import all_rules, check

SAME_REDIS = {"REDIS_HOST": "redis", "REDIS_PORT": "6379", "REDIS_PASSWORD": "p@ss"}


def notes(env: dict[str, str]) -> str:
    return " ".join(make_plan(resolve(env), []).command.notes)


def refused(env: dict[str, str]) -> dict[str, str]:
    with pytest.raises(ConfigurationError) as caught:
        make_plan(resolve(env), [])
    return {problem.variable: problem.rule for problem in caught.value.problems}


def test_the_rules_exist_and_are_loaded_by_their_own_variables() -> None:
    rules = {rule.id: rule for rule in all_rules()}
    for theme, ids in ruling.ASKED.items():
        for name in ids:
            assert rules[name].theme == theme
            assert ruling.TRIGGERS[theme] & set(rules[name].names), name


def test_the_modes_use_ids_that_exist() -> None:
    known = {rule.id for rule in all_rules()}
    assert {worker.AUTOSCALE_RULE, worker.BOUNDS_RULE, api.DEBUG_RULE, grace.CHAIN_RULE} <= known


def test_a_broker_that_disagrees_with_its_parts_is_refused_as_the_tool_refuses_it() -> None:
    env = {**SAME_REDIS, "CELERY_BROKER_URL": "redis://:other@redis:6379/1"}
    assert refused(env) == {"CELERY_BROKER_URL": "LD-REDIS-BROKER-MISMATCH"}
    assert "LD-REDIS-BROKER-MISMATCH" in {one.id for one in check(load_catalog(), env)}
    assert "[LD-REDIS-BROKER-MISMATCH]" in notes({**env, "RUNTIME_IGNORE_RULES": "LD-REDIS-BROKER-MISMATCH"})


def test_a_password_that_is_not_encoded_is_refused_and_not_shown() -> None:
    env = {**SAME_REDIS, "CELERY_BROKER_URL": "redis://:p@ss@redis:6379/1"}
    assert refused(env) == {"CELERY_BROKER_URL": "LD-BROKER-ENCODING"}
    with pytest.raises(ConfigurationError) as caught:
        make_plan(resolve(env), [])
    assert "p@ss" not in str(caught.value)


def test_an_address_that_agrees_or_stands_alone_is_accepted() -> None:
    assert notes({**SAME_REDIS, "CELERY_BROKER_URL": "redis://:p%40ss@redis:6379/1"}) == ""
    assert notes({"CELERY_BROKER_URL": "redis://:any@elsewhere:6379/1"}) == ""


def test_queues_are_looked_at_by_the_worker_alone() -> None:
    env = {"CELERY_QUEUES": "mial,workflow"}
    said = notes({**env, "MODE": "worker"})
    assert "did you mean mail?" in said
    assert "[LD-QUEUE-MISSING]" in said
    assert notes({**env, "MODE": "beat"}) == ""
    assert notes({"CELERY_QUEUES": ",".join(worker.QUEUES), "MODE": "worker"}) == ""
    cloud = (*(name for name in worker.QUEUES if name != "workflow"), *worker.CLOUD_WORKFLOW_QUEUES)
    assert notes({"CELERY_QUEUES": ",".join(cloud), "MODE": "worker", "EDITION": "CLOUD"}) == ""


def test_another_application_is_left_alone() -> None:
    env = {**SAME_REDIS, "CELERY_BROKER_URL": "redis://:other@redis:6379/1", "RUNTIME_APP": "shop:web"}
    assert notes(env) == ""
