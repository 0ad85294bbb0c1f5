"""What every editor is: a field bound to one variable that says when a text is typed and when it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.containers import Vertical
from textual.message import Message

from schemas.catalog import Variable

REGISTRY: dict[str, type[Editor]] = {}
"""The editor by kind. Filled by the definition of each class."""

NOTHING = Variable("", "", "", "string")
"""What an editor is bound to before it is first used."""


class Editor(Vertical):
    """The field for one variable. It keeps no value but the text being typed; the workspace has the rest."""

    kinds: ClassVar[tuple[str, ...]] = ()
    """The kinds that it edits."""

    @dataclass
    class Typed(Message):
        """The text in the field changed; nothing is stored yet."""

        name: str
        text: str

    @dataclass
    class Committed(Message):
        """The text is meant: store it."""

        name: str
        text: str

    @dataclass
    class Closed(Message):
        """The person is done with the field."""

    def __init_subclass__(cls) -> None:
        """Register the editor for its kinds."""
        super().__init_subclass__()
        for kind in cls.kinds:
            REGISTRY[kind] = cls

    def __init__(self) -> None:
        super().__init__(classes="editor")
        self.variable = NOTHING
        self.stored: str | None = None
        """What the file says, None when it does not say anything."""

    def bind(self, variable: Variable, stored: str | None) -> None:
        """Edit another variable from now on. Nothing is told about this."""
        self.variable = variable
        self.stored = stored
        self.refill()

    def refill(self) -> None:
        """Show what is stored."""
        raise NotImplementedError

    def open(self) -> None:
        """Take the focus."""
        raise NotImplementedError

    def pending(self) -> str | None:
        """The text that was typed and is not stored yet; None when there is none."""
        return None

    @property
    def fallback(self) -> str:
        """The text in force while the file does not say anything."""
        return self.variable.default or ""

    def commit(self, text: str) -> None:
        """Say that this text is meant."""
        self.post_message(self.Committed(self.variable.name, text))

    def close(self) -> None:
        """Say that the person is done."""
        self.post_message(self.Closed())
