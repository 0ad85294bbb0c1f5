"""The editor for secrets: masked, revealed only for a moment, never copied while masked."""

from __future__ import annotations

from typing import ClassVar

from textual.timer import Timer
from textual.widgets import Input

from schemas.catalog import Variable
from schemas.secrets import mask
from tui.widgets.editors.field import Field, FieldEditor

REVEAL_SECONDS = 8.0
"""How long a secret stays readable."""


class SecretInput(Field):
    """A field that does not hand out what it hides."""

    def action_copy(self) -> None:
        """Copy only what is readable on the screen anyway."""
        if self.password:
            self.app.notify("Reveal the value first; a masked one is not copied.", markup=False)
        else:
            super().action_copy()

    def action_cut(self) -> None:
        """Cut only what is readable on the screen anyway."""
        if self.password:
            self.app.notify("Reveal the value first; a masked one is not copied.", markup=False)
        else:
            super().action_cut()


class SecretEditor(FieldEditor):
    """A masked text."""

    kinds: ClassVar[tuple[str, ...]] = ("secret",)

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None

    def make_input(self) -> Input:
        """A masked field."""
        return SecretInput(compact=True, password=True, select_on_focus=False)

    @property
    def revealed(self) -> bool:
        """True while the value can be read."""
        return not self.input.password

    def bind(self, variable: Variable, stored: str | None) -> None:
        """Edit another variable from now on; the same one stays readable as long as it may be."""
        if not (self.revealed and variable.name == self.variable.name and stored == self.stored):
            super().bind(variable, stored)

    def refill(self) -> None:
        """Show what is stored, masked again."""
        self.hide_value()
        super().refill()

    def placeholder(self) -> str:
        """A shipped secret is not shown either."""
        return f"{mask(self.fallback)} shipped default" if self.fallback else "not set"

    def reveal(self) -> None:
        """Show the value for a few seconds."""
        self.input.password = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(REVEAL_SECONDS, self.hide_value)

    def hide_value(self) -> None:
        """Mask the value again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.input.password = True
