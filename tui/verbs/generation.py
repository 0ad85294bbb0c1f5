"""``secrets generate``: new secrets in place of those that are missing or that everybody knows."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping

from schemas.catalog import Variable
from schemas.errors import LaunchdeckError, UsageError
from schemas.secrets import generate, is_insecure
from tui.verbs.common import emit_saved, open_workspace, say
from tui.workspace.initial import generated_secrets
from tui.workspace.rotating import follow
from tui.workspace.states import LAUNCH_RECORD, LOCAL_LAUNCH_RECORD
from tui.workspace.workspace import Workspace


def generate_secrets(arguments: Namespace) -> int:
    """Generate the named secrets, else all that this deployment uses and that are missing or well known."""
    workspace = open_workspace(arguments)
    given = workspace.document.values({})
    fresh = _named(arguments, workspace, given) if arguments.keys else _all(workspace, given)
    if not fresh:
        say("no secret is missing or well known")
        if arguments.json:
            emit_saved(None, workspace.env_path)
        return 0
    workspace.set_all("generate secrets", fresh)
    follow(workspace)
    result = workspace.save()
    say(f"{', '.join(fresh)} generated in {result.path}")
    if arguments.json:
        emit_saved(result, result.path)
    return 0


def _all(workspace: Workspace, given: Mapping[str, str]) -> dict[str, str]:
    """Those that are missing or well known; after a launch only those that no data depends on."""
    known = {name: variable for name in given if (variable := workspace.catalog.get(name)) is not None}
    weak = {name for name, variable in known.items() if not given[name] or is_insecure(variable, given[name])}
    kept = [name for name in weak if given[name] and _data_depends_on(workspace, known[name])]
    for name in sorted(kept):
        say(f"{name} stays: it was launched, and data that exists keeps it; launchdeck secrets rotate {name}")
    strong = {name: text for name, text in given.items() if name not in weak or name in kept}
    return generated_secrets(workspace.catalog, strong, present=given)


def _data_depends_on(workspace: Workspace, variable: Variable) -> bool:
    """True for what a launch may have written into a volume; of another product nobody knows, so that all may."""
    launched = any((workspace.root / record).exists() for record in (LAUNCH_RECORD, LOCAL_LAUNCH_RECORD))
    return launched and (variable.discovered or variable.secret_class in {"frozen", "stateful"})


def _named(arguments: Namespace, workspace: Workspace, given: Mapping[str, str]) -> dict[str, str]:
    """New texts for the secrets that were named. Raises LaunchdeckError for one that has a good value."""
    fresh: dict[str, str] = {}
    for name in arguments.keys:
        variable = workspace.catalog.get(name)
        if variable is None or variable.generator is None:
            raise UsageError(f"{name} is not a secret that can be generated")
        good = given.get(name) and not is_insecure(variable, given[name])
        if good and not arguments.rotate:
            raise LaunchdeckError(f"{name} has a good value already", "--rotate replaces it")
        kept = variable.secret_class in {"frozen", "stateful"}
        if kept and (good or (given.get(name) and _data_depends_on(workspace, variable))):
            raise LaunchdeckError(
                f"{name} is {variable.secret_class}: stored data depends on it",
                f"launchdeck secrets rotate {name} changes it in the data too"
                if variable.secret_class == "stateful"
                else "set it with launchdeck env set only when there is no data yet",
            )
        fresh[name] = generate(variable)
        fresh |= {v.name: fresh[name] for v in workspace.catalog if v.secret_class == "shared" and name in v.linked}
    return fresh
