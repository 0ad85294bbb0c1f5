"""Edits of one value that leave every other byte as it was, each proven by both readers before it counts.

Where an edit in place would change how a reader cuts the rest of the file, a new line is tried, since the last
assignment wins everywhere; where that fails too, the edit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tui.workspace.enverrors import EnvEditError
from tui.workspace.meaning import differences
from tui.workspace.quoting import Form, Place, spellings
from tui.workspace.readers import Views
from tui.workspace.statements import BOM, Cut, Kind, Meaning, Statement

_BLANKS = re.compile(r"[\t\v\f \x85\xa0]*")
_SIGN = re.compile(r"[=:]")
_COMMENT_BEHIND = re.compile(r"\s+#")


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text that both readers agree about."""

    views: Views
    form: Form
    """How the value was spelled."""
    in_place: bool
    """An existing line was edited, not a new one added."""
    joined: str = ""
    """The line break that had to be added to a last line without one."""


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A piece of text that is to be replaced."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place that takes a value token."""

    start: int
    end: int
    before: str
    """Text in front of the token: a line break, ``KEY=``, an equal sign."""
    after: str
    place: Place
    in_place: bool
    joined: str = ""

    def fill(self, text: str, token: str) -> str:
        """The text with the token in this place."""
        return f"{text[: self.start]}{self.before}{token}{self.after}{text[self.end :]}"


def assign(before: Views, key: str, value: str) -> Edit:
    """The text in which both readers take ``key`` for ``value`` and everything else for what it was.

    Raises:
        EnvEditError: no place and no spelling satisfies both readers.
    """
    for slot in _slots(before, key):
        for spelling in spellings(value, slot.place):
            after = Views(slot.fill(before.text, spelling.token))
            if _proven(before, after, {key: value}, [key] if slot.in_place else []):
                return Edit(after, spelling.form, slot.in_place, slot.joined)
    raise EnvEditError(
        f"{key} cannot be written: Compose and python-dotenv do not agree about this file",
        "Mend the lines that `launchdeck check` names, then try again",
    )


def assign_all(before: Views, values: Mapping[str, str]) -> list[Edit] | None:
    """The text with many values at once, proven once; None when that fails, to try them one by one.

    Returns:
        One edit for each key, in the order of ``values``; all of them hold the same text.
    """
    slots: list[tuple[_Slot, str, Form]] = []
    for key, value in values.items():
        slot = next(_slots(before, key))
        spelling = next(spellings(value, slot.place))
        slots.append((slot, spelling.token, spelling.form))
    parts: list[str] = []
    position = 0
    joined = ""
    for slot, token, _ in sorted(slots, key=lambda item: (item[0].start, not item[0].in_place)):
        opening = slot.before.removeprefix(joined) if slot.joined and joined else slot.before
        joined = joined or slot.joined
        parts += (before.text[position : slot.start], opening, token, slot.after)
        position = slot.end
    parts.append(before.text[position:])
    after = Views("".join(parts))
    in_place = [key for key, (slot, _, _) in zip(values, slots, strict=True) if slot.in_place]
    if not _proven(before, after, values, in_place):
        return None
    return [Edit(after, form, slot.in_place, slot.joined) for slot, _, form in slots]


def assign_token(before: Views, key: str, token: str) -> Edit:
    """The text in which ``key`` has ``token`` as it stands: quotes, references and all.

    The token comes from another env file, a template for example.

    Raises:
        EnvEditError: the token is not one value, or a reader would take another line for something else.
    """
    sample = Views(f"{key}={token}\n")
    meant = [cut.statements for cut in (sample.compose, sample.python)]
    if sample.compose.error or any(len(found) != 1 or found[0].key != key for found in meant):
        raise EnvEditError(f"What {key} should become is not one value", "Write the value itself")
    texts = (token,) if token else (token, "''")  # nothing at all before a comment would be read as the comment
    for slot, text in ((slot, text) for slot in _slots(before, key) for text in texts):
        after = Views(slot.fill(before.text, text))
        if _same_others(before, after, [key], [key] if slot.in_place else []) and all(
            (last := cut.last(key)) is not None and last.meaning == found[0].meaning
            for cut, found in zip((after.compose, after.python), meant, strict=True)
            if cut.error is None
        ):
            return Edit(after, Form.PLAIN, slot.in_place, slot.joined)
    raise EnvEditError(
        f"{key} cannot be written: Compose and python-dotenv do not agree about this file",
        "Mend the lines that `launchdeck check` names, then try again",
    )


def remove(before: Views, key: str) -> Views:
    """The text without any assignment of ``key``, whole lines.

    Raises:
        EnvEditError: a line cannot be removed without changing another one.
    """
    statements = [s for cut in (before.compose, before.python) for s in cut.statements if s.key == key]
    for span in (line_span, _statement_span):
        spans = [span(before.text, statement) for statement in statements]
        after = Views(_without(before.text, spans))
        if _meanings(after.python, without=key) == _meanings(before.python, without=key) and (
            _mended(before, after, key, spans)
            or (
                _same_error(before, after)
                and _meanings(after.compose, without=key) == _meanings(before.compose, without=key)
            )
        ):
            return after
    raise EnvEditError(
        f"{key} cannot be removed without changing how another line is read",
        "Mend the lines that `launchdeck check` names, then try again",
    )


def _mended(before: Views, after: Views, key: str, spans: list[tuple[int, int]]) -> bool:
    """Whether what was removed is where Compose gave up, and all that it read until then is the same."""
    error = before.compose.error
    if error is None or not any(start <= error.offset < end for start, end in spans):
        return False
    seen = _meanings(before.compose, without=key)
    return _meanings(after.compose, without=key)[: len(seen)] == seen


def rewrite(
    before: Views,
    edits: Sequence[TextEdit],
    *,
    renamed: Mapping[str, str] | None = None,
    given: Mapping[str, str | None] | None = None,
) -> Views:
    """The text with edits that do not overlap, for changes of style: every key keeps its value in both readers.

    Args:
        before: the text and its readings.
        edits: in any order.
        renamed: keys that are to have another name.
        given: keys that are to have a value which they did not have; None for one that goes.

    Raises:
        EnvEditError: a reader would take a key for something else.
    """
    after = Views(spliced(before.text, edits))
    differing = differences(before, after, renamed=renamed, given=given)
    if differing or not _same_error(before, after):
        raise EnvEditError(
            "The change would give a variable another value",
            "Make it by hand, or leave the line as it is",
            keys=differing,
        )
    return after


def spliced(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with all edits made.

    Raises:
        EnvEditError: two of them overlap.
    """
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise EnvEditError("Two changes of the same text", "Make them one after the other")
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join([*parts, text[position:]])


def line_span(text: str, statement: Statement) -> tuple[int, int]:
    """The whole lines of a statement, their line break included."""
    start = text.rfind("\n", 0, statement.start) + 1
    if start == 0 and text.startswith(BOM):
        start = 1
    newline = text.find("\n", max(statement.value_end, statement.key_end))
    return start, newline + 1 if newline >= 0 else len(text)


def target_of(views: Views, key: str) -> Statement | None:
    """The statement that an edit of ``key`` changes: the last that names it, an assignment or the bare name."""
    return views.leading.last(key) or views.python.last(key)


def _slots(views: Views, key: str) -> Iterator[_Slot]:
    """The places that may take the value, the best first."""
    text, line_break = views.text, views.line_break
    fresh = Place(crlf=line_break == "\r\n", dollar=_free_name(views))
    target = target_of(views, key)
    if target is not None:
        yield _slot_in_place(text, target, fresh)
    else:
        position = views.comments.end_of_last(key)
        if position is not None and text[:position].endswith("\n"):
            yield _Slot(position, position, f"{key}=", line_break, fresh, in_place=False)
    missing = "" if text.removeprefix(BOM) == "" or text.endswith("\n") else line_break
    yield _Slot(len(text), len(text), f"{missing}{key}=", line_break, fresh, in_place=False, joined=missing)


def _free_name(views: Views) -> str:
    """A variable that the file does not set, for the indirect form."""
    name = "_DOLLAR_"
    while views.compose.last(name) or views.python.last(name):
        name += "_"
    return name


def _slot_in_place(text: str, target: Statement, fresh: Place) -> _Slot:
    """The value token of an existing statement."""
    before = "=" if target.kind is Kind.BARE else ""
    start, end = target.value_start, target.value_end
    if target.kind is not Kind.BARE and not target.quote:
        sign = _SIGN.search(text, target.key_end)
        behind_sign = sign.end() if sign else start
        blanks = _BLANKS.match(text, behind_sign)
        start = blanks.end() if blanks else behind_sign
        end = max(start, end) if target.literal else start
        if start > behind_sign and text[start : start + 1] == "#":
            # A comment behind an empty value: Compose takes it for the value, the person did not mean that.
            start = end = behind_sign
        elif comment := _COMMENT_BEHIND.search(text, start, end):
            end = comment.start()
    newline = text.find("\n", end)
    rest = text[end : newline if newline >= 0 else len(text)]
    mark = rest.find("#")
    place = Place(
        crlf=fresh.crlf,
        comment=bool(rest.strip()),
        blank_before_comment=mark > 0 and rest[mark - 1] == " ",
        exported=target.exported,
        quote=target.quote,
        dollar=fresh.dollar,
    )
    return _Slot(start, end, before, "", place, in_place=True)


def _proven(before: Views, after: Views, values: Mapping[str, str], in_place: Collection[str]) -> bool:
    """Whether both readers take each key for its value and nothing else changed for either of them."""
    if not _same_others(before, after, values, in_place):
        return False
    python = after.python_values()
    if any(not _decides(after.python, key) or python[key] != value for key, value in values.items()):
        return False
    if after.compose.error is not None:
        return True
    compose = after.values()
    return all(_decides(after.compose, key) and compose[key] == value for key, value in values.items())


def _decides(cut: Cut, key: str) -> bool:
    """Whether the last statement that names the key assigns it."""
    last = cut.last(key)
    return last is not None and last.kind is Kind.ASSIGN


def _same_others(before: Views, after: Views, keys: Collection[str], in_place: Collection[str]) -> bool:
    """Whether every statement but the edited ones means to both readers what it meant before."""
    if not _same_error(before, after):
        return False
    for old, new in ((before.compose, after.compose), (before.python, after.python)):
        kept = _meanings(old, but_last=in_place)
        if _meanings(new, but_last=keys) == kept:
            continue
        # What was added behind the point where Compose gives up is not seen by it.
        if not (new.error and _meanings(new) == kept):
            return False
    return True


def _same_error(before: Views, after: Views) -> bool:
    """Whether Compose stops at the same statement as before, or reads both texts to the end."""
    old, new = before.compose.error, after.compose.error
    if old is None or new is None:
        return old is new
    return old.message == new.message and _line(before.text, old.offset) == _line(after.text, new.offset)


def _line(text: str, offset: int) -> str:
    """The rest of the line at ``offset``."""
    return text[offset:].partition("\n")[0].removesuffix("\r")


def _meanings(cut: Cut, *, but_last: Collection[str] = (), without: str | None = None) -> list[Meaning]:
    """What a reader takes from the statements, leaving out the last one or every one of a key."""
    dropped = {id(last) for key in but_last if (last := cut.last(key)) is not None}
    return [s.meaning for s in cut.statements if id(s) not in dropped and (without is None or s.key != without)]


def _statement_span(text: str, statement: Statement) -> tuple[int, int]:
    """The statement alone, where others share its line."""
    del text
    return statement.start, max(statement.value_end, statement.key_end)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the given spans, which may overlap."""
    parts: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if start > position:
            parts.append(text[position:start])
        position = max(position, end)
    parts.append(text[position:])
    return "".join(parts)
