"""What would stop a launch in Docker, or make it a bad one. Each check is a small function over one :class:`Context`.

The ids are those of :mod:`schemas.rules.preflight`, where it stands what each is for.
"""

from tui.engine.compose.preflight.context import Context, Data, data_folders
from tui.engine.compose.preflight.run import of_data, remember_launch, run

__all__ = ["Context", "Data", "data_folders", "of_data", "remember_launch", "run"]
