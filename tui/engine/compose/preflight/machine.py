"""Whether the machine is large enough, and set up for what runs on it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from schemas.footprint import GIB, memory_of
from tui.engine.compose.containers import moment
from tui.engine.compose.preflight.context import Context, data_folders
from tui.engine.protocol import Check

DISK_MINIMUM, DISK_WANTED = 2 * GIB, 20 * GIB
"""Below the first a launch is refused: the next image or log may end the engine. Below the second it is said."""
CPUS_WANTED = 2
MAP_COUNT = 262_144
"""What Elasticsearch and OpenSearch demand (their manuals, 'Virtual memory')."""
SKEW_SECONDS = 5.0


def memory(context: Context) -> Iterator[Check]:
    """The engine's memory against the sum of the services: their limits, else what such services need at rest."""
    have = int(context.info.get("MemTotal") or 0)
    cpus = int(context.info.get("NCPU") or 0)
    services = context.model.services.values()
    # A limit is a ceiling, not a need: it only counts where it is below what such a service usually takes.
    usual = [(one.memory, memory_of(one.image, one.name)) for one in services]
    sizes = [min(limit, size) if limit else size for limit, size in usual]
    need = sum(sizes)
    text = f"{need / GIB:.1f} GB of memory for {len(sizes)} services, the engine has {have / GIB:.1f} GB"
    if have and need > have:
        yield Check("LD-MEMORY", "fail", text, "Choose a smaller vector store, or give the machine more memory")
    elif have and need > have * 0.8:
        yield Check("LD-MEMORY", "warn", text, "It will be tight under load")
    else:
        yield Check("LD-MEMORY", "ok", text)
    if 0 < cpus < CPUS_WANTED:
        yield Check("LD-MEMORY", "warn", f"the engine has {cpus} processor", f"{CPUS_WANTED} or more are advised")


def disk(context: Context) -> Iterator[Check]:
    """Free space where the images and where the data lie; only on this machine."""
    if not context.is_here:
        yield Check("LD-DISK", "skip", "the engine is on another machine: its disk cannot be seen from here")
        return
    places = {str(context.info.get("DockerRootDir") or "/"), str(context.workspace)}
    places |= {data.source for data in data_folders(context.model)}
    seen: set[int] = set()
    for place in sorted(places):
        existing = _existing(Path(place))
        device = existing.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(existing).free
        text = f"{free / GIB:.1f} GB free for {place}"
        if free < DISK_MINIMUM:
            yield Check("LD-DISK", "fail", text, "A full disk ends the engine and can break databases: make room first")
        elif free < DISK_WANTED:
            yield Check("LD-DISK", "warn", text, f"{DISK_WANTED // GIB} GB are advised for images and data")
        else:
            yield Check("LD-DISK", "ok", text)


def _existing(path: Path) -> Path:
    """The path, or the nearest folder above it that can be looked at."""
    while True:
        try:
            path.stat()
        except OSError:
            path = path.parent
            continue
        return path


def map_count(context: Context) -> Iterator[Check]:
    """The kernel's limit of memory maps, where a search engine is started."""
    wants = [s.name for s in context.model.services.values() if "elasticsearch" in s.image or "opensearch" in s.image]
    file = Path("/proc/sys/vm/max_map_count")
    if not wants or not context.is_here or not file.exists():
        return
    count = int(file.read_text())
    if count < MAP_COUNT:
        text = f"vm.max_map_count is {count}, {wants[0]} needs {MAP_COUNT}"
        yield Check("LD-MAP-COUNT", "fail", text, f"sudo sysctl -w vm.max_map_count={MAP_COUNT}")
    else:
        yield Check("LD-MAP-COUNT", "ok", f"vm.max_map_count is {count}")


def clock(context: Context) -> Iterator[Check]:
    """The engine's clock against ours: tokens and signed addresses are refused when they differ."""
    theirs = moment(str(context.info.get("SystemTime") or ""))
    if theirs is None:
        return
    skew = abs(theirs.timestamp() - time.time())
    if skew > SKEW_SECONDS:
        yield Check(
            "LD-CLOCK", "warn", f"the engine's clock differs from this machine's by {skew:.0f} s", "Let both use NTP"
        )
