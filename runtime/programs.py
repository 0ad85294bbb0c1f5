"""Where a program is. Standard library only, and less of it than shutil, which brings compression along."""

from __future__ import annotations

import os


def find(name: str, path: str) -> str | None:
    """The file that a name means along a search path; a name with a slash means itself. None when there is none."""
    places = [""] if "/" in name else [place for place in path.split(os.pathsep) if place]
    for place in places:
        found = os.path.join(place, name)  # noqa: PTH118 - os.path keeps "./program" as it is written
        if os.access(found, os.F_OK | os.X_OK) and not os.path.isdir(found):  # noqa: PTH112
            return found
    return None
