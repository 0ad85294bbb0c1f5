"""What the rules look at inside the container: its environment, else the defaults that are built into the image."""

from __future__ import annotations

from schemas.rules.base import Values


class ImageValues(Values):
    """The texts in force in the container, where the defaults of an example file do not count."""

    def text(self, name: str) -> str:
        """The text in force, empty when there is none."""
        if name in self.given:
            return self.given[name]
        variable = self.catalog.get(name)
        return (variable.defaults.get("image") or "") if variable else ""

    __getitem__ = text
