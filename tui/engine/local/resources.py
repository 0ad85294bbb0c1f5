"""CPU and memory of a service: of its process and all that descend from it."""

from __future__ import annotations

import time

import psutil


class Resources:
    """Remembers the CPU time of the last call, because a percentage needs two of them."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[float, float]] = {}

    def of(self, pid: int) -> tuple[float | None, int | None]:
        """CPU in percent of one core since the last call (None the first time), and memory in bytes."""
        try:
            root = psutil.Process(pid)
            family = [root, *root.children(recursive=True)]
        except psutil.Error:
            return None, None
        used, memory = 0.0, 0
        for process in family:
            try:
                times = process.cpu_times()
                used += times.user + times.system
                memory += process.memory_info().rss
            except psutil.Error:
                continue
        now = time.monotonic()
        before = self._last.get(pid)
        self._last[pid] = (now, used)
        if before is None or now <= before[0]:
            return None, memory
        return max(0.0, (used - before[1]) / (now - before[0]) * 100), memory
