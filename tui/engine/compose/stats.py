"""CPU and memory of the containers that are looked at: one stream each, since a single call takes two seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from tui.engine.compose.transport import failures

if TYPE_CHECKING:
    from docker import DockerClient

IDLE_SECONDS = 5.0
"""A stream ends when nobody asked for so long."""

Usage = tuple[float | None, int | None]
"""Percent of one core, and bytes; None while not known."""


class Stats:
    """The latest figures by container id. Asking for them keeps their streams alive."""

    def __init__(self, client: DockerClient) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._usage: dict[str, Usage] = {}
        self._asked: dict[str, float] = {}

    def of(self, ids: Collection[str]) -> dict[str, Usage]:
        """The figures of these containers; a new one has them a second later."""
        now = time.monotonic()
        with self._lock:
            fresh = [one for one in ids if one not in self._asked]
            self._asked.update(dict.fromkeys(ids, now))
            found = {one: self._usage.get(one, (None, None)) for one in ids}
        for one in fresh:
            threading.Thread(target=self._follow, args=(one,), name=f"stats {one[:12]}", daemon=True).start()
        return found

    def _follow(self, container: str) -> None:
        first = True
        try:
            for sample in self._client.api.stats(container, decode=True, stream=True):
                with self._lock:
                    if time.monotonic() - self._asked[container] > IDLE_SECONDS:
                        break
                    cpu = None if first else cpu_percent(sample)
                    self._usage[container] = (cpu, memory_bytes(sample))
                first = False
        except failures(ValueError):
            pass  # the container or the engine is gone; the list of containers says so
        finally:
            with self._lock:
                self._asked.pop(container, None)
                self._usage.pop(container, None)


def cpu_percent(sample: Mapping[str, Any]) -> float | None:
    """CPU of one sample in percent of one core (Docker Engine API, ContainerStats)."""
    now, before = sample.get("cpu_stats", {}), sample.get("precpu_stats", {})
    system = now.get("system_cpu_usage", 0) - before.get("system_cpu_usage", 0)
    used = now.get("cpu_usage", {}).get("total_usage", 0) - before.get("cpu_usage", {}).get("total_usage", 0)
    cores = now.get("online_cpus") or len(now.get("cpu_usage", {}).get("percpu_usage") or ()) or 1
    return max(0.0, used / system * cores * 100) if system > 0 else None


def memory_bytes(sample: Mapping[str, Any]) -> int | None:
    """Memory in use without the page cache that can be given back, as ``docker stats`` shows it."""
    memory = sample.get("memory_stats", {})
    if "usage" not in memory:
        return None
    more = memory.get("stats", {})
    cache = more.get("total_inactive_file", more.get("inactive_file", 0))
    return max(0, int(memory["usage"]) - int(cache))


def total(usages: Collection[Usage]) -> Usage:
    """The sum over the containers of a service."""
    cpus = [cpu for cpu, _ in usages if cpu is not None]
    memories = [memory for _, memory in usages if memory is not None]
    return (sum(cpus) if cpus else None, sum(memories) if memories else None)
