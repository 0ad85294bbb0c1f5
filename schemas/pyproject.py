"""The project's own version, from its pyproject.toml: the last of the settings sources."""

from __future__ import annotations

from pydantic import BaseModel, Field

from schemas.base import Settings
from schemas.setting import setting


class PyProjectConfig(BaseModel):
    """The part of pyproject.toml that the application reads."""

    version: str = Field(default="", description="The version of the application")


class PyProjectTomlConfig(Settings):
    """What pyproject.toml says of the project."""

    category = "packaging"

    project: PyProjectConfig = setting(
        PyProjectConfig,
        help=(
            "Metadata of the build, above all its version number, which the API reports. The image carries it in "
            "pyproject.toml; there is no reason to set it in a deployment."
        ),
        group="build",
        kind="object",
        reaches_container=False,
    )
