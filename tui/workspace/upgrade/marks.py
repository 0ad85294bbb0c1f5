"""The comment of ours above each variable that the template lost."""

from __future__ import annotations

from collections.abc import Container

from tui.workspace.document import EnvDocument
from tui.workspace.editing import TextEdit, line_span
from tui.workspace.statements import BOM
from tui.workspace.upgrade.stamp import REMOVED, removed_line
from tui.workspace.upgrade.values import spliced


def marked(document: EnvDocument, gone: Container[str], back: Container[str], version: str) -> EnvDocument:
    """The document with a mark above each variable of ``gone`` that has none, and without those above ``back``."""
    text, views = document.views.text, document.views
    edits: list[TextEdit] = []
    for key, statement in views.assigned.items():
        start = line_span(text, statement)[0]
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        has_mark = start > 0 and text[above:start].strip().lstrip(BOM).startswith(REMOVED)
        if key in gone and not has_mark:
            edits.append(TextEdit(start, start, f"{removed_line(version)}{views.line_break}"))
        elif key in back and has_mark:
            edits.append(TextEdit(above + text[above:start].startswith(BOM), start, ""))
    return spliced(document, edits)
