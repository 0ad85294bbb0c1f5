"""An upgrade that lays the files out as the new template does: one file becoming several, several becoming one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tui.workspace.document import EnvDocument
from tui.workspace.editing import TextEdit, line_span
from tui.workspace.enverrors import EnvEditError
from tui.workspace.statements import BOM
from tui.workspace.upgrade.draft import Draft, Names, removed_items
from tui.workspace.upgrade.judge import Judge
from tui.workspace.upgrade.marks import marked
from tui.workspace.upgrade.plan import Action, Inputs, Item, Kind
from tui.workspace.upgrade.stamp import OURS, REMOVED, is_ours
from tui.workspace.upgrade.template import MAIN
from tui.workspace.upgrade.values import Meaning, line_of, meaning_of, ordered, spliced, with_tokens

OWN_HEADING = f"{OURS}what follows is your own, the template has nothing like it"
"""Above the variables and comments that no template knows."""


@dataclass(slots=True)
class _Own:
    """What is the person's own in a file: it goes where the new layout has a place for it."""

    comments: dict[str, list[str]] = field(default_factory=dict)
    """The own comments above each variable."""
    behind: dict[str, str] = field(default_factory=dict)
    """The own comment on the line of each."""
    loose: list[str] = field(default_factory=list)
    """Comments at the end, of no variable."""


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a value comes from and where it goes."""

    key: str
    was: str
    """Its name in the person's file."""
    source: str
    """The person's file."""
    file: str
    """The file of the result."""


def arrange(inputs: Inputs, names: Names) -> Draft:
    """Draft the upgrade in the layout of the new template.

    Raises:
        EnvEditError: a value cannot stand where the template has it.
    """
    draft = Draft(Judge(inputs), names)
    owns = {file: _own(inputs, document) for file, document in inputs.user.items()}
    leftovers = _leftovers(inputs, names)
    for file in inputs.new.targets:
        draft.results[file] = filled(draft, file)
    _carry_comments(draft, owns)
    draft.items += removed_items(draft, lambda file: _home(inputs, file))
    for file, document in list(draft.results.items()):
        if document is not None:
            loose = [line for s, own in owns.items() if _home(inputs, s) == file for line in own.loose]
            draft.results[file] = _with_leftovers(draft, document, leftovers[file], owns, loose)
    for file in inputs.user:
        if file not in draft.results:
            draft.results[file] = None
    draft.items += _clashes(inputs, leftovers)
    return draft


def _home(inputs: Inputs, file: str) -> str:
    """Where what no template knows goes: its own file, else the main one."""
    return file if file in inputs.new.targets else MAIN


def filled(draft: Draft, file: str) -> EnvDocument:
    """A file of the new template with the person's values in it."""
    judge, names = draft.judge, draft.names
    inputs = judge.inputs
    template = inputs.new.targets[file]
    old_names = {name: old for old, name in names.renames.items()}
    tokens: dict[str, str] = {}
    for key in template.keys():  # noqa: SIM118 - a document is no mapping
        was = old_names.get(key, key)
        source, clash = _source(judge, was, file)
        if clash:
            draft.items.append(Item(Kind.REQUIRED, key, file, Action.ASK, note=clash))
        elif source is None:
            _fresh(draft, tokens, file, key)
        else:
            draft.items += _carried(draft, tokens, _Way(key, was, source, file))
    return _with_optional(draft, with_tokens(template, tokens), file)


def _with_optional(draft: Draft, document: EnvDocument, file: str) -> EnvDocument:
    """The file with the person's values of what the template only shows, below the line that does."""
    inputs, result = draft.judge.inputs, document.copy()
    for key, home in inputs.new.commented.items():
        if home != file or key in draft.names.renames:
            continue
        source, clash = _source(draft.judge, key, file)
        if clash:
            draft.items.append(Item(Kind.REQUIRED, key, file, Action.ASK, note=clash))
        elif source is not None:
            result.set_token(key, inputs.user[source].token(key) or "")
            draft.customised += 1
            if source != file:
                text = inputs.user[source].literal(key)
                draft.items.append(Item(Kind.MOVED, key, file, Action.TAKE, text, text, source=source))
    return result


def _source(judge: Judge, key: str, file: str) -> tuple[str | None, str]:
    """The person's file whose value of a variable counts for a file of the result, or why none can be chosen."""
    user, stays = judge.inputs.user, judge.inputs.new.homes.get(key, ())
    having = [other for other, document in user.items() if key in document]
    own = [other for other in having if meaning_of(user[other], key) != judge.old_default(key, other)]
    if file in having and (MAIN in stays or MAIN not in having):
        return file, ""
    # The main file wins over all others when services start; where it loses the variable, its value goes along.
    for files in (own, having):
        for preferred in (MAIN, file):
            if preferred in files:
                return preferred, ""
    values = {meaning_of(user[other], key): other for other in reversed(own)}
    if len(values) > 1:
        return None, f"{' and '.join(own)} have different values, and {file} can hold one"
    if own:
        return own[0], ""
    if len({meaning_of(user[other], key) for other in having}) > 1:
        # Each has the default that the old template gave to its file: the new template's own one follows it.
        return None, ""
    return (having[0] if having else None), ""


def _fresh(draft: Draft, tokens: dict[str, str], file: str, key: str) -> None:
    """A variable of the template that the person's files do not have."""
    judge, names = draft.judge, draft.names
    if key not in names.fresh:
        return
    item = judge.added(key, file, names.values)
    partner = judge.partner(key)
    if partner is not None and item.action is Action.TAKE:
        tokens[key] = judge.inputs.user[MAIN].token(partner) or ""
    if item.action is Action.KEEP:
        item = Item(Kind.ADDED, key, file, Action.TAKE, after=item.new_default, new_default=item.new_default)
    draft.items.append(item)


def _carried(draft: Draft, tokens: dict[str, str], way: _Way) -> Iterator[Item]:
    """A variable that a file of the person has."""
    judge, key, was, source, file = draft.judge, way.key, way.was, way.source, way.file
    document = judge.inputs.user[source]
    item = judge.present(key, file, source, old_name=was if was != key else "")
    takes = item is not None and item.action is Action.TAKE and item.after == item.new_default
    user, new = meaning_of(document, was), judge.new_default(key, file)
    if not takes and user != new:
        tokens[key] = document.token(was) or ""
    if item is not None:
        yield item
    else:
        draft.customised += user != new
    if source not in judge.inputs.new.homes[key]:
        text = item.after if item is not None else (user.text if user else None)
        yield Item(Kind.MOVED, key, file, Action.TAKE, before=text, after=text, source=source)


def _own(inputs: Inputs, document: EnvDocument) -> _Own:
    """The comments of a file that stand in neither template and are not ours."""
    known = inputs.new.lines() | (inputs.base.lines() if inputs.base is not None else set())
    own, text = _Own(), document.views.text
    position = len(BOM) if text.startswith(BOM) else 0

    def comments(start: int, stop: int) -> list[str]:
        lines = (line.strip() for line in text[start:stop].splitlines())
        return [line for line in lines if line.startswith("#") and not _is_known(line, known)]

    for statement in ordered(document):
        start, end = line_span(text, statement)
        found = comments(position, start) if start > position else []
        behind = text[max(statement.value_end, statement.key_end) : end].strip()
        if behind.startswith("#") and not any(line.endswith(behind) for line in known):
            own.behind[statement.key] = behind
        if found:
            own.comments.setdefault(statement.key, []).extend(found)
        position = max(position, end)
    own.loose = comments(position, len(text))
    return own


def _is_known(line: str, known: set[str]) -> bool:
    """Whether a comment is of a template or ours; the mark of a removed variable goes where that goes."""
    return line in known or (is_ours(line) and not line.startswith(REMOVED))


def _carry_comments(draft: Draft, owns: dict[str, _Own]) -> None:
    """Put own comments above their variables, in the first file of the result that has each."""
    carried: dict[str, list[str]] = defaultdict(list)
    for own in owns.values():
        for key in [*own.comments, *(key for key in own.behind if key not in own.comments)]:
            lines = [*own.comments.get(key, ()), *([own.behind[key]] if key in own.behind else ())]
            carried[key] += [line for line in lines if line not in carried[key] and not line.startswith(REMOVED)]
    for file, document in draft.results.items():
        if document is None:
            continue
        edits = []
        for key in document.keys():  # noqa: SIM118 - a document is no mapping
            if lines := carried.pop(key, []):
                start = line_span(document.views.text, document.views.assigned[key])[0]
                edits.append(TextEdit(start, start, "".join(f"{line}{document.views.line_break}" for line in lines)))
        draft.results[file] = spliced(document, edits)


Leftovers = dict[str, dict[str, list[tuple[str, str]]]]
"""By file of the result: the variables that no template has, each with the files that it comes from and its lines."""


def _leftovers(inputs: Inputs, names: Names) -> Leftovers:
    """The lines of the person's own variables, and of those that the template lost."""
    found: Leftovers = {file: {} for file in inputs.new.targets}
    for file, document in inputs.user.items():
        home = found[_home(inputs, file)]
        for statement in ordered(document):
            key = statement.key
            known = key in inputs.new.homes or (key in inputs.new.commented and key in document)
            if not key or key in names.renames or known:
                continue
            if document.views.assigned.get(key, statement) is statement:
                home.setdefault(key, []).append((file, _line(document, key, statement.start)))
    return found


def _line(document: EnvDocument, key: str, start: int) -> str:
    """The lines of a statement, an assignment or a bare name."""
    if key in document.views.assigned:
        return line_of(document, key)
    return document.views.text[start:].partition("\n")[0].rstrip()


def _with_leftovers(
    draft: Draft,
    document: EnvDocument,
    leftovers: dict[str, list[tuple[str, str]]],
    owns: dict[str, _Own],
    loose: list[str],
) -> EnvDocument:
    """The file with the person's own variables and comments behind the template's."""
    inputs, names, lines = draft.judge.inputs, draft.names, list(loose)
    for key, places in leftovers.items():
        file, line = places[0]
        lines += [*owns[file].comments.get(key, ()), line]
    if not lines:
        return document
    text, line_break = document.views.text, document.views.line_break
    start = line_break if text.strip(BOM) and not text.endswith("\n") else ""
    block = "".join(f"{line}\n" for line in ["", OWN_HEADING, *lines]).replace("\n", line_break)
    result = spliced(document, [TextEdit(len(text), len(text), start + block)])
    lost = [key for key in leftovers if key not in result and "=" in leftovers[key][0][1]]
    if lost:
        raise EnvEditError(
            f"{', '.join(lost[:5])} cannot stand behind the template's lines",
            "Quote what is multi-line, then try again",
        )
    return marked(result, names.lost & leftovers.keys(), {*inputs.new.homes}, inputs.new.version)


def _clashes(inputs: Inputs, leftovers: Leftovers) -> Iterator[Item]:
    """Own variables that two files give different values and one file has to hold."""
    for file, variables in leftovers.items():
        for key, places in variables.items():
            values: set[Meaning | None] = {meaning_of(inputs.user[source], key) for source, _ in places}
            if len(values) > 1:
                note = f"{' and '.join(source for source, _ in places)} have different values, and {file} can hold one"
                yield Item(Kind.REQUIRED, key, file, Action.ASK, note=note)
