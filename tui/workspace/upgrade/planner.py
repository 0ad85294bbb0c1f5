"""Making the plan of an upgrade: what is read, compared, decided and built before a byte is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from schemas.catalog import Catalog, load_catalog
from schemas.errors import UsageError
from schemas.kinds import check_value, nearest
from tui.workspace.discovery import catalog_of_documents
from tui.workspace.document import EnvDocument
from tui.workspace.envfile import EnvFile
from tui.workspace.upgrade.draft import Draft, Names, names_of
from tui.workspace.upgrade.follow import follow
from tui.workspace.upgrade.layouts import arrange
from tui.workspace.upgrade.plan import Action, Inputs, Item, Kind, Layout, Options, Plan
from tui.workspace.upgrade.stamp import Stamp, stamped
from tui.workspace.upgrade.store import find_base
from tui.workspace.upgrade.template import MAIN, Template, read_template, side_files
from tui.workspace.upgrade.values import with_tokens

_ENOUGH = 20
"""From so many variables on a file is compared with the template as a whole."""
_FOREIGN = 0.1
"""A template that knows a smaller share of the file's variables is one of something else (FIELD F36)."""


def read_files(env: Path) -> dict[str, EnvFile]:
    """The person's files by how plans call them, the main one first.

    Raises:
        UsageError: Compose could not read one of them.
        EnvFileError: it cannot be read at all.
    """
    files = {MAIN: EnvFile.load(env)} | {name: EnvFile.load(env.parent / name) for name in side_files(env.parent)}
    if not files[MAIN].exists:
        raise UsageError(f"{env} does not exist", "launchdeck init writes a new one")
    for file in files.values():
        if file.document.views.compose.error is not None:
            line = file.document.problems()[0].line
            raise UsageError(f"{file.path} cannot be read from line {line} on", "launchdeck check says what is wrong")
    return files


def plan_upgrade(env: Path, new_path: Path, base_path: Path | None = None, options: Options | None = None) -> Plan:
    """The plan that brings an env file up to a newer template; writes nothing.

    Args:
        env: the person's file; those under ``envs/`` beside it belong to it.
        new_path: the new example file, or its folder.
        base_path: the old example file; found by the file's stamp when it is not given.
        options: what the person decided.

    Raises:
        UsageError: a file cannot be read, an option names what does not exist, or the template is of something else.
        EnvFileError, EnvEditError, EnvValueError: a file cannot be read or changed as the plan needs it.
    """
    files = read_files(env)
    user = {name: file.document for name, file in files.items()}
    new = read_template(new_path)
    base = find_base(env, user[MAIN], new, base_path)
    options = options or Options()
    inputs = Inputs(base.template, base.source, user, new, _catalog(new, user), options)
    _refuse_foreign(new_path, inputs)
    names = names_of(inputs)
    _refuse_unknown(inputs, names)
    draft = arrange(inputs, names) if options.layout is Layout.TEMPLATE else follow(inputs, names)
    _demand(draft, inputs)
    _answer(draft, inputs)
    items = tuple(_in_order(draft.items, new))
    blocked = any(item.action is Action.ASK for item in items)
    stamp = Stamp(new.digest, new.version)
    main = draft.results[MAIN]
    results = {**draft.results, MAIN: stamped(main, stamp) if main is not None else None}
    old = Stamp(base.template.digest, base.template.version) if base.template is not None else None
    return Plan(
        env.parent,
        env,
        base.source,
        old,
        new,
        items,
        {} if blocked else results,
        user,
        inputs.catalog,
        draft.customised,
    )


def _catalog(new: Template, user: Mapping[str, EnvDocument]) -> Catalog:
    """What the schema and the new template tell about the variables of all files."""
    example = EnvDocument("\n".join(file.document.views.text for file in new.files))
    everything = EnvDocument("\n".join(document.views.text for document in user.values()))
    return catalog_of_documents(load_catalog(), example, everything)


def _refuse_foreign(path: Path, inputs: Inputs) -> None:
    """Give up when the template knows next to nothing of the file."""
    names = {key for document in inputs.user.values() for key in document.keys()}  # noqa: SIM118 - no mapping
    known = sum(name in inputs.new.homes or name in inputs.new.commented for name in names)
    if len(names) >= _ENOUGH and known < _FOREIGN * len(names):
        raise UsageError(
            f"{path} is the template of something else: it knows {known} of {len(names)} variables",
            "name the example file of the product that this .env belongs to",
        )


def _refuse_unknown(inputs: Inputs, names: Names) -> None:
    """Every name that an option gives must occur in a file."""
    options, new = inputs.options, inputs.new
    known = {*names.present, *new.homes, *new.commented, *new.demanded}
    for option, given in (
        ("--set", options.answers),
        ("--take", options.take),
        ("--keep", options.keep),
        ("--rename", options.renames),
    ):
        for name in given:
            if name not in known and not (option == "--rename" and options.renames[name] in names.present):
                raise UsageError(
                    f"{option} {name}: neither the file nor the new template has it", nearest(name, sorted(known))
                )


def _demand(draft: Draft, inputs: Inputs) -> None:
    """Ask for what the new compose file refuses to run without."""
    main = draft.results[MAIN]
    values = main.values({}) if main is not None else {}
    asked = {item.name for item in draft.items if item.action is Action.ASK}
    for name in sorted(inputs.new.demanded - asked):
        if not values.get(name):
            draft.items = [item for item in draft.items if item.name != name or item.file != MAIN]
            note = "the new compose file demands it"
            draft.items.append(Item(Kind.REQUIRED, name, MAIN, Action.ASK, before=values.get(name), note=note))


def _answer(draft: Draft, inputs: Inputs) -> None:
    """Put the given values in.

    Raises:
        UsageError: a type does not take its value.
        EnvValueError, EnvEditError: a file cannot hold it.
    """
    for name, text in inputs.options.answers.items():
        variable = inputs.catalog.get(name)
        declared = variable is not None and not variable.inferred
        if variable is not None and declared and (problem := check_value(variable, text)) is not None:
            raise UsageError(f"{name} {problem.message}", problem.hint)
        having = [file for file, document in draft.results.items() if document is not None and name in document]
        for file in having or [MAIN]:
            document = draft.results[file]
            if document is not None:
                draft.results[file] = _with_value(document, name, text)
        answered = [item for item in draft.items if item.name == name and item.kind is not Kind.MOVED]
        for item in answered:
            index = draft.items.index(item)
            draft.items[index] = replace(item, action=Action.SET, after=text)
        before = next((doc.value(name) for doc in inputs.user.values() if name in doc), None)
        if not answered and before != text:
            draft.items.append(Item(Kind.REQUIRED, name, (having or [MAIN])[0], Action.SET, before, text))


def _with_value(document: EnvDocument, name: str, text: str) -> EnvDocument:
    """The document with a value, in the place that it has there, else at the end."""
    alone = EnvDocument()
    alone.set(name, text)
    if name in document:
        return with_tokens(document, {name: alone.token(name) or ""})
    changed = document.copy()
    changed.set(name, text)
    return changed


def _in_order(items: list[Item], new: Template) -> list[Item]:
    """The items by kind, then as the template has them; what it does not have comes last."""
    kinds = {kind: number for number, kind in enumerate(Kind)}
    places = {name: number for number, name in enumerate(new.homes)}
    files = {file: number for number, file in enumerate(new.targets)}
    return sorted(
        items,
        key=lambda item: (kinds[item.kind], places.get(item.name, len(places)), files.get(item.file, len(files))),
    )
