"""Style of env files: what dotenv-linter finds and what else trips a reader up, each with the change that mends it.

A fix with a caution changes a name, a value or a layout that somebody chose; it is never applied unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

from schemas.rules.base import Severity
from tui.workspace.editing import TextEdit, line_span
from tui.workspace.linechecks import LintFinding, LintFix, finding, lint_check
from tui.workspace.quoting import Form, Place, expression, is_plain, spellings
from tui.workspace.readers import Views
from tui.workspace.statements import BOM, Kind, Statement

_TRAILING = re.compile(r"[ \t]+(?=\r?\n|\Z)")
_BLANK_LINES = re.compile(r"(?:(?<=\n)|\A\ufeff?)[ \t]*\r?\n(?:[ \t]*\r?\n)+")
_BLANK_END = re.compile(r"(?<=\n)(?:[ \t]*\r?\n|[ \t]+\Z)+\Z")
_SIGN = re.compile(r"[ \t]*=[ \t]*")
_BREAK = re.compile(r"\r?\n")
_COMMENT = re.compile(r"([^\S\n]*)#")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,63}")
_RANDOM_TEXT = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9]+")
_Block: TypeAlias = list[tuple[Statement, int, int]]
"""A run of assignments, each with where its lines begin and end."""
_CAUTION_NAME = "Whatever reads the old name no longer finds it."


def shown_name(statement: Statement) -> str:
    """The key as a message may show it: empty when it may be a piece of a value that was pasted without quotes."""
    pasted = not statement.literal.strip("=") and _RANDOM_TEXT.fullmatch(statement.key)
    return statement.key if _NAME.fullmatch(statement.key) and not pasted else ""


def assignments(views: Views) -> Iterator[Statement]:
    """The assignments that have a key."""
    return (statement for statement in views.leading.statements if statement.kind is Kind.ASSIGN and statement.key)


def _at(check: str, views: Views, statement: Statement, what: str, *, fix: LintFix | None = None) -> LintFinding:
    """A finding at a statement; ``what`` goes on from the name of the variable."""
    name = shown_name(statement)
    return finding(check, views, statement.start, f"{name or 'This variable'} {what}", key=name, fix=fix)


def _fix(views: Views, label: str, *edits: TextEdit) -> LintFix:
    """A fix that changes no name and no value."""
    return LintFix(label, edits=edits, views=views)


@lint_check(
    "LD-ENV-DUPLICATE",
    Severity.WARNING,
    finds="A variable that is assigned again further down; the last one wins.",
    mends="Removes the line that counts for nothing.",
)
def _duplicates(views: Views) -> Iterator[LintFinding]:
    for statement in assignments(views):
        winner = views.assigned[statement.key]
        if statement is not winner:
            fix = _fix(views, "Remove this line", TextEdit(*line_span(views.text, statement), ""))
            what = f"is assigned again in line {views.line_at(winner.start)}, which wins."
            yield _at("LD-ENV-DUPLICATE", views, statement, what, fix=fix)


@lint_check(
    "LD-ENV-BEHIND-QUOTE",
    Severity.WARNING,
    finds="Text behind a closing quote: Compose drops it, python-dotenv drops the whole line.",
    mends="Removes the text, when asked for.",
)
def _behind_quote(views: Views) -> Iterator[LintFinding]:
    for value, rest in pairwise(views.leading.statements):
        if rest.kind is not Kind.BARE or not value.quote or "\n" in views.text[value.value_end : rest.start]:
            continue
        winner = views.assigned.get(value.key) is value
        fix = LintFix(
            "Remove the text behind the quote",
            caution="The text is gone then; look whether it belongs into the value.",
            edits=(TextEdit(value.value_end, rest.key_end, ""),),
            given={rest.key: None, **({value.key: views.resolved[value.key]} if winner else {})},
            views=views,
        )
        message = "Text behind a closing quote: Compose drops it."
        yield finding("LD-ENV-BEHIND-QUOTE", views, rest.start, message, key=shown_name(value), fix=fix)


@lint_check(
    "LD-ENV-DELIMITER",
    Severity.WARNING,
    finds="A name with other signs than letters, digits and underscores: a shell cannot set it.",
    mends="Gives it a name with underscores, when asked for.",
)
def _delimiters(views: Views) -> Iterator[LintFinding]:
    for key, statement in views.assigned.items():
        if not re.fullmatch(r"[A-Za-z0-9_]+", key):
            what = "holds other signs than letters, digits and underscores: a shell cannot set it."
            new = re.sub(r"[^A-Za-z0-9_]", "_", key)
            yield _at("LD-ENV-DELIMITER", views, statement, what, fix=_renaming(views, statement, new))


@lint_check(
    "LD-ENV-LEADING",
    Severity.HINT,
    finds="A line that begins with a blank, or a name that begins with a digit.",
    mends="Removes the blanks; puts an underscore before the digit, when asked for.",
)
def _leading(views: Views) -> Iterator[LintFinding]:
    for statement in assignments(views):
        start, _ = line_span(views.text, statement)
        if start < statement.start and not views.text[start : statement.start].strip():
            fix = _fix(views, "Remove the blanks", TextEdit(start, statement.start, ""))
            yield _at("LD-ENV-LEADING", views, statement, "stands behind blanks: begin the line with it.", fix=fix)
        elif statement.key[0].isdigit() and views.assigned[statement.key] is statement:
            fix_name = _renaming(views, statement, f"_{statement.key}")
            yield _at("LD-ENV-LEADING", views, statement, "begins with a digit: a shell cannot set it.", fix=fix_name)


@lint_check(
    "LD-ENV-LOWER-CASE",
    Severity.HINT,
    finds="A name with lower-case letters.",
    mends="Writes it in capitals, when asked for.",
)
def _lower_case(views: Views) -> Iterator[LintFinding]:
    for key, statement in views.assigned.items():
        if key != key.upper():
            what = "is written with lower-case letters; environment variables use capitals."
            yield _at("LD-ENV-LOWER-CASE", views, statement, what, fix=_renaming(views, statement, key.upper()))


def _renaming(views: Views, statement: Statement, new: str) -> LintFix | None:
    """The fix that gives a key another name; None where that name is taken or none."""
    if views.compose.last(new) or views.python.last(new) or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", new):
        return None
    edits: list[TextEdit] = []
    for same in views.leading.statements:
        if same.key == statement.key:
            start = views.text.find(same.key, same.start, same.key_end)
            if start < 0:
                return None
            edits.append(TextEdit(start, start + len(same.key), new))
    renamed = {statement.key: new}
    return LintFix(f"Call it {new}", caution=_CAUTION_NAME, edits=tuple(edits), renamed=renamed, views=views)


@lint_check(
    "LD-ENV-SPACES",
    Severity.HINT,
    finds="Blanks around the equal sign: a shell cannot read the line.",
    mends="Removes them.",
)
def _spaces(views: Views) -> Iterator[LintFinding]:
    for statement in assignments(views):
        sign = _SIGN.match(views.text, statement.key_end)
        if sign and len(sign[0]) > 1 and not statement.literal.startswith("#"):
            fix = _fix(views, "Remove the blanks", TextEdit(sign.start(), sign.end(), "="))
            what = "has blanks around its equal sign: a shell cannot read the line."
            yield _at("LD-ENV-SPACES", views, statement, what, fix=fix)


@lint_check(
    "LD-ENV-QUOTES",
    Severity.HINT,
    finds="Quotes around a value that needs none.",
    mends="Removes them.",
)
def _quotes(views: Views) -> Iterator[LintFinding]:
    for statement in assignments(views):
        if statement.quote and is_plain(statement.literal, _place(views, statement)):
            edit = TextEdit(statement.value_start, statement.value_end, statement.literal)
            fix = _fix(views, "Remove the quotes", edit)
            yield _at("LD-ENV-QUOTES", views, statement, "has quotes that it does not need.", fix=fix)


@lint_check(
    "LD-ENV-UNQUOTED",
    Severity.HINT,
    finds="A value with blanks or marks that stands without quotes.",
    mends="Puts it in quotes.",
)
def _unquoted(views: Views) -> Iterator[LintFinding]:
    python = {statement.value_start: statement.literal for statement in views.python.statements}
    for statement in assignments(views):
        literal = statement.literal
        if statement.quote or is_plain(literal) or python.get(statement.value_start) != literal:
            continue
        token = expression(literal) if "$" in literal else _quoted(statement)
        if token == literal:
            continue
        fix = _fix(views, "Put it in quotes", TextEdit(statement.value_start, statement.value_end, token))
        what = "needs quotes: its value holds blanks or marks that a shell acts on."
        yield _at("LD-ENV-UNQUOTED", views, statement, what, fix=fix)


def _quoted(statement: Statement) -> str:
    """The value of a statement in the quotes that suit it."""
    for spelling in spellings(statement.literal, Place(exported=statement.exported)):
        if spelling.form is not Form.PLAIN:
            return spelling.token
    return statement.literal


def _place(views: Views, statement: Statement) -> Place:
    """What stands around the value of a statement."""
    comment = _COMMENT.match(views.text, statement.value_end)
    return Place(
        comment=comment is not None,
        blank_before_comment=comment is not None and comment[1].endswith(" "),
        exported=statement.exported,
    )


@lint_check(
    "LD-ENV-TAB-COMMENT",
    Severity.HINT,
    finds="A comment behind a value without a plain blank before it: some readers take it for a part of the value.",
    mends="Puts one blank before it.",
)
def _tab_comments(views: Views) -> Iterator[LintFinding]:
    for statement in assignments(views):
        comment = _COMMENT.match(views.text, statement.value_end)
        if comment and (not comment[1] or comment[1].strip(" ")) and not statement.literal.startswith("#"):
            fix = _fix(views, "Put a blank before the comment", TextEdit(comment.start(), comment.end(1), " "))
            what = "has a comment behind it that no blank keeps apart."
            yield _at("LD-ENV-TAB-COMMENT", views, statement, what, fix=fix)


@lint_check(
    "LD-ENV-TRAILING",
    Severity.HINT,
    finds="Blanks at the end of a line.",
    mends="Removes them.",
)
def _trailing(views: Views) -> Iterator[LintFinding]:
    for match in _TRAILING.finditer(views.text):
        if not views.in_quotes(match.start(), match.end()):
            fix = _fix(views, "Remove the blanks", TextEdit(match.start(), match.end(), ""))
            yield finding("LD-ENV-TRAILING", views, match.start(), "Blanks at the end of the line.", fix=fix)


@lint_check(
    "LD-ENV-LINE-ENDS",
    Severity.HINT,
    finds="Lines that end in LF among lines that end in CR LF, or the other way round.",
    mends="Gives all lines the end that most have; values over several lines keep theirs.",
)
def _line_ends(views: Views) -> Iterator[LintFinding]:
    if "\r\n" not in views.text:
        return
    usual = views.line_break
    breaks = [match for match in _BREAK.finditer(views.text) if match[0] != usual]
    edits = [TextEdit(m.start(), m.end(), usual) for m in breaks if not views.in_quotes(m.start(), m.end())]
    if edits:
        word, other = ("CR LF", "LF") if usual == "\r\n" else ("LF", "CR LF")
        message = f"Most lines end in {word}, and {len(edits)} in {other}; this is the first."
        fix = _fix(views, f"End all lines in {word}", *edits)
        yield finding("LD-ENV-LINE-ENDS", views, edits[0].start, message, fix=fix)


@lint_check(
    "LD-ENV-ORDER",
    Severity.HINT,
    finds="Names out of alphabetical order within a run of lines, where neither comments nor references order them.",
    mends="Sorts each run; where there are several runs, only when asked for.",
)
def _order(views: Views) -> Iterator[LintFinding]:
    if len(views.comments):
        return  # the comments give the file its order
    blocks = list(_blocks(views))
    plain = len(blocks) == 1 and blocks[0][0][1] <= 1 and blocks[0][-1][2] == len(views.text)
    unsorted = [(block, wrong) for block in blocks if (wrong := _first_unsorted(views, block)) is not None]
    if unsorted:
        block, wrong = unsorted[0]
        fix = LintFix(
            "Sort each run of lines by name",
            caution="" if plain else "Somebody chose this layout: look at it first.",
            edits=tuple(TextEdit(run[0][1], run[-1][2], _sorted(views, run)) for run, _ in unsorted),
            views=views,
        )
        before = shown_name(block[wrong - 1][0]) or "the one above"
        more = f"; {len(unsorted) - 1} more runs of lines are not in order" if len(unsorted) > 1 else ""
        what = f"should stand before {before}, by the alphabet{more}."
        yield _at("LD-ENV-ORDER", views, block[wrong][0], what, fix=fix)


def _first_unsorted(views: Views, block: _Block) -> int | None:
    """The position of the first key that stands behind a greater one; None where the order is one that counts."""
    keys = [statement.key for statement, *_ in block]
    wrong = next((n for n in range(1, len(keys)) if keys[n] < keys[n - 1]), None)
    folded = {key.lower() for key in keys}
    own = set(keys)
    counts = len(folded) < len(own) or any(not own.isdisjoint(views.referrers.get(key, ())) for key in own)
    return None if counts else wrong


def _sorted(views: Views, block: _Block) -> str:
    """The lines of a block by their keys; equal keys stay as they are."""
    lines = [views.text[start:end] for _, start, end in sorted(block, key=lambda item: item[0].key)]
    joined = "".join(line if line.endswith("\n") else line + views.line_break for line in lines)
    ends_open = not views.text[: block[-1][2]].endswith("\n")
    return joined.removesuffix("\n").removesuffix("\r") if ends_open else joined


def _blocks(views: Views) -> Iterator[_Block]:
    """Runs of assignments without a line between them, each with its lines."""
    block: _Block = []
    for statement in assignments(views):
        start, end = line_span(views.text, statement)
        if block and start != block[-1][2]:
            yield block
            block = []
        block.append((statement, start, end))
    if block:
        yield block


@lint_check(
    "LD-ENV-BLANK-LINES",
    Severity.HINT,
    finds="More than one blank line in a row.",
    mends="Keeps one.",
)
def _blank_lines(views: Views) -> Iterator[LintFinding]:
    for match in _BLANK_LINES.finditer(views.text):
        if match.end() == len(views.text) or views.in_quotes(match.start(), match.end()):
            continue
        opening = BOM if match[0].startswith(BOM) else ""
        kept = "\r\n" if match[0].endswith("\r\n") else "\n"
        fix = _fix(views, "Keep one blank line", TextEdit(match.start(), match.end(), opening + kept))
        second = match.start() + match[0].index("\n") + 1
        yield finding("LD-ENV-BLANK-LINES", views, second, "More than one blank line.", fix=fix)


@lint_check(
    "LD-ENV-ENDING",
    Severity.HINT,
    finds="A last line without line break, or blank lines at the end.",
    mends="Ends the file in one line break.",
)
def _ending(views: Views) -> Iterable[LintFinding]:
    text = views.text
    blank = _BLANK_END.search(text) if text[-1:].isspace() else None
    if blank:
        fix = _fix(views, "Remove the blank lines", TextEdit(blank.start(), blank.end(), ""))
        return [finding("LD-ENV-ENDING", views, blank.start(), "Blank lines at the end of the file.", fix=fix)]
    if text.removeprefix(BOM) and not text.endswith("\n"):
        fix = _fix(views, "End the last line", TextEdit(len(text), len(text), views.line_break))
        return [finding("LD-ENV-ENDING", views, len(text), "The last line has no line break.", fix=fix)]
    return []
