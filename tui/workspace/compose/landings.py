"""Where the variables of a project land: image tags, published ports, addresses, commands, environments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tui.workspace.compose.project import Project, walk
from tui.workspace.compose.text import Place, Text
from tui.workspace.compose.tree import Tree
from tui.workspace.interpolation import Reference, parse_references

PASSED = Reference("")
"""Stands for the reference that an entry such as ``- KEY`` makes without writing one."""


_NAMING = frozenset({"secrets", "configs"})
"""Their ``environment`` is the name of a variable."""


class Where(StrEnum):
    """The kind of a place in a compose file."""

    IMAGE = "image"
    IMAGE_TAG = "image tag"
    PUBLISHED_PORT = "published port"
    PORT = "port"
    VOLUME = "volume path"
    COMMAND = "command"
    HEALTHCHECK = "health check"
    ENVIRONMENT = "environment"
    PASSED = "passed through"
    OTHER = "setting"


class Landing(NamedTuple):
    """One place that a variable lands in."""

    name: str
    reference: Reference
    where: Where
    service: str
    """Empty outside of services."""
    key: str
    """The variable of the service's environment, or the path of keys within the service."""
    text: str
    """The whole text that holds the reference, as it is written."""
    place: Place | None = None

    @property
    def whole(self) -> bool:
        """True when the text is nothing but the reference."""
        return self.reference is PASSED or (self.reference.start == 0 and self.reference.end == len(self.text))

    @property
    def is_url(self) -> bool:
        """True when it becomes a part of an address."""
        return "://" in self.text and not self.whole

    def says(self) -> str:
        """The place for people: 'published port of web'."""
        if self.where is Where.ENVIRONMENT:
            what = f"{'address ' if self.is_url else ''}{self.key}"
        elif self.where is Where.PASSED:
            what = "environment"
        else:
            what = (self.key or "the file") if self.where is Where.OTHER else str(self.where)
        return f"{what} of {self.service}" if self.service else what


Spot = tuple[int, int, int]
"""A place in short, for sets."""

ENVIRONMENT = Text("environment")


def _spot(place: Place) -> Spot:
    return id(place.file), place.line, place.column


def landings(project: Project) -> list[Landing]:
    """Every place that a variable lands in: those of the merged services first, then what else the files name."""
    found: list[Landing] = []
    seen: set[Spot] = set()
    parsed: dict[str, tuple[Reference, ...]] = {}

    def references(text: str) -> tuple[Reference, ...]:
        if text not in parsed:
            parsed[text] = tuple(parse_references(text))
        return parsed[text]

    for service in project.services.values():
        name = service.name
        for key, value in service.environment.items():
            if value is None:
                found.append(Landing(key, PASSED, Where.PASSED, name, key, "", getattr(key, "place", None)))
            elif isinstance(value, Text) and "$" in value:
                seen.add(_spot(value.place))
                for reference in references(value):
                    found.append(Landing(reference.name, reference, Where.ENVIRONMENT, name, key, value, value.place))
        for path, text in walk({key: value for key, value in service.tree.items() if key != ENVIRONMENT}):
            if "$" in text:
                seen.add(_spot(text.place))
                for reference in references(text):
                    where = _where(path, text, reference)
                    found.append(Landing(reference.name, reference, where, name, ".".join(path), text, text.place))
        for argument in _build_arguments(service.tree):
            found.append(Landing(argument, PASSED, Where.OTHER, name, "build.args", "", argument.place))
    found += _elsewhere(project, seen)
    for file, whole in project.texts.items():
        found += scan_text(file, whole)
    return found


def _elsewhere(project: Project, seen: set[Spot]) -> Iterator[Landing]:
    """What is named outside of services, or where a later file replaced it."""
    for tree in project.trees:
        for path, text in walk(tree):
            if path[0] in _NAMING and path[2:] == ("environment",):
                yield Landing(str(text), PASSED, Where.OTHER, "", ".".join(path[:2]), "", text.place)
            elif "$" in text and (spot := _spot(text.place)) not in seen:
                seen.add(spot)
                for reference in parse_references(text):
                    yield Landing(reference.name, reference, Where.OTHER, "", ".".join(path), text, text.place)


def _build_arguments(tree: Tree) -> Iterator[Text]:
    """The build arguments that are passed through, as ``- KEY``."""
    build = tree.get(Text("build"))
    arguments = build.get(Text("args")) if isinstance(build, dict) else None
    if isinstance(arguments, dict):
        yield from (key for key, value in arguments.items() if value is None)
    elif isinstance(arguments, list):
        yield from (item for item in arguments if isinstance(item, Text) and "=" not in item)


def scan_text(file: Path, whole: str) -> Iterator[Landing]:
    """The references of a file that is no YAML, or that nothing here can parse: line by line, comments left out."""
    for number, line in enumerate(whole.splitlines(), start=1):
        if "$" in line and not line.lstrip().startswith("#"):
            for reference in parse_references(line.strip()):
                yield Landing(reference.name, reference, Where.OTHER, "", "", line.strip(), Place(file, number))


def by_name(found: Iterable[Landing]) -> dict[str, list[Landing]]:
    """The places of each variable."""
    result: dict[str, list[Landing]] = {}
    for landing in found:
        result.setdefault(landing.name, []).append(landing)
    return result


def _where(path: tuple[str, ...], text: Text, reference: Reference) -> Where:
    before = text[: reference.start]
    match path[0]:
        case "image":
            return Where.IMAGE_TAG if re.search(r":[^/]*$", before) else Where.IMAGE
        case "command" | "entrypoint":
            return Where.COMMAND
        case "healthcheck":
            return Where.HEALTHCHECK if path[1:2] == ("test",) else Where.OTHER
        case "ports":
            return _port(path, text, before, reference)
        case "volumes":
            target = path[2:3] not in {(), ("source",)} or (path[2:3] == () and ":" in before)
            return Where.OTHER if target else Where.VOLUME
        case _:
            return Where.OTHER


def _port(path: tuple[str, ...], text: str, before: str, reference: Reference) -> Where:
    """The long form says which port it is; in the short one the last part is the container's."""
    if len(path) > 2:
        return {"published": Where.PUBLISHED_PORT, "target": Where.PORT}.get(path[2], Where.OTHER)
    behind = text[reference.end :]
    if ":" not in behind:
        return Where.PORT if ":" in before else Where.OTHER
    # An address of the host stands before two colons: 127.0.0.1:8080:80.
    return Where.OTHER if behind.count(":") > 1 else Where.PUBLISHED_PORT
