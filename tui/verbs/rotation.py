"""``secrets rotate``: a password that lives in a service's data, changed everywhere or nowhere."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from schemas.errors import UsageError
from tui.verbs.common import engine_of, narrate, open_workspace, say
from tui.verbs.env import new_value
from tui.workspace.rotating import new_text, write_rotated


def rotate(arguments: Namespace) -> int:
    """Change a password inside its service, in the file and in the services that read it."""
    workspace = open_workspace(arguments)
    key = arguments.key
    if key not in workspace.catalog and key not in workspace.document:
        from schemas.kinds import nearest

        raise UsageError(f"{key} is not a variable of this workspace", nearest(key, list(workspace.catalog.names())))
    new = new_value(arguments) if arguments.ask or arguments.value_file is not None else new_text(workspace, key)
    write = partial(write_rotated, workspace, key)
    code = narrate(engine_of(arguments).rotate(key, new, write), as_json=arguments.json)
    if not code:
        say(f"{key} is changed in the service and in {workspace.env_path}")
    return code
