"""The app's style sheet, which is parsed once and not at each opening of a mode."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class SteadyStylesheet(Stylesheet):
    """Parses only what it has not parsed with the same variables before.

    Textual parses all of it anew, twice, whenever a mode is opened for the first time after a theme was set: a third
    of what opening the app costs.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._given = dict(variables or {})
        self._current = False

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take over the variables of a theme, when they are others."""
        if variables != self._given:
            self._given = dict(variables)
            self._current = False
            super().set_variables(variables)

    def reparse(self) -> None:
        """Apply variables that are new; sources that are new are parsed when their rules are asked for."""
        if not self._current:
            self.parse()
            self._current = True
