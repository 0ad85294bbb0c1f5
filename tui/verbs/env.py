"""``env get``, ``set``, ``unset``: one value of an env file, of a workspace or any other."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable

from schemas.catalog import Catalog, load_catalog
from schemas.errors import LaunchdeckError, UsageError
from schemas.kinds import check_value
from schemas.secrets import mask
from tui.verbs.common import emit, emit_json, emit_saved, open_workspace, root_of, say
from tui.workspace.discovery.inference import infer_kind
from tui.workspace.envfile import EnvFile, EnvFileChanged, SaveResult

LABEL_WIDTH = 12
"""Columns of the labels of a page."""


def env_file(arguments: Namespace) -> EnvFile:
    """The env file that a command means."""
    return EnvFile.load(arguments.file or root_of(arguments) / ".env")


def catalog_of(arguments: Namespace) -> Catalog:
    """The workspace's catalog; with --file none, because the file may belong to any product."""
    return Catalog([], []) if arguments.file else open_workspace(arguments).catalog


def env_get(arguments: Namespace) -> int:
    """Print one value as Compose resolves it, else the default; exit 1 when there is none."""
    if arguments.explain or arguments.json:
        return _explain(arguments)
    value = env_file(arguments).document.values({}).get(arguments.key)
    if value is None:
        variable = catalog_of(arguments).get(arguments.key)
        value = variable.default if variable else None
    if value is None:
        raise LaunchdeckError(f"{arguments.key} is not set and has no default")
    emit(value)
    return 0


def _explain(arguments: Namespace) -> int:
    """Print where a value comes from and all that is known about it, secrets masked; exit 1 for an unknown name."""
    from tui.workspace import provenance
    from tui.workspace.page import page, place_of, record
    from tui.workspace.past import past_of

    if arguments.file:
        raise UsageError("--explain looks at a workspace, not at a single file", "leave --file out")
    if not arguments.explain:
        raise UsageError("--json belongs to --explain", "env list --json prints all values")
    workspace = open_workspace(arguments)
    origin = workspace.provenance(arguments.key)
    known = arguments.key in workspace.catalog
    if not known and not origin.links and not origin.landings and not origin.deliveries:
        raise LaunchdeckError(f"{arguments.key} is not set, and nothing in {workspace.root} refers to it")
    if arguments.json:
        told = provenance.as_json(origin, workspace.root, show_secrets=arguments.show_secrets)
        emit_json({**told, **(record(workspace, arguments.key) if known else {})})
        return 0
    for line in provenance.lines(origin, workspace.root, show_secrets=arguments.show_secrets):
        emit(line)
    if known:
        emit(f"\n{' > '.join((*place_of(workspace, arguments.key), arguments.key))}")
        emit(workspace.catalog[arguments.key].help)
        for label, text in page(workspace, arguments.key, past_of(workspace, arguments.key), places=False):
            emit(f"  {label:<{LABEL_WIDTH}}{text}" if text else f"\n{label}")
    return 0


def new_value(arguments: Namespace) -> str:
    """The value that a command means: as it was given, from a file, asked for, or from stdin."""
    if sum((arguments.value is not None, arguments.value_file is not None, getattr(arguments, "editor", False))) > 1:
        raise UsageError("of VALUE, --value-file and --editor more than one is given", "give one of them")
    if getattr(arguments, "editor", False):
        from tui.workspace.external import edit

        return edit(env_file(arguments).document.literal(arguments.key) or "", arguments.key, os.environ)
    if arguments.value is not None:
        return str(arguments.value)
    if arguments.value_file is not None:
        try:
            text: str = arguments.value_file.read_text("utf-8")
        except (OSError, UnicodeError):
            raise UsageError(f"{arguments.value_file} cannot be read as text") from None
        return text.removesuffix("\n")
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(f"{arguments.key}: ", sys.stderr)
    return sys.stdin.read().removesuffix("\n")


def env_set(arguments: Namespace) -> int:
    """Set one value; refused when the type does not take it."""
    text = new_value(arguments)
    variable = catalog_of(arguments).get(arguments.key)
    if variable is not None and (problem := check_value(variable, text)) is not None:
        if not variable.inferred:
            raise UsageError(f"{arguments.key} {problem.message}", problem.hint)
        say(f"warning: {arguments.key} {problem.message}, as far as can be told")  # a guess forbids nothing
    file = env_file(arguments)
    for warning in file.document.set(arguments.key, text):
        say(f"warning: {warning}")
    result = save(arguments, file)
    say(f"{arguments.key} {'set' if result.written else 'has that value already'} in {result.path}")
    if result.written and variable is not None and variable.secret_class == "stateful":
        say(f"data that exists keeps the former one: launchdeck secrets rotate {arguments.key} changes both")
    if arguments.json:
        emit_saved(result, result.path)
    return 0


def save(arguments: Namespace, file: EnvFile) -> SaveResult:
    """Save on top of what others wrote; a key that they changed too is shown with its three values."""
    try:
        result = file.save_on_top()
    except EnvFileChanged as error:
        secret = judge(arguments)
        for row in error.collisions:
            was, mine, theirs = (_shown(text, secret=secret(row.name)) for text in (row.was, row.mine, row.theirs))
            say(f"{row.name}: it was {was}, you meant {mine}, and now it is {theirs}")
        raise
    for warning in result.warnings:
        say(f"warning: {warning}")
    return result


def _shown(text: str | None, *, secret: bool) -> str:
    """A value in a sentence, masked when it is a secret."""
    if text is None:
        return "not set"
    return mask(text) if secret else repr(text)


def judge(arguments: Namespace) -> Callable[[str], bool]:
    """Tells which names are secrets: the workspace's catalog, else the schema, else the name."""
    catalog = open_workspace(arguments).catalog if not arguments.file else load_catalog()

    def is_secret(name: str) -> bool:
        variable = catalog.get(name)
        return variable.secret if variable else infer_kind(name, "") == "secret"

    return is_secret


def env_unset(arguments: Namespace) -> int:
    """Remove a value; exit 1 when it was not set."""
    file = env_file(arguments)
    if not file.document.unset(arguments.key):
        raise LaunchdeckError(f"{arguments.key} is not set in {file.path}")
    result = save(arguments, file)
    say(f"{arguments.key} removed from {file.path}")
    if arguments.json:
        emit_saved(result, result.path)
    return 0
