"""What the tests of several verbs share: running a command line in this process, on a workspace that is small."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT

CANARY = "canary-Zq8Lw3Rt7"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace that follows the schema, whose file was saved once before."""
    shutil.copy(ROOT / "docker" / ".env.example", tmp_path)
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n", "utf-8")
    (tmp_path / ".env").write_text(f"LOG_LEVEL=DEBUG\nDB_HOST=one\nDB_PASSWORD={CANARY}\n", "utf-8")
    (tmp_path / ".env").chmod(0o600)
    return tmp_path
