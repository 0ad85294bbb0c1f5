"""``env list`` and ``env search``: which variables there are, and what they are set to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable

from schemas.catalog import Catalog
from schemas.errors import UsageError
from schemas.kinds import nearest
from schemas.secrets import mask
from tui.verbs.common import emit, emit_json, open_workspace, say
from tui.verbs.env import catalog_of, env_file
from tui.workspace.discovery.inference import infer_kind
from tui.workspace.document import EnvDocument
from tui.workspace.selection import View, selected
from tui.workspace.workspace import Workspace


def env_list(arguments: Namespace) -> int:
    """List variables, secrets masked."""
    if (arguments.only or arguments.category) and arguments.file:
        raise UsageError("--only and --category look at a workspace, not at a single file", "leave --file out")
    if not arguments.only and not arguments.category:
        document = env_file(arguments).document
        catalog = catalog_of(arguments)
        names: Iterable[str] = dict.fromkeys([*catalog.names(), *document.values({})])
    else:
        workspace = open_workspace(arguments)
        document, catalog = workspace.document, workspace.catalog
        names = _chosen(workspace, arguments)
    _print(arguments, catalog, document, names, modified=arguments.modified)
    return 0


def env_search(arguments: Namespace) -> int:
    """Print the variables that a search finds, the best first; exit 1 when there is none."""
    if arguments.file:
        raise UsageError("search looks at a workspace, not at a single file", "leave --file out")
    workspace = open_workspace(arguments)
    found = workspace.search(" ".join(arguments.words))
    _print(arguments, workspace.catalog, workspace.document, found, with_help=True)
    if not found:
        say("nothing is found, also not with a slip of the finger")
    return 0 if found else 1


def _chosen(workspace: Workspace, arguments: Namespace) -> list[str]:
    """The names that all filters show, in the order of the first one."""
    found = [_view(workspace, View[word.replace("-", "_").upper()]) for word in arguments.only]
    if arguments.category:
        found.append(_of_category(workspace, arguments.category))
    return [name for name in found[0] if all(name in others for others in found[1:])]


def _view(workspace: Workspace, view: View) -> list[str]:
    """A view of the screen. Nothing is unsaved here, so that changed means: since the former file."""
    if view is View.RECENT:
        from tui.state import UserState, state_path

        workspace.recent.names = UserState(state_path()).recent(workspace.root)
    if view is not View.CHANGED:
        return selected(workspace, view)
    return workspace.history.changed(1, workspace.document) if workspace.history.entries() else []


def _of_category(workspace: Workspace, wanted: str) -> list[str]:
    known = {category.name: category for category in workspace.catalog.categories}
    named = {category.title.lower(): category for category in known.values()}
    category = known.get(wanted) or named.get(wanted.lower())
    if category is None:
        raise UsageError(
            f"there is no category {wanted}", nearest(wanted, list(known)) or f"there are {', '.join(known)}"
        )
    return [variable.name for variable in workspace.catalog.variables_of(category.name)]


def _print(
    arguments: Namespace,
    catalog: Catalog,
    document: EnvDocument,
    names: Iterable[str],
    *,
    modified: bool = False,
    with_help: bool = False,
) -> None:
    """The variables, as lines or as the stable JSON of ``env list``; with modified only what is not the default."""
    given = document.values({})
    rows = [_row(catalog, given, name, show_secrets=arguments.show_secrets) for name in names]
    rows = [row for row in rows if row["modified"] or not modified]
    if arguments.json:
        emit_json(rows)
        return
    for row in rows:
        name = str(row["name"])
        variable = catalog.get(name)
        text = given.get(name, (variable.default if variable else None) or "")
        emit(f"{name}={mask(text) if row['secret'] and not arguments.show_secrets else text}")
        if with_help and row["help"]:
            emit(f"    {row['help']}")


def _row(catalog: Catalog, given: dict[str, str], name: str, *, show_secrets: bool) -> dict[str, object]:
    variable = catalog.get(name)
    default = variable.default if variable else None
    secret = variable.secret if variable else infer_kind(name, "") == "secret"
    hidden = secret and not show_secrets
    return {
        "name": name,
        "value": None if hidden else given.get(name, default),
        "default": None if hidden else default,
        "category": variable.category if variable else "",
        "group": variable.group if variable else "",
        "source": "file" if name in given else "default",
        "secret": secret,
        "modified": name in given and given[name] != (default or ""),
        "help": variable.help if variable else "",
        "docs": catalog.docs(name) if variable else "",
    }
