"""What each service receives: env files in order, then ``environment``, references replaced as Compose does it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tui.workspace.compose.faults import Fault
from tui.workspace.compose.project import PROJECT_NAME, EnvFileEntry, Project, Scope, Service, place_of
from tui.workspace.compose.scopes import environment_of_scope, read_env_file
from tui.workspace.compose.text import Place, Text, path_text
from tui.workspace.document import EnvDocument
from tui.workspace.interpolation import InterpolationError, interpolate, interpolate_as_python


class Source(StrEnum):
    """What hands a variable to a service."""

    ENV_FILE = "env_file"
    ENVIRONMENT = "environment"


class Layer(NamedTuple):
    """One of the places that give a variable to a service."""

    source: Source
    place: Place | None
    literal: str | None
    """As it is written; None for a name that is passed through."""
    value: str | None
    """What it is resolved to; None when the service gets no value."""


Layers = dict[str, list[Layer]]
"""By variable, the weakest first: the last one wins."""


class Resolution:
    """A project with values."""

    def __init__(
        self, project: Project, env: Mapping[str, str], documents: Mapping[Path, EnvDocument] | None = None
    ) -> None:
        self.project = project
        self._env = dict(env)
        self._documents = {path.resolve(): document for path, document in (documents or {}).items()}
        self._scopes: dict[Scope | None, dict[str, str]] = {}
        self.faults: list[Fault] = []
        """What Compose would refuse for these values: a required one is missing, an env file is not there."""

    @cached_property
    def env(self) -> dict[str, str]:
        """The values that references of the project's own files see."""
        seen = environment_of_scope(self.project.scope, self._env)
        return {**seen, PROJECT_NAME: self.project.name_in(seen)}

    def text(self, text: str) -> str:
        """A text of a compose file with its references replaced."""
        if "$" not in text:
            return str(text)
        place = getattr(text, "place", None)
        lookup = self._env_of(place.file if place else None).get
        try:
            return interpolate(text, lookup)
        except InterpolationError as error:
            if place is not None:
                self.faults.append(Fault.at(place, error.message))
            return interpolate_as_python(text, lookup)

    def service(self, name: str) -> dict[str, str]:
        """The environment of a service. A variable without a value is left out, as a container leaves it out."""
        return {key: layers[-1].value for key, layers in self.layers(name).items() if layers[-1].value is not None}

    def layers(self, name: str, only: Collection[str] | None = None) -> Layers:
        """Each variable of a service with all the places that give it; with only, at least those."""
        service = self.project.services[name]
        # References inside env files may name any variable of the environment.
        asked = None if service.env_files else only
        own = {
            str(key): self._own(key, text) for key, text in service.environment.items() if asked is None or key in asked
        }
        result = self._from_files(service, own)
        for key, layer in own.items():
            result.setdefault(key, []).append(layer)
        return result

    def _own(self, key: Text, text: Text | None) -> Layer:
        value = self.env.get(key) if text is None else self.text(text)
        return Layer(Source.ENVIRONMENT, place_of(text, key), None if text is None else str(text), value)

    def _from_files(self, service: Service, own: Mapping[str, Layer]) -> Layers:
        result: Layers = {}
        given = {key: layer.value for key, layer in own.items() if layer.value is not None}
        seen = {**given, **self.env}
        values: dict[str, str] = {}
        for entry in service.env_files:
            path = self.path_of(entry)
            document = self._documents.get(path.resolve()) or read_env_file(path)
            if document is None:
                if entry.required:
                    self.faults.append(
                        Fault.at(entry.path.place, f"the env file {path.name} of {service.name} is missing")
                    )
                continue
            read = read_raw(document, seen) if entry.raw else document.views.as_env_file(seen, values)
            for key, value in read.items():
                if key:
                    place = Place(path, document.line_of(key) or 1)
                    literal = document.literal(key)
                    result.setdefault(key, []).append(Layer(Source.ENV_FILE, place, literal, value))
            values |= read
        return result

    def path_of(self, entry: EnvFileEntry) -> Path:
        """Where the file of an ``env_file`` line lies."""
        return entry.base / path_text(self.text(entry.path))

    def _env_of(self, file: Path | None) -> dict[str, str]:
        scope = self.project.scopes.get(file, self.project.scope) if file else self.project.scope
        if scope is self.project.scope:
            return self.env
        if scope not in self._scopes:
            seen = environment_of_scope(scope, self.env)
            self._scopes[scope] = {**seen, PROJECT_NAME: self.env[PROJECT_NAME]}
        return self._scopes[scope]


def read_raw(document: EnvDocument, env: Mapping[str, str]) -> dict[str, str]:
    """An env file in the raw format: everything behind the first equal sign, as it is."""
    values: dict[str, str] = {}
    for line in document.views.text.removeprefix("\ufeff").split("\n"):
        key, equals, text = line.removesuffix("\r").lstrip().partition("=")
        if not key or key.startswith("#"):
            continue
        if equals:
            values[key] = text
        elif key in env:
            values[key] = env[key]
    return values
