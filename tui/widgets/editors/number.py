"""The editor for numbers: any text may be typed, the arrows step within the range."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.editors.field import FieldEditor


class NumberEditor(FieldEditor):
    """A number with its unit beside it."""

    kinds: ClassVar[tuple[str, ...]] = ("int", "float", "port")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", "More", tooltip="One more, up to the largest allowed."),
        Binding("down", "step(-1)", "Less", tooltip="One less, down to the smallest allowed."),
    ]

    def action_step(self, step: int) -> None:
        """Go one up or down; a text that is no whole number stays as it is."""
        try:
            number = int(self.input.value or self.fallback or "0") + step
        except ValueError:
            return
        low, high = self.variable.minimum, self.variable.maximum
        if low is not None and number < low:
            number = int(low)
        if high is not None and number > high:
            number = int(high)
        self.input.value = str(number)
        self.input.cursor_position = len(self.input.value)
