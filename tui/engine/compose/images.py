"""What the engine knows of images by their names or ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.engine.compose.client import Connection


def image_of(connection: Connection, name: str) -> Mapping[str, Any]:
    """The answer to inspect; nothing when there is no such image here."""
    from docker.errors import ImageNotFound

    with connection.talking() as client:
        try:
            return client.images.get(name).attrs or {}
        except ImageNotFound:
            return {}


def image_ids(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """The ids of images by name; what is not here is left out."""
    found = {name: image_of(connection, name) for name in names if name}
    return {name: str(image.get("Id") or "") for name, image in found.items() if image}
