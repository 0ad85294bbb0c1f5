"""What a deployment costs before anything is pulled: containers, memory, images; and what this machine has."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.catalog import Catalog
from schemas.footprint import GIB, image_size, memory_of
from schemas.rules.base import Values
from tui.workspace.compose.project import Project, Service, lenient
from tui.workspace.compose.text import Text
from tui.workspace.printable import counted


@dataclass(frozen=True, slots=True)
class Estimate:
    """Round figures for the services that a choice starts."""

    containers: int
    memory: int
    """Bytes at rest."""
    images: int
    """Bytes of the images, unpacked. Data comes on top."""

    @property
    def words(self) -> str:
        """As people say it."""
        containers = counted(self.containers, "container")
        return f"{containers}, about {self.memory / GIB:.1f} GB of memory and {self.images / GIB:.1f} GB of images"


@dataclass(frozen=True, slots=True)
class Machine:
    """What this machine has."""

    memory: int
    """Bytes."""
    disk: int
    """Free bytes where the workspace lies."""

    @property
    def words(self) -> str:
        """As people say it."""
        return f"{self.memory / GIB:.1f} GB of memory, {self.disk / GIB:.0f} GB of disk free"

    def lacks(self, need: Estimate) -> str:
        """What is not enough for an estimate; empty when all is."""
        short = ["memory"] if need.memory > self.memory else []
        short += ["disk"] if need.images > self.disk else []
        return " and ".join(short)


def machine(folder: Path) -> Machine:
    """This machine, seen from a folder."""
    import psutil  # noqa: PLC0415 - only where somebody asks

    return Machine(psutil.virtual_memory().total, shutil.disk_usage(folder).free)


def estimate(project: Project, catalog: Catalog, given: Mapping[str, str]) -> Estimate:
    """Add up the services that these values start, each as often as its scale says."""
    values = Values(catalog, given)
    active = set(values.items("COMPOSE_PROFILES"))
    containers = memory = 0
    images: set[str] = set()
    for service in project.services.values():
        wanted = service.profiles
        number = _scale(service, values.text) if not wanted or active & set(wanted) else 0
        if number:
            image = _text(service, "image", values.text)
            containers += number
            memory += number * memory_of(image, service.name)
            images.add(image)
    return Estimate(containers, memory, sum(map(image_size, images)))


def _text(service: Service, key: str, lookup: Callable[[str], str]) -> str:
    text = service.tree.get(Text(key))
    return lenient(text, lookup) if isinstance(text, str) else ""


def _scale(service: Service, lookup: Callable[[str], str]) -> int:
    text = _text(service, "scale", lookup)
    return int(text) if text.isdecimal() else 1
