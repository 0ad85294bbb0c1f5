"""The documents against the code: every variable that is read, every feature and its test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runtime.entrypoint import make_plan
from runtime.modes import MODES
from runtime.resolution import resolve
from tests.conftest import ROOT

RUNTIME = (ROOT / "docs" / "runtime.md").read_text("utf-8")
FEATURES = (ROOT / "docs" / "entrypoint.md").read_text("utf-8")

SITUATIONS: tuple[dict[str, str], ...] = (
    {},
    {"DEBUG": "true"},
    {"MIGRATION_ENABLED": "true"},
    {"CELERY_AUTO_SCALE": "true"},
    {"CELERY_WORKER_POOL": "prefork", "RUNTIME_MAX_MEMORY_PER_CHILD": "1"},
    {"RUNTIME_APP": "shop:web", "RUNTIME_CELERY_APP": "shop:jobs", "PATH": ""},
)
"""Different variables are asked for in each."""


def asked() -> set[str]:
    """Every variable that the entrypoint asks for, over all modes and situations."""
    found: set[str] = set()
    for mode in MODES:
        for situation in SITUATIONS:
            resolution = resolve({"MODE": mode, **situation})
            make_plan(resolution, ["seed"] if mode == "job" else [])
            found |= resolution.environment.asked.keys()
    return found


def written() -> set[str]:
    """Every variable of our own prefix that stands in the code of the package."""
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "runtime").rglob("*.py")))
    return set(re.findall(r"\bRUNTIME_[A-Z_]+[A-Z]\b", code))


def test_every_variable_that_is_read_is_documented() -> None:
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", RUNTIME))
    assert len(asked()) > 40
    assert asked() | written() <= documented


@pytest.mark.parametrize("number", range(1, 31))
def test_every_feature_has_its_tests(number: int) -> None:
    (row,) = [line for line in FEATURES.splitlines() if line.startswith(f"| E{number:02} |")]
    tests = re.findall(r"`(test_\w+\.py)::(\w+)`", row)
    assert tests
    for file, name in tests:
        assert f"def {name}(" in (Path(__file__).parent / file).read_text("utf-8"), name


def test_another_application_needs_a_dockerfile_of_ten_lines() -> None:
    (dockerfile,) = re.findall(r"```dockerfile\n(.*?)```", RUNTIME, re.DOTALL)
    assert len(dockerfile.splitlines()) <= 10
    assert "RUNTIME_APP=" in dockerfile
