"""The rendered files as data: read by PyYAML, references unresolved."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.workspace.conftest import compose_binary

__all__ = ["compose_binary"]


@pytest.fixture(scope="session")
def workspace(root: Path) -> Path:
    """The bundled workspace."""
    return root / "docker"


@pytest.fixture(scope="session")
def model(workspace: Path) -> dict[str, Any]:
    """The rendered compose file, anchors and merges resolved."""
    found: dict[str, Any] = yaml.safe_load((workspace / "docker-compose.yaml").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def services(model: dict[str, Any]) -> dict[str, Any]:
    """Its services."""
    found: dict[str, Any] = model["services"]
    return found


def program(name: str) -> str:
    """The path of a server's program; skips where it is not installed, fails in CI."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        reason = f"{name} is not installed; .ci/prepare-proxies installs it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def nginx() -> str:
    """The nginx program."""
    return program("nginx")


@pytest.fixture(scope="session")
def squid() -> str:
    """The squid program."""
    return program("squid")
