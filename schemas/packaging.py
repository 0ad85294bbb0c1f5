"""Build information.

Describes which build is running; filled by the image and not meant for tuning.
"""

from __future__ import annotations

from schemas.pyproject import PyProjectTomlConfig
from schemas.setting import setting


class PackagingInfo(PyProjectTomlConfig):
    """Build."""

    category = "packaging"

    COMMIT_SHA: str = setting(
        "",
        help=(
            "Source commit the image was built from, shown in version and tracing data. The official "
            "image fills it; set it yourself only for own builds."
        ),
        group="build",
        example="0123456789abcdef0123456789abcdef01234567",
        reaches_container=False,
    )
