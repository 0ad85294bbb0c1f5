"""Fixtures of the runtime's tests. Here, so that there is one of each: a module that imports a fixture makes another,
and the servers would be started for every module instead of once."""

from __future__ import annotations

from tests.runtime.application import template
from tests.runtime.mariadb import mariadb, mariadb_database
from tests.runtime.processes import runner
from tests.runtime.services import database, environ, services

__all__ = ["database", "environ", "mariadb", "mariadb_database", "runner", "services", "template"]
