"""What Compose itself reads from an env file: one ``config`` call for all keys, in both of its ways to read one.

No engine is needed for it and no value stands in an argument. A Compose that is missing or does not work says
nothing; one that works and refuses the file does.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.workspace.document import EnvDocument
from tui.workspace.statements import readable

PROGRAM_VARIABLE = "LAUNCHDECK_COMPOSE"
"""Names the program to use as Compose; when it is empty, Compose is not asked."""
PATIENCE_SECONDS = 20.0
"""A Compose that needs longer is left out of the check."""

_REFERABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HANDED_ON = ("PATH", "HOME", "DOCKER_CONFIG", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class ComposeReading:
    """What Compose takes every key of a file for."""

    interpolated: Mapping[str, str]
    """As ``${KEY}``, with the file as the project's env file."""
    env_file: Mapping[str, str]
    """As a service that names the file as its ``env_file`` gets it."""


class ComposeRefusedError(Exception):
    """Compose works and does not take this file."""


def compose_command() -> tuple[str, ...] | None:
    """The program to ask; None when there is none, or none is to be asked."""
    named = os.environ.get(PROGRAM_VARIABLE)
    if named is not None:
        found = shutil.which(named) if named else None
        return (found,) if found else None
    docker = shutil.which("docker")
    return (docker, "compose") if docker else None


def read_by_compose(path: Path, keys: Sequence[str], *, control: Path | None = None) -> ComposeReading | None:
    """Ask Compose; None when it cannot be asked.

    Args:
        path: the env file.
        keys: those that are asked for as ``${KEY}``.
        control: a file that Compose takes if it works at all; an empty one without it.

    Raises:
        ComposeRefusedError: it takes the control and not this file.
    """
    command = compose_command()
    if command is None:
        return None
    services = _config(command, path, keys)
    if services is not None:
        asked = _environment(services, "interpolated")
        return ComposeReading(
            {key: asked.get(f"K{n}", "") for n, key in enumerate(keys)}, _environment(services, "file")
        )
    if _config(command, control or Path(os.devnull), []) is None:
        return None
    raise ComposeRefusedError


def misread_keys(
    path: Path, document: EnvDocument, edited: Collection[str] = (), *, former: Path | None = None
) -> list[str]:
    """The keys of a document that Compose reads otherwise from the file; none when it cannot be asked.

    All keys are asked for as the file's own, which is cheap; as ``${KEY}`` those that were edited and those with a
    dollar, for which alone the two ways can differ. A file that our own reader knows to be refused is not asked
    about, and one whose former content Compose refused as well is no worse than it was.

    Raises:
        ComposeRefusedError: as :func:`read_by_compose`.
    """
    views = document.views
    if views.compose.error is not None or views.refusals():
        return []
    meant = {key: readable(value) for key, value in views.values().items()}
    asked = (key for key, at in views.assigned.items() if key in edited or "$" in at.literal)
    reading = read_by_compose(
        path, [key for key in asked if key in meant and _REFERABLE.fullmatch(key)], control=former
    )
    if reading is None:
        return []
    given = {key: readable(value) for key, value in views.as_env_file(views.values()).items() if key}
    wrong = {key for key, value in reading.interpolated.items() if meant[key] != value}
    wrong |= {key for key in given.keys() | reading.env_file.keys() if given.get(key) != reading.env_file.get(key)}
    return sorted(wrong)


def _config(command: Sequence[str], path: Path, keys: Sequence[str]) -> dict[str, Any] | None:
    """The services of a project made for the question; None when the call fails."""
    interpolated = {f"K{number}": f"${{{key}}}" for number, key in enumerate(keys)}
    model = {
        "name": "launchdeck-check",
        "services": {
            "interpolated": {"image": "none", "environment": interpolated},
            "file": {"image": "none", "env_file": [str(path).replace("$", "$$")]},
        },
    }
    folder = str(path.parent)
    # Named here, so that no COMPOSE_ variable of the file itself decides.
    arguments = ["--project-directory", folder, "--project-name", "launchdeck-check", "--env-file", str(path)]
    arguments += ["-f", "-", "config", "--format", "json"]
    try:
        done = subprocess.run(
            [*command, *arguments],
            input=json.dumps(model).encode(),
            capture_output=True,
            cwd=folder,
            env={name: os.environ[name] for name in _HANDED_ON if name in os.environ},
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        services = json.loads(done.stdout.decode("utf-8", "replace"))["services"] if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, ValueError, LookupError, TypeError):
        return None
    return services if isinstance(services, dict) else None


def _environment(services: Mapping[str, Any], name: str) -> dict[str, str]:
    """The environment of a service; Compose writes each dollar twice there, and a key without a value as null."""
    given = services.get(name, {}).get("environment") or {}
    return {key: value.replace("$$", "$") for key, value in given.items() if value is not None and key}
