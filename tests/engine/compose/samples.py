"""What Compose and the engine answered on a real machine (Compose 2.40.3, engine 20.10), cut to what matters."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

from tui.engine.compose.containers import Container
from tui.engine.compose.model import Model, parse_model

CONFIG: dict[str, Any] = {
    "name": "rec",
    "networks": {"default": {"name": "rec_default", "ipam": {"config": [{"subnet": "10.231.7.0/24"}]}}},
    "services": {
        "app": {
            "build": {"context": "/srv/rec", "dockerfile": "Dockerfile"},
            "depends_on": {
                "init": {"condition": "service_completed_successfully", "required": True},
                "redis": {"condition": "service_started", "required": False},
            },
            "environment": {"EMPTY": None, "WORD": "pa$$$$word"},
            "healthcheck": {"disable": True},
            "image": "busybox:latest",
            "restart": "always",
            "scale": 0,
            "volumes": [{"type": "bind", "source": "/srv/rec/data", "target": "/data", "read_only": True, "bind": {}}],
        },
        "db": {
            "command": None,
            "environment": {"POSTGRES_PASSWORD": "pw", "POSTGRES_USER": "postgres"},
            "healthcheck": {
                "test": ["CMD", "pg_isready", "-h", "127.0.0.1"],
                "timeout": "3s",
                "interval": "1s",
                "retries": 30,
                "start_period": "5s",
            },
            "image": "postgres:15-alpine",
            "stop_grace_period": "1m30s",
            "volumes": [{"type": "volume", "source": "db", "target": "/var/lib/postgresql/data", "volume": {}}],
        },
        "init": {
            "depends_on": {"db": {"condition": "service_healthy", "required": True}},
            "image": "busybox:latest",
            "mem_limit": "33554432",
            "user": "1000:1000",
        },
        "redis": {
            "deploy": {"replicas": 2, "resources": {"limits": {"memory": "67108864"}}, "placement": {}},
            "healthcheck": {"test": ["CMD", "redis-cli", "ping"], "interval": "1s"},
            "image": "redis:6-alpine",
            "logging": {"driver": "json-file", "options": {"max-size": "1m"}},
            "ports": [
                {"mode": "ingress", "host_ip": "127.0.0.1", "target": 6379, "published": "16379", "protocol": "tcp"},
                {"mode": "ingress", "target": 9000, "protocol": "tcp"},
            ],
        },
    },
    "volumes": {"db": {"name": "rec_db"}},
}
"""``compose config --format json``."""

INSPECT: dict[str, Any] = {
    "Id": "893ecd79d1ec",
    "Name": "/rec-redis-1",
    "RestartCount": 0,
    "Image": "sha256:712f3d98a529",
    "State": {
        "Status": "running",
        "Running": True,
        "OOMKilled": False,
        "ExitCode": 0,
        "Error": "",
        "StartedAt": "2026-11-25T19:31:26.530604011Z",
        "FinishedAt": "0001-01-01T00:00:00Z",
        "Health": {"Status": "healthy", "FailingStreak": 0, "Log": [{"ExitCode": 0, "Output": "PONG\n"}]},
    },
    "HostConfig": {"RestartPolicy": {"Name": "always", "MaximumRetryCount": 0}},
    "NetworkSettings": {
        "Ports": {
            "6379/tcp": [{"HostIp": "127.0.0.1", "HostPort": "16379"}],
            "9000/tcp": [{"HostIp": "0.0.0.0", "HostPort": "49153"}, {"HostIp": "::", "HostPort": "49153"}],
        }
    },
    "Config": {
        "Image": "redis:6-alpine",
        "Labels": {
            "com.docker.compose.config-hash": "f65e66eb",
            "com.docker.compose.container-number": "1",
            "com.docker.compose.oneoff": "False",
            "com.docker.compose.project": "rec",
            "com.docker.compose.project.working_dir": "/srv/rec",
            "com.docker.compose.service": "redis",
            "com.docker.compose.version": "2.40.3",
        },
    },
}
"""``docker inspect`` of a container."""


def inspect(**state: object) -> dict[str, Any]:
    """The recorded answer with another state."""
    document = copy.deepcopy(INSPECT)
    document["State"].update(state)
    return document


def project(**services: dict[str, Any]) -> Model:
    """A model of some services, written as Compose prints them."""
    return parse_model(json.dumps({"name": "p", "services": services}))


def needs(**conditions: str) -> dict[str, Any]:
    """A depends_on block: the service and one of healthy, done and started."""
    words = {"healthy": "service_healthy", "done": "service_completed_successfully", "started": "service_started"}
    return {name: {"condition": words[word], "required": True} for name, word in conditions.items()}


CHECKED = {"test": ["CMD", "true"], "interval": "1s", "timeout": "1s", "retries": 3}
"""A health check; the engine gives up after 6 s."""

_CONTAINER = Container(
    id="",
    name="",
    service="",
    number=1,
    state="running",
    exit_code=0,
    health="",
    probe="",
    restarts=0,
    restart_policy="no",
    started_at=None,
    started="2026-11-25T19:31:26.530604011Z",
    ports=(),
    image="busybox:latest",
    image_id="sha256:1",
    config_hash="hash",
    compose_version="2.40.3",
    out_of_memory=False,
    error="",
)


def container(service: str, number: int = 1, **changes: Any) -> Container:
    """A container of a service, running unless something else is said."""
    base = replace(_CONTAINER, id=f"{service}{number}", name=f"p-{service}-{number}", service=service, number=number)
    return replace(base, **changes)
