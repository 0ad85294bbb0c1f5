"""What a value is to its readers, so that two spellings of it count as one; and many values set at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tui.workspace.document import EnvDocument
from tui.workspace.editing import TextEdit, line_span
from tui.workspace.enverrors import EnvEditError
from tui.workspace.statements import Kind, Statement


@dataclass(frozen=True, slots=True)
class Meaning:
    """What readers see of a value, whatever its quotes."""

    text: str
    """The text; of a value that depends on other variables the text with its references."""
    live: bool = False
    """Whether it depends on other variables."""


def meaning_of(document: EnvDocument, key: str) -> Meaning | None:
    """What the readers of a document see for ``key``; None when it is not assigned."""
    literal = document.literal(key)
    if literal is None:
        return None
    if document.is_expression(key):
        return Meaning(literal, live=True)
    return Meaning(document.value(key) or "")


def bare_keys(document: EnvDocument) -> set[str]:
    """The names that stand without an equal sign: their value comes from the shell."""
    return {statement.key for statement in document.views.leading.statements if statement.kind is Kind.BARE}


def ordered(document: EnvDocument) -> list[Statement]:
    """The statements of a document from top to bottom."""
    return sorted(document.views.leading.statements, key=lambda statement: statement.start)


def line_of(document: EnvDocument, key: str) -> str:
    """The whole lines of an assignment, without the last line break and with LF for any other one."""
    text = document.views.text
    start, end = line_span(text, document.views.assigned[key])
    return text[start:end].replace("\r\n", "\n").removesuffix("\n")


def spliced(document: EnvDocument, edits: Iterable[TextEdit]) -> EnvDocument:
    """The document with pieces of its text replaced; who calls this proves what came out of it."""
    text = document.views.text
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += (text[position : edit.start], edit.text)
        position = max(position, edit.end)
    return EnvDocument("".join([*parts, text[position:]]))


def with_tokens(document: EnvDocument, tokens: Mapping[str, str]) -> EnvDocument:
    """The document with values as they stand in other env files, each in its own place.

    Raises:
        EnvEditError: a value cannot stand in this file without changing another one.
    """
    if not tokens:
        return document
    assigned = document.views.assigned
    edits = [
        TextEdit(assigned[key].value_start, assigned[key].value_end, token)
        for key, token in tokens.items()
        if key in assigned
    ]
    trial = spliced(document, edits)
    # What looks like a comment behind nothing is the value to one reader and a comment to the other.
    plain = not any((document.token(key) or "").startswith("#") for key in tokens)
    if plain and len(edits) == len(tokens) and not differing(document, trial, leaving_out=tokens):
        wanted = {key: meaning_of(EnvDocument(f"{key}={token}\n"), key) for key, token in tokens.items()}
        if all(meaning_of(trial, key) == meaning or (meaning and meaning.live) for key, meaning in wanted.items()):
            return trial
    careful = document.copy()
    for key, token in tokens.items():
        careful.set_token(key, token)
    return careful


def differing(before: EnvDocument, after: EnvDocument, *, leaving_out: Iterable[str] = ()) -> list[str]:
    """The names that one of the readers takes for something else than before, in alphabetical order."""
    ignored = set(leaving_out)
    found: set[str] = set()
    if after.views.compose.error is not None and before.views.compose.error is None:
        raise EnvEditError("Compose could not read the result", "Mend the file by hand, then try again")
    for old, new in (
        (before.views.compose, after.views.compose),
        (before.views.python, after.views.python),
    ):
        names = {s.key for cut in (old, new) for s in cut.statements if s.kind is not Kind.JUNK} - ignored
        for name in names:
            first, second = old.last(name), new.last(name)
            if (first and first.meaning) != (second and second.meaning):
                found.add(name)
    return sorted(found)
