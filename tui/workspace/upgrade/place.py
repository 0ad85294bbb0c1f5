"""Where new variables go in a person's file: where the new template has them, with the comment that they have there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tui.workspace.document import EnvDocument
from tui.workspace.editing import TextEdit, line_span
from tui.workspace.statements import BOM, Statement
from tui.workspace.upgrade.values import line_of, ordered, spliced


@dataclass(slots=True)
class _Spot:
    """Where the next new variable goes in the person's text."""

    start: int
    """Behind this offset comments are looked for that stand in the template too."""
    stop: int
    """The next statement of the person's file begins here."""
    found: bool = True
    """False before the first variable that both files have."""


@dataclass(slots=True)
class _Edits:
    """Lines to be added, by the offset where they go."""

    lines: dict[int, list[str]] = field(default_factory=dict)

    def add(self, offset: int, lines: Iterable[str]) -> None:
        """Add lines behind those that go to the same place."""
        self.lines.setdefault(offset, []).extend(lines)


def placed(document: EnvDocument, template: EnvDocument, names: Iterable[str]) -> EnvDocument:
    """The document with the variables of ``names`` that the template has, each as it stands there."""
    wanted = set(names)
    edits = _Edits()
    waiting: list[tuple[str, list[str]]] = []
    spot: _Spot | None = None
    for key, lead in _with_leads(template):
        if key in document.views.assigned:
            place = _behind(document, document.views.assigned[key])
            for name, comment in waiting:
                edits.add(_above(document, key), [*comment, line_of(template, name), ""])
            waiting.clear()
            spot = place
        elif key in wanted and spot is None:
            waiting.append((key, lead[_after_blank(lead) :]))
        elif key in wanted and spot is not None:
            known = _shown(document, lead, spot)
            edits.add(spot.start, [*_compact(lead[known:]), line_of(template, key)])
    for name, comment in waiting:
        edits.add(len(document.views.text), ["", *comment, line_of(template, name)])
    return spliced(document, list(_text_edits(document, edits)))


def _with_leads(template: EnvDocument) -> Iterator[tuple[str, list[str]]]:
    """The variables of a template in its order, each with the lines between it and the statement before it."""
    text = template.views.text
    position = len(BOM) if text.startswith(BOM) else 0
    for statement in ordered(template):
        start, end = line_span(text, statement)
        if template.views.assigned.get(statement.key) is statement:
            lead = text[position:start].splitlines() if start > position else []
            yield statement.key, [line.rstrip() for line in lead]
        position = max(position, end)


def _behind(document: EnvDocument, statement: Statement) -> _Spot:
    """The place right behind an assignment of the person's file."""
    text = document.views.text
    end = line_span(text, statement)[1]
    following = (line_span(text, other)[0] for other in ordered(document) if other.start >= end)
    return _Spot(end, max(end, next(following, len(text))))


def _above(document: EnvDocument, key: str) -> int:
    """The offset above the comment that stands directly above an assignment."""
    text = document.views.text
    edge = line_span(text, document.views.assigned[key])[0]
    floor = len(BOM) if text.startswith(BOM) else 0
    while edge > floor:
        start = max(text.rfind("\n", 0, edge - 1) + 1, floor)
        if not text[start:edge].strip().startswith("#"):
            break
        edge = start
    return edge


def _shown(document: EnvDocument, lead: list[str], spot: _Spot) -> int:
    """How many lines of the lead stand in the person's file already; the place moves behind the last of them."""
    text = document.views.text
    known = 0
    position = spot.start
    for raw in text[spot.start : spot.stop].splitlines(keepends=True):
        position += len(raw)
        line = raw.strip()
        if line and line in lead[known:]:
            known += lead[known:].index(line) + 1
            spot.start = position
    return known


def _after_blank(lead: list[str]) -> int:
    """Where the last block of a lead begins: that is the comment of the variable itself."""
    return max((index + 1 for index, line in enumerate(lead) if not line), default=0)


def _compact(lead: list[str]) -> list[str]:
    """The lead with one blank line where there were several."""
    return [line for index, line in enumerate(lead) if line or index == 0 or lead[index - 1]]


def _text_edits(document: EnvDocument, edits: _Edits) -> Iterator[TextEdit]:
    """The edits as text, with the line break of the person's file."""
    text, line_break = document.views.text, document.views.line_break
    for offset, lines in edits.lines.items():
        while lines and not lines[0] and offset <= len(BOM) and not text[:offset].strip(BOM):
            del lines[0]
        added = "".join(f"{line}\n" for line in lines).replace("\n", line_break)
        unfinished = offset == len(text) and text.strip(BOM) and not text.endswith("\n")
        yield TextEdit(offset, offset, f"{line_break if unfinished else ''}{added}")
