"""Who reads a variable."""

from __future__ import annotations

from typing import Final

SHARED_ENVIRONMENT: Final = ("api", "worker", "worker_beat", "plugin_daemon")
"""The services that get the whole shared environment block of the compose file."""
