"""A compose project as it is written: its files merged into services, no reference replaced yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tui.workspace.compose.faults import Fault
from tui.workspace.compose.text import Place, Text
from tui.workspace.compose.tree import Tree
from tui.workspace.interpolation import InterpolationError, interpolate

PROJECT_NAME = "COMPOSE_PROJECT_NAME"
"""Set by Compose itself, so that files can refer to it."""


class EnvFileEntry(NamedTuple):
    """One line of a service's ``env_file``."""

    path: Text
    """As it is written."""
    base: Path
    """The folder that a relative path starts from."""
    required: bool = True
    """False when the file may be missing."""
    raw: bool = False
    """True for ``format: raw``: no quotes, no references."""


class Scope(NamedTuple):
    """What references in a file are resolved with: an included file brings an env file of its own."""

    directory: Path
    env_files: tuple[Path, ...] = ()
    """They add what the outer scope does not set."""
    outer: Scope | None = None


class Service(NamedTuple):
    """One service, all files merged."""

    name: str
    tree: Tree
    """Everything but the two below in plain shapes, ``environment`` as a mapping."""

    @property
    def env_files(self) -> list[EnvFileEntry]:
        """The env files, the last one wins."""
        found: dict[tuple[str, Path], EnvFileEntry] = {}
        for entry in self.tree.get(Text("env_file")) or ():
            if isinstance(entry, EnvFileEntry):
                found[str(entry.path), entry.base] = entry
        return list(found.values())

    @property
    def environment(self) -> Mapping[Text, Text | None]:
        """The ``environment``: None for a name that is passed through."""
        found = self.tree.get(Text("environment"))
        return found if isinstance(found, dict) else {}

    @property
    def profiles(self) -> list[str]:
        """The profiles that start it; empty for a service that always starts."""
        found = self.tree.get(Text("profiles"))
        return [str(item) for item in found] if isinstance(found, list) else []


@dataclass(slots=True)
class Project:
    """A project without its values. :mod:`tui.workspace.compose.environment` puts values in."""

    directory: Path
    files: list[Path] = field(default_factory=list)
    """Every file that was read, included and extended ones too."""
    services: dict[str, Service] = field(default_factory=dict)
    name: Text | None = None
    faults: list[Fault] = field(default_factory=list)
    scope: Scope | None = None
    """The project's own."""
    scopes: dict[Path, Scope] = field(default_factory=dict)
    """By file."""
    trees: list[Tree] = field(default_factory=list)
    """The files as they are written, before the merge."""
    texts: dict[Path, str] = field(default_factory=dict)
    """The text of the files that could not be parsed."""

    def name_in(self, env: Mapping[str, str]) -> str:
        """The project's name as Compose works it out of the env file, the files and the folder."""
        given = env.get(PROJECT_NAME)
        if not given and self.name is not None:
            given = lenient(self.name, env.get)
        return given or re.sub(r"[^a-z0-9_-]", "", self.directory.resolve().name.lower()).lstrip("_-")


def lenient(text: str, lookup: Callable[[str], str | None]) -> str:
    """The text with its references replaced; as it is written when Compose would refuse it."""
    try:
        return interpolate(text, lookup)
    except InterpolationError:
        return text


def walk(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Every text below a value, with the keys that lead there; a list counts its items."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, str(key)))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from walk(item, (*path, str(number)))
    elif isinstance(value, EnvFileEntry):
        yield path, value.path
    elif (inner := getattr(value, "value", None)) is not None:
        yield from walk(inner, path)


def place_of(text: str | None, fallback: str) -> Place | None:
    """Where a value stands; a value without a text of its own stands where its key does."""
    for candidate in (text, fallback):
        if isinstance(candidate, Text):
            return getattr(candidate, "place", None)
    return None
