"""The project itself: its name, who else claims it, the shell that overrides it, names that nobody sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.engine.compose.containers import FOLDER, PROJECT
from tui.engine.compose.preflight.context import Context
from tui.engine.protocol import Check

PANELS = {
    "io.portainer.": "Portainer",
    "coolify.": "Coolify",
    "com.dockge.": "Dockge",
    "io.casaos.": "CasaOS",
    "com.dokploy.": "Dokploy",
}
"""Managers by the prefix of the labels that they put on containers."""

_UNSET = re.compile(r'The \\?"(?P<name>\w+)\\?" variable is not set')


def name(context: Context) -> Iterator[Check]:
    """No other folder uses the project's name on this engine: its containers would be taken for orphans."""
    summaries = context.client.api.containers(all=True, filters={"label": f"{PROJECT}={context.model.project}"})
    folders = {(one.get("Labels") or {}).get(FOLDER, "") for one in summaries}
    others = sorted(folder for folder in folders if folder and folder != str(context.workspace.resolve()))
    if others:
        yield Check(
            "LD-PROJECT-NAME",
            "fail",
            f"the project name {context.model.project} is in use by {others[0]}",
            "Set COMPOSE_PROJECT_NAME to a name of its own, or open that folder",
        )
    else:
        yield Check("LD-PROJECT-NAME", "ok", f"the project name {context.model.project} is free or ours")


def panel(context: Context) -> Iterator[Check]:
    """Containers that another manager made have their settings there, not in this folder."""
    for one in context.client.api.containers(all=True, filters={"label": f"{PROJECT}={context.model.project}"}):
        labels = one.get("Labels") or {}
        whose = next((title for prefix, title in PANELS.items() for key in labels if key.startswith(prefix)), "")
        if whose:
            text = f"{whose} manages these containers and keeps its own copy of the settings"
            yield Check(
                "LD-PANEL", "warn", text, f"Change them in {whose}, or take the project over by removing it there"
            )
            return


def shell(context: Context) -> Iterator[Check]:
    """Names that the shell exports with another value; launches from here do not see them, others do."""
    differing = sorted(
        name
        for name, text in context.values.items()
        if name in context.environ and context.environ[name] != text and name not in {"PATH", "HOME", "LANG", "USER"}
    )
    if differing:
        yield Check(
            "LD-SHELL-OVERRIDE",
            "warn",
            f"this shell exports {', '.join(differing)} with another value than the file",
            "Launches from here use the file; docker compose itself would use the shell: unset them",
        )


def unset(context: Context) -> Iterator[Check]:
    """Names that the compose file uses without a default and that nobody sets."""
    names = sorted({found["name"] for line in context.project.warnings() if (found := _UNSET.search(line))})
    if names:
        yield Check(
            "LD-UNSET-VARIABLE",
            "warn",
            f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} not set and become empty",
            "Set them in .env, also to an empty value when that is meant",
        )


def schedulers(context: Context) -> Iterator[Check]:
    """One scheduler per deployment: two of them send every periodic task twice."""
    beats = [one for one in context.model.services.values() if one.environment.get("MODE") == "beat"]
    count = sum(one.replicas for one in beats)
    if count > 1:
        text = f"{count} schedulers would run ({', '.join(one.name for one in beats)})"
        yield Check("LD-BEAT-COUNT", "fail", text, "Keep one service of MODE=beat with one container")


def log_limits(context: Context) -> Iterator[Check]:
    """Logs without a limit fill the disk in the end."""
    free = [one.name for one in context.model.services.values() if not one.log_is_bounded]
    if free:
        named = ", ".join(free[:4]) + (f" and {len(free) - 4} more" if len(free) > 4 else "")
        yield Check("LD-LOG-DRIVER", "warn", f"the logs of {named} grow without limit", "Set logging.options.max-size")
