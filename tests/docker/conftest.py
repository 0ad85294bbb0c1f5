"""The rendered files as data: read by PyYAML, references unresolved."""

from __future__ import annotations

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
