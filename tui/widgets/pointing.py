"""What a pointer that rests on something is told: a sentence, never a value."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


def explain(widget: Widget, text: str) -> None:
    """Let the pointer that rests on a widget be told this; nothing for an empty text. As it is, without markup."""
    told = widget.tooltip.plain if isinstance(widget.tooltip, Content) else ""
    if text != told:
        widget.tooltip = Content(text) if text else None
