"""What is wrong with the files of a project, as sentences for the person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tui.workspace.compose.text import Place


class Fault(NamedTuple):
    """One thing that Compose would refuse, or that the model cannot follow."""

    message: str
    """What is wrong, without a place and without a value."""
    file: Path
    line: int = 0
    """Counted from 1; 0 when it is about the file as a whole."""
    column: int = 0
    hint: str = ""
    ours: bool = False
    """True when only this model cannot follow the file; Compose would."""

    @classmethod
    def at(cls, place: Place, message: str, hint: str = "") -> Fault:
        """A fault at a place."""
        return cls(message, place.file, place.line, place.column, hint)

    def says(self, root: Path) -> str:
        """One line: file, line and column, what is wrong, how to mend it."""
        name = self.file.relative_to(root) if self.file.is_relative_to(root) else self.file
        spot = "".join(f":{number}" for number in (self.line, self.column) if number)
        return f"{name}{spot}: {self.message}" + (f"; {self.hint}" if self.hint else "")


def distinct(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, in order."""
    return list(dict.fromkeys(faults))
