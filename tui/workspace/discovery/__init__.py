"""What an adopted folder holds: its compose files, its example files, and the variables that the schema does not know.

What is inferred from a name, a default, a comment or the place where a value lands is marked as inferred; it never
forbids a value. What the project itself states, in ``launchdeck.toml`` or by decorators in an example file, is
marked as stated and holds like the schema's own.
"""

from __future__ import annotations

from tui.workspace.discovery.catalog import DISCOVERED, catalog_of_documents, workspace_catalog
from tui.workspace.discovery.folder import EXAMPLE_NAMES, Folder, find_root, look
from tui.workspace.discovery.survey import Survey, survey

__all__ = [
    "DISCOVERED",
    "EXAMPLE_NAMES",
    "Folder",
    "Survey",
    "catalog_of_documents",
    "find_root",
    "look",
    "survey",
    "workspace_catalog",
]
