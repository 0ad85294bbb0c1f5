"""Values that refer to other variables of the same file: which names they see, and what stays a reference."""

from __future__ import annotations

from tui.workspace.document import EnvDocument
from tui.workspace.interpolation import InterpolationError, interpolate, parse_references


class Expression(str):
    """A text whose references are to stay in force; a plain text stands for itself, dollar signs and all."""

    __slots__ = ()


def text_of(document: EnvDocument, name: str) -> str | None:
    """The text of a value as it is written, marked when it depends on other variables; None when not set."""
    text = document.literal(name)
    return Expression(text) if text is not None and "$" in text and document.is_expression(name) else text


def same(one: str | None, other: str | None) -> bool:
    """Whether two texts say the same: ``${A}`` as a reference is not the five characters."""
    return one == other and isinstance(one, Expression) is isinstance(other, Expression)


def as_typed(document: EnvDocument, name: str, text: str, *, secret: bool) -> str:
    """What a person means by a text: ``${NAME}`` refers to a variable that this line sees.

    In a secret a dollar sign is a character like any other, unless the value refers to variables already.
    """
    if "${" not in text or (secret and not document.is_expression(name)):
        return text
    seen = set(in_sight(document, name))
    braced = [one for one in parse_references(text) if text.startswith("${", one.start)]
    return Expression(text) if any(one.name in seen for one in braced) else text


def in_sight(document: EnvDocument, name: str) -> list[str]:
    """The variables that a reference in this value can name: Compose reads a file from top to bottom.

    A variable without a line gets one below its commented line, or at the end, from where all are seen.
    """
    views = document.views
    own = views.assigned.get(name)
    place = views.comments.end_of_last(name) if own is None else own.start
    return [key for key, one in views.assigned.items() if place is None or one.start < place]


def meaning(document: EnvDocument, name: str, text: str) -> str:
    """What Compose would make of a text on this variable's line; the text itself when it would refuse it."""
    if not isinstance(text, Expression):
        return text
    values = document.views.resolved
    seen = {key: values.get(key) for key in in_sight(document, name)}
    try:
        return interpolate(text, seen.get)
    except InterpolationError:
        return str(text)
