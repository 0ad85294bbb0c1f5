"""The Compose engine: Compose plans and applies the project, the Docker SDK does all the rest."""

from tui.engine.compose.engine import ComposeEngine

__all__ = ["ComposeEngine"]
