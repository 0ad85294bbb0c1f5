"""Processors by quota and affinity."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runtime import cpus


@pytest.fixture
def eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)


@pytest.mark.usefixtures("eight")
@pytest.mark.parametrize(
    ("text", "count"),
    [("max 100000", 8), ("150000 100000", 2), ("50000 100000", 1), ("1600000 100000", 8), ("rubbish", 8), ("", 8)],
)
def test_quota_of_the_unified_hierarchy(tmp_path: Path, text: str, count: int) -> None:
    (tmp_path / "cpu.max").write_text(text)
    assert cpus.available(tmp_path) == count


@pytest.mark.usefixtures("eight")
@pytest.mark.parametrize(("quota", "count"), [("-1", 8), ("200000", 2), ("", 8)])
def test_quota_of_the_older_hierarchy(tmp_path: Path, quota: str, count: int) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text(quota)
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000")
    assert cpus.available(tmp_path) == count


@pytest.mark.usefixtures("eight")
def test_without_control_groups_the_affinity_counts(tmp_path: Path) -> None:
    assert cpus.available(tmp_path) == 8


@pytest.mark.parametrize(
    ("file", "text", "count"),
    [
        ("memory.max", "1073741824", 4),
        ("memory.max", "1000000", 1),
        ("memory/memory.limit_in_bytes", "536870912", 2),
        ("memory.max", "max", 1 << 32),
        ("memory.other", "", 1 << 32),
    ],
)
def test_processes_by_the_limit_on_memory(tmp_path: Path, file: str, text: str, count: int) -> None:
    (tmp_path / "memory").mkdir()
    (tmp_path / file).write_text(text)
    assert cpus.processes_that_fit(tmp_path) == count
