"""``secrets rotate``: a password that lives in a service's data, changed everywhere or nowhere."""

from __future__ import annotations

from argparse import Namespace

from schemas.errors import UsageError
from tui.verbs.check import follow
from tui.verbs.common import engine_of, narrate, open_workspace, say
from tui.verbs.env import new_value
from tui.workspace.workspace import Workspace


def rotate(arguments: Namespace) -> int:
    """Change a password inside its service, in the file and in the services that read it."""
    workspace = open_workspace(arguments)
    key = arguments.key
    if key not in workspace.catalog and key not in workspace.document:
        from schemas.kinds import nearest

        raise UsageError(f"{key} is not a variable of this workspace", nearest(key, list(workspace.catalog.names())))
    new = new_value(arguments) if arguments.ask or arguments.value_file is not None else _generated(workspace, key)

    def write(text: str) -> None:
        fresh = open_workspace(arguments)
        fresh.set_all(f"rotate {key}", {key: text, **_shared(fresh, key, text)})
        follow(fresh)
        fresh.save()

    code = narrate(engine_of(arguments).rotate(key, new, write), as_json=arguments.json)
    if not code:
        say(f"{key} is changed in the service and in {workspace.env_path}")
    return code


def _generated(workspace: Workspace, key: str) -> str:
    from schemas.catalog import Generator
    from schemas.secrets import generate

    variable = workspace.catalog[key]
    if variable.generator is not None and variable.generator.alphabet != "base64":
        return generate(variable)
    from dataclasses import replace

    return generate(replace(variable, generator=Generator(alphabet="alphanumeric", length=32)))


def _shared(workspace: Workspace, key: str, text: str) -> dict[str, str]:
    """The variables that have to be equal to it."""
    return {v.name: text for v in workspace.catalog if v.secret_class == "shared" and key in v.linked}
