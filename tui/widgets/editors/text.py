"""The editor for texts of any form: names, addresses, paths, schedules."""

from __future__ import annotations

from typing import ClassVar

from tui.widgets.editors.suggesting import SuggestingEditor


class TextEditor(SuggestingEditor):
    """One line of text that the type check judges while it is typed."""

    kinds: ClassVar[tuple[str, ...]] = (
        "string",
        "url",
        "url_template",
        "host",
        "path",
        "email",
        "cron",
        "size",
        "duration",
        "json",
        "object",
    )
