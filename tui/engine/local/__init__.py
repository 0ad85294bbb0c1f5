"""The Local engine: the bundled application as plain supervised processes, with a real PostgreSQL and a real Valkey."""

from __future__ import annotations

from tui.engine.local.engine import LocalEngine

__all__ = ["LocalEngine"]
