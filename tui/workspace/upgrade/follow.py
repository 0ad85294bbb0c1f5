"""An upgrade that keeps the person's files as they are laid out: lines change, come and get marks where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from tui.workspace.document import EnvDocument
from tui.workspace.editing import TextEdit
from tui.workspace.enverrors import EnvEditError
from tui.workspace.statements import Kind as StatementKind
from tui.workspace.upgrade.draft import Draft, Names, removed_items
from tui.workspace.upgrade.judge import Judge
from tui.workspace.upgrade.layouts import filled
from tui.workspace.upgrade.marks import marked
from tui.workspace.upgrade.place import placed
from tui.workspace.upgrade.plan import Action, Inputs, Item, Kind
from tui.workspace.upgrade.template import MAIN
from tui.workspace.upgrade.values import differing, meaning_of, spliced, with_tokens


@dataclass(slots=True)
class _Work:
    """What is to be done to one file."""

    tokens: dict[str, str] = field(default_factory=dict)
    """New values as they stand in a template, or in another line."""
    renames: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    """Renamed ones whose old line stays, because another value refers to it: new name and token."""
    added: list[str] = field(default_factory=list)
    """In the order of the template."""


def follow(inputs: Inputs, names: Names) -> Draft:
    """Draft the upgrade in the layout of the person's files.

    Raises:
        EnvEditError: a line cannot be changed without changing how another one is read.
    """
    draft = Draft(Judge(inputs), names)
    work: dict[str, _Work] = defaultdict(_Work)
    for file, document in inputs.user.items():
        for key in document.keys():  # noqa: SIM118 - a document is no mapping
            _present(draft, work[file], file, key)
    fills = _new_files(inputs)
    _added(draft, work, fills)
    draft.items += removed_items(draft, lambda file: file)
    for file, document in inputs.user.items():
        draft.results[file] = _built(inputs, names, work[file], file, document)
    for file in fills:
        draft.results[file] = filled(draft, file)
    draft.items = [item for item in draft.items if item.kind is not Kind.MOVED]
    return draft


def _new_files(inputs: Inputs) -> list[str]:
    """The files that the new template brings to a person who has several already; who left one out does not need it."""
    if inputs.base is None or len(inputs.user) == 1:
        return []
    return [file for file in inputs.new.targets if file not in inputs.user and file not in inputs.base.targets]


def _present(draft: Draft, work: _Work, file: str, key: str) -> None:
    """A variable that the person's file has."""
    judge, names = draft.judge, draft.names
    document, new = judge.inputs.user[file], judge.inputs.new
    name = names.renames.get(key, key)
    if name in new.homes and new.home(name, file) is None:
        if meaning_of(document, key) != judge.new_default(key, file):
            draft.customised += 1
        return
    item = judge.present(name, file, file, old_name=key if name != key else "")
    if item is None:
        draft.customised += name in new.homes and meaning_of(document, key) != judge.new_default(name, file)
        return
    takes = item.action is Action.TAKE and item.after == item.new_default
    token = judge.new_token(name, file) if takes else document.token(key) or ""
    if name != key:
        referrers = [other for other in document.views.referrers.get(key, ()) if other != key]
        if referrers:
            work.copies[name] = token
            item = replace(item, note=f"{key} stays too: {', '.join(referrers)} refers to it")
        else:
            work.renames[key] = name
            if takes:
                work.tokens[name] = token
    elif takes:
        work.tokens[key] = token
    draft.items.append(item)


def _added(draft: Draft, work: dict[str, _Work], fills: list[str]) -> None:
    """The variables that are new, but for those of files that are new as a whole."""
    judge, names = draft.judge, draft.names
    inputs = judge.inputs
    for name in names.fresh:
        files = _places(inputs, name, fills)
        if files == [MAIN] and inputs.new.disagrees(name):
            draft.items.append(_separate(judge, name))
            continue
        for file in files:
            item = judge.added(name, file, names.values)
            draft.items.append(item)
            if item.action is not Action.KEEP:
                work[file].added.append(name)
                partner = judge.partner(name)
                if partner is not None:
                    work[file].tokens[name] = inputs.user[MAIN].token(partner) or ""


def _places(inputs: Inputs, name: str, fills: list[str]) -> list[str]:
    """The person's files that a new variable goes to: those that the template has it in, else the main one."""
    homes = [home for home in inputs.new.homes[name] if home in inputs.user]
    return homes or ([] if set(inputs.new.homes[name]) & set(fills) else [MAIN])


def _separate(judge: Judge, name: str) -> Item:
    """The item of a variable that the template sets differently for each of several services."""
    new = judge.inputs.new
    values = {home: meaning_of(new.targets[home], name) for home in new.homes[name]}
    said = ", ".join(f"{home}: {meaning.text if meaning else ''}" for home, meaning in values.items())
    return Item(Kind.SEPARATE, name, MAIN, Action.KEEP, note=said)


def _built(inputs: Inputs, names: Names, work: _Work, file: str, document: EnvDocument) -> EnvDocument:
    """The file as it will be, proven to differ from what it was only where the plan says so."""
    result = _renamed(document, work.renames)
    result = with_tokens(result, {key: token for key, token in work.tokens.items() if key in result})
    templates = [inputs.new.targets[file]] if file in inputs.new.targets else []
    for template in [*templates, *(t.document for t in inputs.new.files if t.target != file)]:
        missing = [key for key in work.added if key in template and key not in result]
        if missing:
            result = placed(result, template, missing)
    result = with_tokens(result, {key: token for key, token in work.tokens.items() if key in work.added})
    gone = names.lost - work.renames.keys()
    result = marked(result, gone, {*inputs.new.homes, *inputs.new.commented}, inputs.new.version)
    changed = {*work.tokens, *work.renames, *work.renames.values(), *work.added}
    wrong = differing(document, result, leaving_out=changed)
    wrong += [key for key in (*work.added, *work.renames.values()) if key not in result]
    wrong += [key for key in work.renames if key in result]
    if wrong:
        raise EnvEditError(
            f"{file} cannot be brought up to the template without changing {', '.join(wrong[:5])}",
            "Put each assignment on a line of its own, then try again",
        )
    for key, token in work.copies.items():
        result.set_token(key, token)
    return result


def _renamed(document: EnvDocument, renames: dict[str, str]) -> EnvDocument:
    """The document with other names for some variables: their lines are the same otherwise."""
    if not renames:
        return document
    edits = [
        TextEdit(statement.key_end - len(statement.key), statement.key_end, renames[statement.key])
        for statement in document.views.leading.statements
        if statement.key in renames and statement.kind is not StatementKind.JUNK
    ]
    return spliced(document, edits)
