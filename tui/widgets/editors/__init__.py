"""Editors: one small class per kind of value, chosen from a registry. The pane keeps one of each and re-binds it."""

from __future__ import annotations

from schemas.catalog import Variable
from tui.widgets.editors.base import REGISTRY, Editor
from tui.widgets.editors.choice import ChoiceEditor
from tui.widgets.editors.entries import EntriesEditor
from tui.widgets.editors.number import NumberEditor
from tui.widgets.editors.secret import SecretEditor
from tui.widgets.editors.switch import SwitchEditor
from tui.widgets.editors.text import TextEditor

EDITORS: tuple[type[Editor], ...] = (
    TextEditor,
    NumberEditor,
    SwitchEditor,
    ChoiceEditor,
    EntriesEditor,
    SecretEditor,
)
"""All editors, each mounted once."""

__all__ = ["EDITORS", "Editor", "editor_of"]


def editor_of(variable: Variable) -> type[Editor]:
    """The editor that fits a variable: by secrecy, then by choices, then by kind."""
    if variable.secret:
        return SecretEditor
    if variable.choices:
        return ChoiceEditor
    return REGISTRY.get(variable.kind, TextEditor)
