"""What is known about a variable as it is shown beside its editor."""

from __future__ import annotations

from textual.content import Content

from tui.theme import glyphs
from tui.widgets.cells import clean
from tui.widgets.states import severity_look
from tui.workspace.workspace import Workspace

LABEL_WIDTH = 9
"""Columns of the words on the left."""


def asleep_content(workspace: Workspace, name: str) -> Content:
    """That a variable has no effect now, and the condition that would wake it; empty while it matters."""
    if workspace.is_active(name):
        return Content("")
    return Content.assemble(
        (f"{glyphs().off} No effect now: it matters {workspace.condition_text(name)}.", "$text-accent")
    )


def findings_content(workspace: Workspace, name: str) -> Content:
    """What the rules say of a variable, worst first; the key stands at the fix that it applies, the first one."""
    parts: list[tuple[str, str]] = []
    key = "x"
    for found in workspace.diagnostics_of(name):
        look = severity_look(found.severity)
        parts.append((f"{look.glyph} {look.word}: ", f"bold {look.color}"))
        parts.append((f"{clean(found.message)}\n", look.color))
        if found.fix is not None:
            parts.append((f"{key}  {clean(found.fix.label)}\n", "$primary" if key == "x" else "$faint"))
            parts.append((f"   {clean(found.fix.caution)}\n" if found.fix.caution else "", "$text-warning"))
            key = glyphs().arrow
    return Content.assemble(*parts).rstrip()
