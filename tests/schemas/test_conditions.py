"""Conditions: when they hold, what they are in words, and which variables they look at."""

from __future__ import annotations

import pytest

from schemas.catalog import Condition, load_catalog
from schemas.conditions import holds, names, words
from schemas.rules.base import Values

BOTH: Condition = {"STORAGE_TYPE": ["s3"], "S3_USE_AWS_MANAGED_IAM": ["false"]}
EITHER: Condition = {"any": [{"VECTOR_STORE": ["oceanbase", "seekdb"]}, {"DB_TYPE": ["oceanbase"]}]}
MIXED: Condition = {"any": [{"VECTOR_STORE": ["milvus"]}, {"DB_TYPE": ["seekdb"]}], "MILVUS_TOKEN": {"empty": True}}


@pytest.mark.parametrize(
    ("condition", "given", "expected"),
    [
        ({}, {}, True),
        (BOTH, {"STORAGE_TYPE": "s3"}, True),
        (BOTH, {"STORAGE_TYPE": "opendal"}, False),
        (BOTH, {"STORAGE_TYPE": "s3", "S3_USE_AWS_MANAGED_IAM": "yes"}, False),
        (BOTH, {"STORAGE_TYPE": "s3", "S3_USE_AWS_MANAGED_IAM": "OFF"}, True),
        (EITHER, {"VECTOR_STORE": "seekdb"}, True),
        (EITHER, {"DB_TYPE": "oceanbase"}, True),
        (EITHER, {}, False),
        (MIXED, {"DB_TYPE": "seekdb"}, True),
        (MIXED, {"DB_TYPE": "seekdb", "MILVUS_TOKEN": "t"}, False),
        ({"LOG_FILE": {"non_empty": True}}, {"LOG_FILE": ""}, False),
        ({"LOG_FILE": {"non_empty": True}}, {}, True),
        ({"COMPOSE_PROFILES": {"contains": ["certbot"]}}, {"COMPOSE_PROFILES": "weaviate, certbot"}, True),
        ({"COMPOSE_PROFILES": {"contains": ["certbot"]}}, {"COMPOSE_PROFILES": "certbots"}, False),
        ({"COMPOSE_PROFILES": {"contains": ["qdrant"]}}, {"VECTOR_STORE": "qdrant"}, True),
        ({"DB_TYPE": ["postgresql"]}, {"DB_TYPE": ""}, True),
    ],
)
def test_a_condition_holds(condition: Condition, given: dict[str, str], expected: bool) -> None:
    assert holds(condition, Values(load_catalog(), given)) is expected


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ({}, ""),
        ({"STORAGE_TYPE": ["s3"]}, "when STORAGE_TYPE is s3"),
        ({"VECTOR_STORE": ["pgvector", "pgvecto-rs"]}, "when VECTOR_STORE is pgvector or pgvecto-rs"),
        (BOTH, "when STORAGE_TYPE is s3 and S3_USE_AWS_MANAGED_IAM is false"),
        (EITHER, "when VECTOR_STORE is oceanbase or seekdb or DB_TYPE is oceanbase"),
        (MIXED, "when (VECTOR_STORE is milvus or DB_TYPE is seekdb) and MILVUS_TOKEN is empty"),
        ({"LOG_FILE": {"non_empty": True}}, "when LOG_FILE is set"),
        ({"COMPOSE_PROFILES": {"contains": ["certbot"]}}, "when COMPOSE_PROFILES contains certbot"),
    ],
)
def test_a_condition_in_words(condition: Condition, text: str) -> None:
    assert words(condition) == text


def test_the_variables_that_a_condition_looks_at() -> None:
    assert names(MIXED) == {"VECTOR_STORE", "DB_TYPE", "MILVUS_TOKEN"}
    assert names({}) == frozenset()


def test_every_condition_of_the_catalog_can_be_asked_and_said() -> None:
    catalog = load_catalog()
    values = Values(catalog, {})
    for variable in catalog:
        for condition in (variable.active_when, variable.required_when):
            assert holds(condition, values) in (True, False)
            assert bool(words(condition)) == bool(condition)
            assert names(condition) <= set(catalog.names())
