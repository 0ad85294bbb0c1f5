"""The schema against the facts of Dify 1.11.4: every deliberate difference stands in a table here, with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.catalog import Variable, load_catalog
from schemas.dify import DifyConfig
from schemas.introspect import environment_names
from schemas.stack import StackConfig

CHOICES_CHANGED = {
    "SERVER_WORKER_CLASS": "gunicorn has no 'solo', which a comment of the sample offers; gthread it has",
}
KIND_CHANGED = {
    "REDIS_SENTINELS": "a list of host:port is checked as one",
    "REDIS_CLUSTERS": "a list of host:port is checked as one",
    "IRIS_CONNECTION_URL": "the driver's own address form is no URL",
    "COUCHBASE_CONNECTION_STRING": "several hosts and bare addresses are accepted by the client",
    "MILVUS_URI": "may be the path of an embedded database",
    "TIDB_ON_QDRANT_URL": "may be a list",
    "ETCD_ENDPOINTS": "accepts both URLs and host:port",
    "MINIO_ADDRESS": "host:port without list",
    "ELASTICSEARCH_HOST": "the client takes a URL too",
    "OPENSEARCH_HOST": "the client takes a URL too",
    "CHROMA_HOST": "the client takes a URL too",
    "VIKINGDB_HOST": "the client takes a path too",
    "HUAWEI_OBS_SERVER": "the client takes an address without scheme",
    "VOLCENGINE_TOS_ENDPOINT": "the client takes an address without scheme",
    "BAIDU_OBS_ENDPOINT": "the client takes an address without scheme",
    "ALIYUN_OSS_ENDPOINT": "the client takes an address without scheme",
    "PLUGIN_ALIYUN_OSS_ENDPOINT": "the client takes an address without scheme",
    "PLUGIN_VOLCENGINE_TOS_ENDPOINT": "the client takes an address without scheme",
    "NEXT_PUBLIC_API_PREFIX": "may be a path below the site",
    "NEXT_PUBLIC_PUBLIC_API_PREFIX": "may be a path below the site",
    "NEXT_PUBLIC_MARKETPLACE_API_PREFIX": "may be a path below the site",
    "NEXT_PUBLIC_MARKETPLACE_URL_PREFIX": "may be a path below the site",
    "REDIS_SERIALIZATION_PROTOCOL": "a number with two choices",
    "POSTGRES_STATEMENT_TIMEOUT": "the server takes 30s as well as 30000",
    "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT": "the server takes 30s as well as 30000",
}
OURS = {
    "COMPOSE_PROJECT_NAME": "the folder is called docker in every product, and projects of one name mix",
    **dict.fromkeys(
        ("API_IMAGE", "API_IMAGE_TAG", "WEB_IMAGE", "WEB_IMAGE_TAG", "COMPANION_REPLICAS", "API_READ_ONLY"),
        "the bundled runtime image and Dify's images share one topology",
    ),
    "COMPOSE_FILE": "a launch builds the bundled runtime image by itself",
    "IMAGE_PREFIX": "images come through a mirror where their publishers cannot be reached",
    "UNSTRUCTURED_IMAGE": "its maker publishes it in a registry of his own",
    **dict.fromkeys(
        ("RESTART_POLICY", "CONTAINER_LOG_MAX_SIZE", "CONTAINER_LOG_MAX_FILES"),
        "logs are rotated, and what a person stopped stays stopped",
    ),
    **dict.fromkeys(
        ("API_STOP_GRACE_PERIOD", "WORKER_STOP_GRACE_PERIOD", "DATABASE_STOP_GRACE_PERIOD"),
        "ten seconds lose the tasks that run",
    ),
    **dict.fromkeys(
        (
            *(f"{name}_MEMORY_LIMIT" for name in ("API", "WORKER", "BEAT", "WEB", "PLUGIN_DAEMON", "SANDBOX")),
            *(f"{name}_MEMORY_LIMIT" for name in ("NGINX", "DATABASE", "REDIS", "VECTOR_STORE", "ELASTICSEARCH")),
            *(f"{name}_CPU_LIMIT" for name in ("API", "WORKER", "DATABASE")),
        ),
        "one container must not take the whole machine",
    ),
    "SSRF_ALLOWED_DESTINATIONS": "the proxy refuses private destinations; this is the list of exceptions",
}
"""Variables of the bundled workspace that Dify does not have."""


def _of_dify() -> list[Variable]:
    return [variable for variable in load_catalog() if variable.name not in OURS]


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, dict[str, Any]]:
    """The facts by name."""
    records = json.loads((shared / "dify" / "variables.json").read_text("utf-8"))
    return {record["name"]: record for record in records}


@pytest.fixture(scope="module")
def classes(shared: Path) -> list[dict[str, Any]]:
    """The classes that the API image loads."""
    document = json.loads((shared / "dify" / "classes.json").read_text("utf-8"))
    return [record for record in document["classes"] if record.get("in_tree", True)]


def test_the_catalog_has_every_variable_and_no_other(facts: dict[str, dict[str, Any]]) -> None:
    assert set(load_catalog().names()) == set(facts) | set(OURS)
    assert len(_of_dify()) == 874
    assert len(load_catalog().categories) == 34


def test_categories_and_groups_are_those_of_the_facts(facts: dict[str, dict[str, Any]]) -> None:
    different = {
        v.name for v in _of_dify() if (v.category, v.group) != (facts[v.name]["category"], facts[v.name]["group"])
    }
    assert different == set()


@pytest.mark.parametrize(
    ("place", "source"), [("docker", "docker_env"), ("middleware", "middleware_env")], ids=["docker", "middleware"]
)
def test_defaults_of_a_place_are_those_of_its_sample(facts: dict[str, dict[str, Any]], place: str, source: str) -> None:
    ours = {v.name: v.defaults[place] for v in _of_dify() if v.defaults.get(place) is not None}
    theirs = {name: fact["defaults"][source] for name, fact in facts.items() if source in fact["defaults"]}
    assert ours == theirs


def test_defaults_of_the_image_are_those_of_the_classes(facts: dict[str, dict[str, Any]]) -> None:
    catalog = load_catalog()
    different = {}
    for name, fact in facts.items():
        theirs = fact["defaults"].get("pydantic")
        if "pydantic" not in fact["defaults"] or isinstance(theirs, dict):
            continue
        text = str(theirs).lower() if isinstance(theirs, bool) else None if theirs is None else str(theirs)
        ours = catalog[name].defaults.get("image")
        if ours != text and not _same_number(ours, text):
            different[name] = (ours, text)
    assert different == {}


def _same_number(ours: str | None, theirs: str | None) -> bool:
    try:
        return float(ours or "x") == float(theirs or "x")
    except ValueError:
        return False


def test_choices_are_those_of_the_facts(facts: dict[str, dict[str, Any]]) -> None:
    different = {
        v.name
        for v in _of_dify()
        if [c.value for c in v.choices] != [str(choice) for choice in facts[v.name].get("choices", [])]
    }
    assert different == set(CHOICES_CHANGED)


def test_kinds_are_those_of_the_facts(facts: dict[str, dict[str, Any]]) -> None:
    different = {v.name for v in _of_dify() if v.kind != facts[v.name]["kind"]}
    assert different <= set(KIND_CHANGED), sorted(different - set(KIND_CHANGED))


def test_secrets_are_those_of_the_facts(facts: dict[str, dict[str, Any]]) -> None:
    assert {v.name for v in _of_dify() if v.secret} == {name for name, fact in facts.items() if fact["secret"]}


def test_every_shipped_secret_is_known_as_insecure(facts: dict[str, dict[str, Any]]) -> None:
    unknown = {
        v.name
        for v in _of_dify()
        if v.secret
        and v.kind == "secret"
        and (text := facts[v.name]["defaults"].get("docker_env"))
        and text not in v.insecure
    }
    assert unknown == set()


def test_conditions_are_those_of_the_facts(facts: dict[str, dict[str, Any]]) -> None:
    for variable in _of_dify():
        assert variable.active_when == facts[variable.name].get("active_when", {}), variable.name
        assert variable.required_when == facts[variable.name].get("required_when", {}), variable.name


def test_what_reaches_no_container_is_marked(facts: dict[str, dict[str, Any]]) -> None:
    marked = {v.name for v in load_catalog() if not v.reaches_container}
    unreachable = {name for name, fact in facts.items() if fact.get("compose_reachable") is False}
    assert unreachable <= marked


def test_the_api_root_has_the_same_fields_and_bases(classes: list[dict[str, Any]]) -> None:
    tree = {cls.__name__: cls for cls in DifyConfig.__mro__}
    fields = 0
    for record in classes:
        ours = tree[record["name"]]
        bases = [base.__name__ for base in ours.__bases__]
        assert [base for base in record["bases"] if base != "BaseSettings"] == [b for b in bases if b != "Settings"]
        for field in record["fields"]:
            info = ours.model_fields[field["name"]]  # type: ignore[attr-defined]
            assert list(environment_names(field["name"], info)) == field.get("env_names", [field["name"]])
            fields += 1
        for computed in record.get("computed_fields", []):
            assert computed["name"] in ours.model_computed_fields  # type: ignore[attr-defined]
    assert fields == len(DifyConfig.model_fields) == 635


def test_the_two_roots_share_no_variable() -> None:
    assert not set(DifyConfig.model_fields) & set(StackConfig.model_fields)


@pytest.mark.parametrize("sample", ["docker.env.example", "api.env.example"])
def test_the_real_samples_load(reference: Path, sample: str) -> None:
    from dotenv import dotenv_values

    texts = {key: value for key, value in dotenv_values(reference / sample).items() if value is not None}
    config = DifyConfig.from_texts(texts)
    assert config.DB_TYPE == "postgresql"
    assert config.SQLALCHEMY_DATABASE_URI.startswith("postgresql://postgres:")
