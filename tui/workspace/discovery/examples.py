"""What the example files of a project say of each variable: a value, a comment, the section that it stands in.

All but the names is worked out when it is asked for: of the schema's own product nobody asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from tui.workspace.compose.text import Place
from tui.workspace.discovery.sections import Outline
from tui.workspace.discovery.stated import Decorator, Spec
from tui.workspace.document import EnvDocument

_DECORATED = re.compile(r"^#+[ \t]*@", re.MULTILINE)


class Source:
    """One example file."""

    def __init__(self, path: Path, document: EnvDocument, title: str) -> None:
        self.path = path
        self.document = document
        self.title = title
        """The heading for what has none in the file."""
        self.decorated = _DECORATED.search(document.views.text) is not None

    @cached_property
    def outline(self) -> Outline:
        """Its headings."""
        return Outline(self.document)

    def entries(self) -> Iterator[Example]:
        """Its variables in file order; one that is commented out as well counts as assigned."""
        views = self.document.views
        starts = {key: (line.start, True) for key, (line, _) in views.comments.commented.items()}
        starts |= {key: (statement.start, False) for key, statement in views.assigned.items()}
        for key, (start, commented) in sorted(starts.items(), key=lambda item: item[1][0]):
            yield Example(key, self, start, commented)


class Example(NamedTuple):
    """One variable of an example file."""

    name: str
    source: Source
    start: int
    commented: bool
    """True when the assignment is commented out there."""

    @property
    def value(self) -> str:
        """The value as it is written."""
        document = self.source.document
        if self.commented:
            return document.views.comments.commented[self.name][1]
        return document.literal(self.name) or ""

    @property
    def help(self) -> str:
        """The comment above and the one beside it; headings and decorators are left out."""
        views = self.source.document.views
        statement = None if self.commented else views.assigned[self.name]
        beside = views.comments.beside(statement) if statement else ""
        above = "\n".join(self._comment()[0]).strip("\n")
        return "\n".join(part for part in (above, beside) if part)

    @property
    def decorators(self) -> list[Decorator]:
        """What decorators above it state."""
        return self._comment()[1]

    @property
    def section(self) -> str:
        """The heading that it stands under."""
        return self.source.outline.title_at(self.start) or self.source.title

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.source.path, self.source.document.views.line_at(self.start))

    def _comment(self) -> tuple[list[str], list[Decorator]]:
        source, views = self.source, self.source.document.views
        block = [line for line in views.comments.block_above(self.start) if not source.outline.is_heading(line)]
        if source.decorated:
            lines, decorators = _envspec().read_lines(source.path, views.text, block)
            return lines, decorators
        return [line.body for line in block], []


@dataclass(slots=True)
class Examples:
    """All example files of a project, the template of the configured file first."""

    entries: dict[str, Example] = field(default_factory=dict)
    spec: Spec = field(default_factory=Spec)
    """What the head of the template states for all of its variables."""


def read_examples(documents: Iterable[tuple[Path, EnvDocument, str]]) -> Examples:
    """The examples of several files; each comes with the title for what has no heading in it."""
    result = Examples()
    for number, (path, document, title) in enumerate(documents):
        source = Source(path, document, title)
        if number == 0 and source.decorated:
            result.spec = _envspec().read_header(path, document)
        for entry in source.entries():
            result.entries.setdefault(entry.name, entry)
    return result


def _envspec() -> ModuleType:
    """The reader of decorators, which most projects do not need."""
    from tui.workspace.discovery import envspec  # noqa: PLC0415 - see above

    return envspec
