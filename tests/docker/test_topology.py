"""The bundled topology against the facts of Dify 1.11.4: every deliberate difference stands here, with its reason.

docs/bundled-workspace.md explains the same differences to people; a test holds both lists together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from schemas.catalog import load_catalog
from schemas.readers import SHARED_ENVIRONMENT
from schemas.rules.sinks import BUNDLED_SINKS, sinks_of
from tui.workspace.interpolation import references

SERVICES_ADDED = {"migration": "runs once and ends before the others start, instead of a race of all containers"}
API_FAMILY = ("api", "worker", "worker_beat", "migration")

IMAGES = {
    **dict.fromkeys(("api", "worker", "worker_beat", "web", "unstructured"), "name and tag are variables"),
    "couchbase-server": "a mounted script does what a build did",
    "chroma": "published by its maker on the default hub too",
    "iris": "published by its maker on the default hub too",
    "elasticsearch": "published by its maker on the default hub too",
    "kibana": "published by its maker on the default hub too",
    "etcd": "a mirror on the default hub, one patch release newer",
    "oracle": "a build of the same database on the default hub, which makes the user by itself",
}
CONDITIONS = {
    **{(name, "redis"): "a broker that does not answer yet is none" for name in ("api", "worker", "worker_beat")},
    **{(name, "migration"): SERVICES_ADDED["migration"] for name in ("api", "worker", "worker_beat")},
    ("plugin_daemon", "redis"): "the daemon keeps its sessions there",
    ("milvus-standalone", "etcd"): "it ends when a store of its own does not answer",
    ("milvus-standalone", "minio"): "it ends when a store of its own does not answer",
    ("kibana", "elasticsearch"): "it waits with its first question",
    **{("migration", name): "what the API waits for" for name in ("init_permissions", "redis")},
    **{("migration", name): "what the API waits for" for name in ("db_postgres", "db_mysql", "oceanbase", "seekdb")},
}
NETWORKS = {
    "milvus-standalone": "the API must reach it",
    "opensearch": "the API must reach it",
    "migration": "as the API",
}
PORTS: dict[str, str] = {}
VOLUMES = {
    "nginx": "templates in the folder that the image itself fills in; certificates in a folder of their own, read-only",
    "ssrf_proxy": "one script and the template, read-only",
    "certbot": "one script; the folder of the live links is not mounted a second time, which broke the links",
    "sandbox": "configuration is no data: it lies beside the compose file, not below volumes",
    "couchbase-server": "the script that a build brought in",
    "pgvector": "the script's place",
    "iris": "the script's place",
    "elasticsearch": "the script's place",
    "oceanbase": "configuration is no data: it lies beside the compose file, not below volumes",
    "opensearch-dashboards": "configuration is no data: it lies beside the compose file, not below volumes",
    "myscale": "configuration is no data: it lies beside the compose file, not below volumes",
    "vastbase": "data lies below volumes as everywhere",
    "oracle": "the image makes the user by itself, without start-up scripts",
    "api": "the health check that fits every API image",
    "worker": "the health check that fits every API image",
    "worker_beat": "the health check that fits every API image",
    "migration": "as the API",
}
ENVIRONMENT = {
    "RUNTIME_DIR": "the run folder, a tmpfs",
    "NGINX_API_PORT": "nginx follows DIFY_PORT",
    "NGINX_PLUGIN_DAEMON_PORT": "nginx follows PLUGIN_DAEMON_PORT",
    "ALLOWED_DESTINATIONS": "the exceptions of the proxy",
    "MINIO_ACCESS_KEY_ID": "a changed key of minio reaches milvus",
    "MINIO_SECRET_ACCESS_KEY": "a changed key of minio reaches milvus",
    "OPENSEARCH_USERNAME": "the dashboards log in with the deployment's own password",
    "OPENSEARCH_PASSWORD": "the dashboards log in with the deployment's own password",
    "IRIS_USER": "the instance gets the user's password",
    "IRIS_PASSWORD": "the instance gets the user's password",
    **dict.fromkeys(
        ("APP_USER", "APP_USER_PASSWORD", "ORACLE_PASSWORD", "ORACLE_PWD"), "the names that the other image knows"
    ),
    **dict.fromkeys(("VB_DB", "VB_USERNAME", "VB_PASSWORD"), "fixed there, variables here"),
    "XPACK_ENCRYPTEDSAVEDOBJECTS_ENCRYPTIONKEY": "a key that everybody knows is none",
    "I18N_LOCALE": "the browser's language, not Chinese for everybody",
    **dict.fromkeys(
        ("WEAVIATE_AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED", "TOP_K_MAX_VALUE", "VECTOR_STORE", "CERTBOT_DOMAIN"),
        "the default of the schema",
    ),
    "INDEXING_MAX_SEGMENTATION_TOKENS_LENGTH": "the default of the schema",
    "CERTBOT_EMAIL": "the default of the schema",
}
NO_CONTAINER_NAME = "a fixed name lets only one deployment live on a machine"
NO_HEALTHCHECK = {
    "init_permissions": "ends by itself",
    "migration": "ends by itself",
    "certbot": "a loop that nobody waits for",
    "iris": "its image has one",
    "opensearch-dashboards": "nobody waits for it",
    "myscale": "no client is known to be in the image",
    "matrixone": "no client is known to be in the image",
    "unstructured": "no client is known to be in the image",
}

_SHELLS = ("sh", "bash")


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, Any]:
    """The topology of the product."""
    found: dict[str, Any] = json.loads((shared / "dify" / "topology.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def theirs(facts: dict[str, Any]) -> dict[str, Any]:
    """The product's services."""
    found: dict[str, Any] = facts["main"]["services"]
    return found


def environment_of(service: Mapping[str, Any]) -> dict[str, str]:
    """The environment of a service as texts."""
    return {name: str(text) for name, text in (service.get("environment") or {}).items()}


def conditions_of(service: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    """What a service waits for; the short form means: started."""
    found = service.get("depends_on") or {}
    if isinstance(found, list):
        return dict.fromkeys(found, ("service_started", True))
    return {name: (one["condition"], one.get("required", True)) for name, one in found.items()}


def test_the_services_are_those_of_the_facts(services: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert set(services) - set(theirs) == set(SERVICES_ADDED)
    assert set(theirs) <= set(services)
    assert len(theirs) == 35


def test_the_profiles_are_those_of_the_facts(
    services: dict[str, Any], theirs: dict[str, Any], facts: dict[str, Any]
) -> None:
    assert {name: service.get("profiles", []) for name, service in services.items() if name in theirs} == {
        name: service["profiles"] for name, service in theirs.items()
    }
    ours = {profile for service in services.values() for profile in service.get("profiles", [])}
    assert ours == set(facts["compose_profiles"]["profiles_to_services"])
    assert len(ours) == 22


def test_the_images_are_those_of_the_facts(services: dict[str, Any], theirs: dict[str, Any]) -> None:
    different = {
        name
        for name, service in theirs.items()
        if services[name]["image"].removeprefix("${IMAGE_PREFIX:-}") != service.get("image")
    }
    assert different == set(IMAGES)
    defaults = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", services["api"]["image"])
    assert defaults == theirs["api"]["image"]


def test_one_image_serves_the_whole_api_family(services: dict[str, Any]) -> None:
    assert len({services[name]["image"] for name in API_FAMILY}) == 1
    modes = {name: services[name]["environment"]["MODE"] for name in API_FAMILY}
    assert modes == {"api": "api", "worker": "worker", "worker_beat": "beat", "migration": "migration"}


def test_the_conditions_are_those_of_the_facts(services: dict[str, Any], theirs: dict[str, Any]) -> None:
    different = {
        (name, other)
        for name, service in services.items()
        for other in conditions_of(service) | conditions_of(theirs.get(name, {}))
        if conditions_of(service).get(other) != conditions_of(theirs.get(name, {})).get(other)
    }
    assert different == set(CONDITIONS)


def test_the_networks_are_those_of_the_facts(
    model: dict[str, Any], services: dict[str, Any], theirs: dict[str, Any], facts: dict[str, Any]
) -> None:
    expected = {n: dict(v) for n, v in facts["main"]["networks"].items() if n != "default"}
    assert model["networks"] == expected
    different = {
        name
        for name, service in services.items()
        if set(service.get("networks", ["default"])) != set(theirs.get(name, {}).get("networks", []))
    }
    assert different == set(NETWORKS)


def test_the_ports_are_those_of_the_facts(services: dict[str, Any], theirs: dict[str, Any]) -> None:
    different = {
        name
        for name, service in services.items()
        if [str(port) for port in service.get("ports", [])] != theirs.get(name, {}).get("ports", [])
    }
    assert different == set(PORTS)


def test_the_volumes_are_those_of_the_facts(
    model: dict[str, Any], services: dict[str, Any], theirs: dict[str, Any], facts: dict[str, Any]
) -> None:
    assert sorted(model["volumes"]) == sorted(facts["main"]["named_volumes"])
    different = {
        name
        for name, service in services.items()
        if service.get("volumes", []) != theirs.get(name, {}).get("volumes", [])
    }
    assert different == set(VOLUMES)


def test_the_environments_are_those_of_the_facts(services: dict[str, Any], theirs: dict[str, Any]) -> None:
    different = set()
    for name, service in theirs.items():
        ours, expected = environment_of(services[name]), {k: str(v) for k, v in service["environment"].items()}
        shared = set(environment_of(services["worker_beat"])) if service.get("uses_shared_env") else set()
        extra = set(ours) - set(expected) - shared
        different |= extra | {key for key, text in expected.items() if ours.get(key) != text}
        different |= {"RUNTIME_DIR"} & set(ours)  # beside the shared block, which hides it
    assert different <= set(ENVIRONMENT), sorted(different - set(ENVIRONMENT))


def test_no_container_has_a_fixed_name(services: dict[str, Any]) -> None:
    assert not any("container_name" in service for service in services.values()), NO_CONTAINER_NAME


def test_what_runs_for_long_is_restarted_rotated_and_reaped(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["logging"]["options"]["max-size"], name
        if service["restart"] != "no":
            assert service["init"] is True, name
            assert ("healthcheck" in service) != (name in NO_HEALTHCHECK), name


def test_health_checks_rest_between_two_questions(services: dict[str, Any]) -> None:
    for name, service in services.items():
        check = service.get("healthcheck")
        if check:
            assert int(check["interval"].removesuffix("s")) >= 3, name
            assert "start_interval" not in check, f"{name}: engines before 25 refuse it"


def test_no_secret_lands_in_a_command_or_a_shell(services: dict[str, Any], workspace: Path) -> None:
    import yaml

    secrets = {variable.name for variable in load_catalog() if variable.secret}
    middleware = yaml.safe_load((workspace / "docker-compose.middleware.yaml").read_text("utf-8"))["services"]
    for found in (sinks_of(services), sinks_of(middleware)):
        bad = {
            name: sinks for name, sinks in found.items() if name in secrets and any(s.kind != "template" for s in sinks)
        }
        assert bad == {}
    for name, service in (services | middleware).items():
        for key in ("command", "entrypoint"):
            referred = references(str(service.get(key) or ""))
            assert not secrets & set(referred), (name, key)
        assert not secrets & set(references(str(service.get("healthcheck") or ""))), name


def test_the_values_that_land_in_templates_are_known(services: dict[str, Any]) -> None:
    found = sinks_of(services)
    for name in ("NGINX_SERVER_NAME", "NGINX_SSL_PROTOCOLS", "CERTBOT_DOMAIN"):
        assert [(sink.kind, sink.service) for sink in found[name]] == [("template", "nginx")]
    assert [sink.service for sink in found["SSRF_SANDBOX_HOST"]] == ["ssrf_proxy"]


def test_no_shell_is_given_a_text_with_a_variable_of_the_env_file(services: dict[str, Any]) -> None:
    for name, service in services.items():
        for key in ("command", "entrypoint"):
            words = service.get(key) or []
            assert isinstance(words, list), f"{name}: a string is split by Compose"
            if words[:1] and words[0] in _SHELLS:
                assert not references(" ".join(words)), name


def test_each_variable_reaches_those_who_read_it(services: dict[str, Any]) -> None:
    reached = {name: set(references(json.dumps(service))) for name, service in services.items()}
    shared = set(references(json.dumps(services["worker_beat"])))
    missing = [
        (variable.name, reader)
        for variable in load_catalog()
        if variable.reaches_container
        for reader in variable.readers
        if variable.name not in (shared if reader in SHARED_ENVIRONMENT else reached[reader])
    ]
    assert missing == []


def test_each_variable_of_the_file_is_known(services: dict[str, Any], model: dict[str, Any]) -> None:
    assert set(references(json.dumps(model))) <= set(load_catalog().names())


def test_what_is_not_passed_is_marked_so(services: dict[str, Any]) -> None:
    inside = {
        name for service in services.values() for text in environment_of(service).values() for name in references(text)
    }
    wrong = {v.name for v in load_catalog() if not v.reaches_container and v.name in inside}
    assert wrong == set()


def test_the_middleware_is_that_of_the_facts(workspace: Path, facts: dict[str, Any]) -> None:
    import yaml

    ours = yaml.safe_load((workspace / "docker-compose.middleware.yaml").read_text("utf-8"))["services"]
    for name, service in facts["middleware"]["services"].items():
        assert ours[name]["image"].removeprefix("${IMAGE_PREFIX:-}") == service["image"]
        assert ours[name].get("profiles", []) == service["profiles"]
        assert ours[name]["env_file"] == service["env_file"]
        if name != "ssrf_proxy":  # there the sandbox's port led to a port of the proxy on which it did not listen
            assert ours[name].get("ports", []) == service.get("ports", [])
    assert set(ours) == set(facts["middleware"]["services"])


def test_the_page_names_every_difference(root: Path) -> None:
    page = " ".join((root / "docs" / "bundled-workspace.md").read_text("utf-8").split())
    reasons = {
        *SERVICES_ADDED.values(), *IMAGES.values(), *CONDITIONS.values(), *NETWORKS.values(), *PORTS.values(),
        *VOLUMES.values(), *ENVIRONMENT.values(), NO_CONTAINER_NAME, *NO_HEALTHCHECK.values(),
    }  # fmt: skip
    assert [reason for reason in sorted(reasons) if reason not in page] == []


def test_the_sinks_that_a_check_goes_by_are_those_of_the_file(services: dict[str, Any]) -> None:
    assert sinks_of(services) == BUNDLED_SINKS
