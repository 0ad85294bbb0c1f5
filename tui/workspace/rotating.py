"""Rotating a password in a running deployment, as far as the file goes: a new one, and where it has to be written."""

from __future__ import annotations

from dataclasses import replace

from schemas.catalog import Generator, SecretClass
from schemas.derived import DERIVED, derive
from schemas.secrets import generate
from tui.workspace.workspace import Workspace

STATEFUL: SecretClass = "stateful"
SHARED: SecretClass = "shared"
_PLAIN = Generator(alphabet="alphanumeric", length=32)
"""Where base64 would do otherwise: its signs mean something in URLs and shells (FIELD 1.4)."""


def new_text(workspace: Workspace, key: str) -> str:
    """A strong new password that no shell, URL or configuration file reads in another way."""
    variable = workspace.catalog[key]
    if variable.generator is not None and variable.generator.alphabet != "base64":
        return generate(variable)
    return generate(replace(variable, generator=_PLAIN))


def is_kept_in_data(workspace: Workspace, key: str) -> bool:
    """Whether a service keeps the password in its data, so that the file alone must not change it."""
    variable = workspace.catalog.get(key)
    return variable is not None and variable.secret_class == STATEFUL


def partners(workspace: Workspace, key: str) -> list[str]:
    """The variables that have to be equal to it."""
    return [one.name for one in workspace.catalog if one.secret_class == SHARED and key in one.linked]


def write_rotated(workspace: Workspace, key: str, text: str) -> None:
    """Write the password, its partners that have to be equal and what is made from them, over the file as it is now.

    Unsaved edits of the workspace are neither written nor touched. Raises as :meth:`Workspace.save` does.
    """
    fresh = workspace.reopened()
    fresh.set_all(f"rotate {key}", dict.fromkeys([key, *partners(fresh, key)], text))
    follow(fresh)
    fresh.save()


def follow(workspace: Workspace) -> None:
    """Bring derived variables that the file sets in line with the new secrets."""
    for name in DERIVED:
        text = derive(name, workspace.values())
        current = workspace.text(name)
        if text and name in workspace.catalog and workspace.catalog[name].secret and current != text:
            workspace.set(name, text)
