"""Compose itself reads the rendered files, with the example env file and each of the profiles."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tui.workspace.initial import initial_values
from tui.workspace.workspace import Workspace

pytestmark = pytest.mark.compose

ALWAYS = {
    *("init_permissions", "migration", "api", "worker", "worker_beat", "web", "nginx", "plugin_daemon", "redis"),
    *("sandbox", "ssrf_proxy"),
}
"""What starts whatever the profiles."""

PROFILES = {
    "postgresql": {"db_postgres"},
    "mysql": {"db_mysql"},
    "certbot": {"certbot"},
    "weaviate": {"weaviate"},
    "oceanbase": {"oceanbase"},
    "seekdb": {"seekdb"},
    "qdrant": {"qdrant"},
    "couchbase": {"couchbase-server"},
    "pgvector": {"pgvector"},
    "vastbase": {"vastbase"},
    "pgvecto-rs": {"pgvecto-rs"},
    "chroma": {"chroma"},
    "iris": {"iris"},
    "oracle": {"oracle"},
    "milvus": {"etcd", "minio", "milvus-standalone"},
    "opensearch": {"opensearch", "opensearch-dashboards"},
    "opengauss": {"opengauss"},
    "myscale": {"myscale"},
    "matrixone": {"matrixone"},
    "elasticsearch": {"elasticsearch", "kibana"},
    "elasticsearch-ja": {"elasticsearch"},
    "unstructured": {"unstructured"},
}
"""What each profile starts."""


class Compose:
    """Compose in a copy of the bundled workspace."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._command = command
        self.folder = folder

    def config(self, *arguments: str, **environment: str) -> dict[str, Any]:
        """The project as Compose understands it. A warning is a failure."""
        done = subprocess.run(
            [*self._command, *arguments, "config", "--format", "json"],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture(scope="module")
def compose(compose_binary: list[str], workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Compose:
    """Compose in a copy whose env files are the examples."""
    folder = tmp_path_factory.mktemp("workspace") / "docker"
    shutil.copytree(workspace, folder)
    shutil.copy(folder / ".env.example", folder / ".env")
    shutil.copy(folder / "middleware.env.example", folder / "middleware.env")
    return Compose(compose_binary, folder)


@pytest.mark.parametrize("profile", PROFILES)
def test_compose_accepts_each_profile(compose: Compose, profile: str) -> None:
    project = compose.config(COMPOSE_PROFILES=profile)
    assert set(project["services"]) == ALWAYS | PROFILES[profile]
    assert project["name"] == "launchdeck"


def test_the_example_starts_the_default_services(compose: Compose) -> None:
    assert set(compose.config()["services"]) == ALWAYS | {"db_postgres", "weaviate"}


def test_all_profiles_together_are_the_whole_topology(compose: Compose) -> None:
    project = compose.config("--profile", "*")
    assert set(project["services"]) == ALWAYS.union(*PROFILES.values())
    assert len(project["services"]) == 36


def test_the_file_without_an_env_file_means_the_same(compose: Compose) -> None:
    example = compose.config("--profile", "*", COMPOSE_PROFILES="")
    empty = compose.folder / "empty.env"
    empty.write_text("")
    bare = compose.config("--env-file", str(empty), "--profile", "*")
    differing = {
        name: {key for key in example["services"][name] if example["services"][name][key] != service.get(key)}
        for name, service in bare["services"].items()
        if service != example["services"][name]
    }
    # Anonymous access, which the example allows as Dify's does, is off where nothing is said.
    assert differing == {"weaviate": {"environment"}}


def test_a_value_of_the_env_file_arrives_in_every_place(compose: Compose) -> None:
    project = compose.config(
        "--profile", "postgresql", DB_PASSWORD="p w;$x", API_IMAGE="launchdeck-runtime", API_IMAGE_TAG="1",
        API_READ_ONLY="true", COMPANION_REPLICAS="0", API_MEMORY_LIMIT="512m", DIFY_PORT="5005",
        API_SENTRY_DSN="https://a@b/1", IMAGE_PREFIX="mirror.example.com/", CONTAINER_LOG_MAX_SIZE="1m",
    )["services"]  # fmt: skip
    for name in ("api", "worker", "worker_beat", "migration"):
        assert project[name]["image"] == "launchdeck-runtime:1"
        assert project[name]["read_only"] is True
        assert project[name]["environment"]["DB_PASSWORD"] == "p w;$$x"
    assert project["db_postgres"]["environment"]["POSTGRES_PASSWORD"] == "p w;$$x"
    assert project["db_postgres"]["image"] == "mirror.example.com/postgres:15-alpine"
    assert project["api"]["environment"]["SENTRY_DSN"] == "https://a@b/1"
    assert project["api"]["mem_limit"] == "536870912"
    assert project["nginx"]["environment"]["NGINX_API_PORT"] == "5005"
    assert {project[name]["scale"] for name in ("web", "sandbox", "ssrf_proxy", "plugin_daemon")} == {0}
    assert project["redis"]["logging"]["options"]["max-size"] == "1m"


def test_compose_accepts_the_middleware(compose: Compose) -> None:
    arguments = ("-f", "docker-compose.middleware.yaml", "--env-file", "middleware.env")
    project = compose.config(*arguments)
    assert set(project["services"]) == {
        *("db_postgres", "redis", "sandbox", "plugin_daemon", "ssrf_proxy", "weaviate"),
    }
    assert "db_mysql" in compose.config(*arguments, COMPOSE_PROFILES="mysql")["services"]


def test_compose_accepts_the_file_that_builds_the_image(compose: Compose) -> None:
    project = compose.config("-f", "docker-compose.yaml", "-f", "docker-compose.build.yaml")["services"]
    assert project["api"]["build"]["context"] == str(compose.folder)
    assert {name for name, service in project.items() if "build" in service} == {"api"}
    built = {name for name, service in project.items() if service["image"] == "launchdeck-runtime:latest"}
    assert built == {"api", "worker", "worker_beat", "migration"}
    assert all(project[name]["read_only"] for name in built)


@pytest.mark.parametrize("image", ["dify", "bundled"])
@pytest.mark.parametrize("database", ["postgresql", "mysql"])
@pytest.mark.parametrize("store", ["", "qdrant", "pgvector", "milvus"])
def test_compose_accepts_what_the_wizard_writes(
    compose: Compose, tmp_path: Path, image: str, database: str, store: str
) -> None:
    workspace = Workspace.open(compose.folder, {})
    chosen = {"VECTOR_STORE": store} if store and image == "dify" else {}
    answers = {"image": image, "database": database, "public_url": "https://dify.example.com", "port": "8080"}
    workspace.start_file(initial_values(workspace.catalog, answers, chosen))
    written = tmp_path / ".env"
    written.write_bytes(workspace.document.to_bytes())
    project = compose.config("--env-file", str(written))["services"]
    stores = PROFILES[store or "weaviate"] if image == "dify" else set()
    assert set(project) == ALWAYS | PROFILES[database] | stores
    assert ("build" in project["api"]) == (image == "bundled")
    assert project["migration"]["environment"]["DB_HOST"] == ("db_mysql" if database == "mysql" else "db_postgres")
