"""What this process may use: processors by affinity and the control group's quota, memory by the group's limit."""

from __future__ import annotations

import math
import os
from pathlib import Path

CGROUP_ROOT = Path("/sys/fs/cgroup")
"""Where control groups are mounted in a container."""


def available(root: Path = CGROUP_ROOT) -> int:
    """The number of processors, at least 1; a quota of one and a half counts as two."""
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _quota_v2(root) or _quota_v1(root)
    return max(1, min(affinity, math.ceil(quota))) if quota else max(1, affinity)


PROCESS_BYTES = 256 * 1024 * 1024
"""What one process of an application like ours is counted with."""


def processes_that_fit(root: Path = CGROUP_ROOT) -> int:
    """How many processes of the application the memory holds, at least 1; very many where there is no limit."""
    for path in (root / "memory.max", root / "memory" / "memory.limit_in_bytes"):
        # The older hierarchy says "no limit" with a number near 2**63.
        if (word := _read(path)).isdigit():
            return max(1, int(word) // PROCESS_BYTES)
    return 1 << 32


def _quota_v2(root: Path) -> float | None:
    """Processors allowed by ``cpu.max`` of the unified hierarchy; None when there is no limit."""
    words = _read(root / "cpu.max").split()
    if len(words) != 2 or words[0] == "max":
        return None
    return _ratio(words[0], words[1])


def _quota_v1(root: Path) -> float | None:
    """Processors allowed by the older hierarchy's quota and period; None when there is no limit."""
    return _ratio(_read(root / "cpu" / "cpu.cfs_quota_us"), _read(root / "cpu" / "cpu.cfs_period_us"))


def _ratio(quota: str, period: str) -> float | None:
    try:
        share = int(quota) / int(period)
    except (ValueError, ZeroDivisionError):
        return None
    return share if share > 0 else None


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
