"""A real Docker engine for the end-to-end tests, and a small project of their own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DOCKER
from tests.e2e.compose.deployment import Deployment, compose_project
from tui.engine.compose.client import connect
from tui.engine.protocol import EngineError

NEEDED = ("postgres:15-alpine", "redis:6-alpine", "busybox:latest", "nginx:latest")


@pytest.fixture(scope="session")
def docker_environment() -> dict[str, str]:
    """What reaches this machine's Docker; skips with the reason where there is none, fails in CI."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DOCKER_HOST", raising=False)
        for name, text in DOCKER.items():
            patch.setenv(name, text)
        reason = _missing()
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    return DOCKER


def _missing() -> str:
    """Why the tests cannot run here; empty when they can."""
    from docker.errors import ImageNotFound

    try:
        client = connect()
    except EngineError as error:
        return f"no Docker engine: {error.message}"
    try:
        for name in NEEDED:
            client.images.get(name)
    except ImageNotFound:
        return f"the image {name} is not here (.ci/prepare-docker makes it)"
    finally:
        client.close()
    return ""


@pytest.fixture
def docker_engine(docker_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """This test reaches the real engine, which no other test can see."""
    if "DOCKER_HOST" not in docker_environment:
        monkeypatch.delenv("DOCKER_HOST")
    for name, text in docker_environment.items():
        monkeypatch.setenv(name, text)


@pytest.fixture(scope="module")
def small(docker_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The small project, shared by the tests of one module; nothing of it is left afterwards."""
    yield from _deployed(docker_environment, tmp_path_factory.mktemp("small"))


@pytest.fixture
def own(docker_environment: dict[str, str], docker_engine: None, tmp_path: Path) -> Iterator[Deployment]:
    """The small project for one test alone."""
    folder = tmp_path / "own"
    folder.mkdir()
    yield from _deployed(docker_environment, folder)


def _deployed(environment: dict[str, str], folder: Path) -> Iterator[Deployment]:
    compose_project(folder, f"ld-e2e-{secrets.token_hex(4)}")
    deployment = Deployment(folder, environment)
    try:
        yield deployment
    finally:
        deployment.remove()
