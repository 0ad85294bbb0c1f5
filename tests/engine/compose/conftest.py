"""Fixtures of the Compose engine's tests: real database servers that are not of any project."""

from __future__ import annotations

from tests.runtime.mariadb import mariadb
from tests.runtime.services import services

__all__ = ["mariadb", "services"]
