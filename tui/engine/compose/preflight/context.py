"""What the checks look at, gathered once."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.engine.compose.containers import Container
from tui.engine.compose.model import Model, Mount, ServiceModel
from tui.engine.compose.project import Project

if TYPE_CHECKING:
    from docker import DockerClient

DATA_TARGETS = (
    "/var/lib/postgresql",
    "/var/lib/mysql",
    "/var/lib/weaviate",
    "/qdrant/storage",
    "/var/lib/milvus",
    "/usr/share/elasticsearch/data",
    "/usr/share/opensearch/data",
    "/chroma",
    "/var/lib/oceanbase",
    "/app/api/storage",
    "/app/storage",
    "/data",
)
"""Where well-known images keep what must not be lost."""


@dataclass(frozen=True, slots=True)
class Data:
    """A folder of the host that holds a service's data."""

    service: ServiceModel
    mount: Mount

    @property
    def source(self) -> str:
        """The folder on the host."""
        return self.mount.source

    @property
    def is_postgres(self) -> bool:
        """Whether PostgreSQL keeps its data there."""
        return self.mount.target.startswith("/var/lib/postgresql")


def data_folders(model: Model) -> list[Data]:
    """The mounted folders that hold data, by what they are mounted on."""
    return [
        Data(service, mount)
        for service in model.services.values()
        for mount in service.mounts
        if mount.kind == "bind" and not mount.read_only and mount.target.startswith(DATA_TARGETS)
    ]


@dataclass(frozen=True, slots=True)
class Context:
    """The project, the engine and the host."""

    workspace: Path
    project: Project
    model: Model
    client: DockerClient
    containers: Sequence[Container]
    """Those of this project."""
    info: Mapping[str, Any]
    """The engine's answer to ``info``."""
    version: Mapping[str, Any]
    values: Mapping[str, str] = field(repr=False)
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), repr=False)
    """The operator's shell."""

    @property
    def is_here(self) -> bool:
        """Whether the engine shares this machine's file system and ports."""
        return self.client.api.base_url.startswith(("http+docker://localhost", "http://localhost", "unix://"))

    @property
    def is_fresh(self) -> bool:
        """Whether nothing of the project exists yet."""
        return not self.containers
