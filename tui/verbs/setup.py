"""``new`` and ``init``: from nothing to a workspace with an .env."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from schemas.errors import LaunchdeckError, UsageError
from tui.verbs.common import emit_json, emit_saved, open_workspace, say


def new(arguments: Namespace) -> int:
    """Copy the bundled workspace to a new folder."""
    from tui.workspace.bundled import copy_bundled

    files = copy_bundled(arguments.target)
    if arguments.json:
        emit_json({"folder": str(arguments.target), "files": [path.as_posix() for path in files]})
    say(f"{len(files)} files in {arguments.target}. Next: launchdeck -C {arguments.target}")
    return 0


def parse_assignments(texts: Sequence[str], option: str = "--set") -> dict[str, str]:
    """KEY=VALUE arguments of an option. Raises UsageError for one that is none."""
    found: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.isidentifier():
            raise UsageError(f"{option} takes KEY=VALUE", "secrets are better set with launchdeck env set KEY")
        found[key] = value
    return found


def init(arguments: Namespace) -> int:
    """Write the workspace's .env."""
    from schemas.kinds import check_value
    from tui.workspace.initial import initial_values, knows_images
    from tui.workspace.printable import counted
    from tui.workspace.selection import View, selected

    workspace = open_workspace(arguments)
    if workspace.has_env and not arguments.force:
        raise LaunchdeckError(
            f"{workspace.env_path} exists", "--force replaces it and keeps the former one in the history"
        )
    if arguments.image != "dify" and not knows_images(workspace.survey):
        raise UsageError(
            f"the compose file of {workspace.root} has no variable for the image", "leave --image out in this folder"
        )
    chosen = parse_assignments(arguments.chosen)
    for name, text in chosen.items():
        variable = workspace.catalog.get(name)
        if variable is None:
            from schemas.kinds import nearest

            raise UsageError(
                f"{name} is not a variable of this workspace", nearest(name, list(workspace.catalog.names()))
            )
        if problem := check_value(variable, text):
            raise UsageError(f"{name} {problem.message}", problem.hint)
    values = initial_values(workspace.catalog, {"profile": arguments.profile, "image": arguments.image}, chosen)
    workspace.start_file(values, full=arguments.full)
    result = workspace.save()
    secrets = [name for name in values if workspace.is_secret(name) and name not in chosen]
    variables = counted(len(workspace.document.keys()), "variable")
    say(f"{result.path} written: {variables}, {counted(len(secrets), 'secret')} generated")
    if missing := [name for name in selected(workspace, View.REQUIRED) if not workspace.effective(name)]:
        say(f"still without a value: {', '.join(missing)}; launchdeck env set {missing[0]}")
    if arguments.json:
        emit_saved(result, result.path, generated=secrets, missing=missing)
    return 0
