"""Reads a compose project: several files, ``extends``, ``include``, anchors, ``!reset`` and ``!override``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tui.workspace.compose.faults import Fault, distinct
from tui.workspace.compose.locate import ComposeFiles
from tui.workspace.compose.merge import cleaned, merged
from tui.workspace.compose.project import EnvFileEntry, Project, Scope, Service, lenient
from tui.workspace.compose.scopes import environment_of_scope
from tui.workspace.compose.text import Text, path_text
from tui.workspace.compose.tree import CannotReadError, Override, Reset, Tree, parse, read_text

SERVICES, INCLUDE, EXTENDS = Text("services"), Text("include"), Text("extends")
ENVIRONMENT, ENV_FILE, NAME = Text("environment"), Text("env_file"), Text("name")


def load_project(files: ComposeFiles, env: Mapping[str, str]) -> Project:
    """The project of these files; env is what paths and names in them may refer to.

    Nothing is raised for a file that cannot be followed: the project carries the faults, and what could be read.
    """
    directory = files.directory or Path()
    loader = _Loader(directory, env)
    scope = Scope(directory, files.env_files)
    loader.project.scope = scope
    tree: Tree = loader.files(files.paths, scope, ())
    project = loader.project
    services = tree.get(SERVICES)
    for name, service in (services if isinstance(services, dict) else {}).items():
        project.services[str(name)] = Service(str(name), service if isinstance(service, dict) else {})
    name = tree.get(NAME)
    project.name = name if isinstance(name, Text) else None
    project.faults = distinct(project.faults)
    return project


class _Loader:
    """Reads each file once."""

    def __init__(self, directory: Path, env: Mapping[str, str]) -> None:
        self.project = Project(directory)
        self._env = env
        self._documents: dict[Path, list[Tree]] = {}

    def files(self, paths: Sequence[Path], scope: Scope, included_by: tuple[Path, ...]) -> Tree:
        """Several files as one tree."""
        result: Tree = {}
        for path in paths:
            for document in self._read(path, scope):
                tree = _normal(document, scope.directory)
                tree = self._with_extends(tree, path, scope)
                tree = self._with_includes(tree, scope, (*included_by, path))
                result = merged(result, tree)
        return result

    def _read(self, path: Path, scope: Scope) -> list[Tree]:
        if path not in self._documents:
            self._documents[path] = []
            self.project.files.append(path)
            self.project.scopes[path] = scope
            try:
                text = read_text(path)
                try:
                    self._documents[path] = parse(path, text)
                except CannotReadError:
                    self.project.texts[path] = text
                    raise
            except CannotReadError as error:
                self.project.faults.append(error.fault)
            self.project.trees += self._documents[path]
        return self._documents[path]

    def _resolved(self, text: str, scope: Scope) -> str:
        return path_text(lenient(text, environment_of_scope(scope, self._env).get))

    # include

    def _with_includes(self, tree: Tree, scope: Scope, included_by: tuple[Path, ...]) -> Tree:
        entries = cleaned(tree.get(INCLUDE))
        rest = {key: value for key, value in tree.items() if key != INCLUDE}
        for entry in entries if isinstance(entries, list) else ():
            paths, inner = self._include(entry, scope)
            if not paths:
                continue
            if paths[0] in included_by:
                self._fault(entry, f"includes itself by way of {paths[0].name}")
                continue
            part = self.files(paths, inner, included_by)
            part.pop(NAME, None)
            rest = self._imported(rest, part)
        return rest

    def _include(self, entry: Any, scope: Scope) -> tuple[list[Path], Scope]:
        named = entry if isinstance(entry, dict) else {"path": entry}
        paths = [scope.directory / self._resolved(text, scope) for text in _texts(named.get("path"))]
        if not paths:
            return [], scope
        directory = named.get("project_directory")
        folder = scope.directory / self._resolved(directory, scope) if directory else paths[0].parent
        own = [scope.directory / self._resolved(text, scope) for text in _texts(named.get("env_file"))]
        return paths, Scope(folder, tuple(own or [folder / ".env"]), scope)

    def _imported(self, tree: Tree, part: Tree) -> Tree:
        ours, theirs = tree.get(SERVICES), part.get(SERVICES)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            for name in (name for name in ours if name in theirs):
                self._fault(name, f"the service {name} is defined here and in an included file")
        return merged(part, tree)

    # extends

    def _with_extends(self, tree: Tree, path: Path, scope: Scope) -> Tree:
        services = tree.get(SERVICES)
        if not isinstance(services, dict):
            return tree
        done = {name: self._extended(name, services, path, scope, ()) for name in services}
        return {**tree, SERVICES: done}

    def _extended(self, name: Text, services: Tree, path: Path, scope: Scope, seen: tuple[object, ...]) -> Any:
        service = services[name]
        if isinstance(service, Override) and isinstance(service.value, dict):
            inner = self._extended(name, {**services, name: service.value}, path, scope, seen)
            return Override(inner)
        if not isinstance(service, dict) or EXTENDS not in service:
            return service
        parent = cleaned(service[EXTENDS])
        own = {key: value for key, value in service.items() if key != EXTENDS}
        spot = (path, str(name))
        if spot in seen:
            self._fault(name, f"the service {name} extends itself")
            return own
        base = self._parent(parent, services, path, scope, (*seen, spot))
        return merged(base, own) if isinstance(base, dict) else own

    def _parent(self, parent: Any, services: Tree, path: Path, scope: Scope, seen: tuple[object, ...]) -> Any:
        named = parent if isinstance(parent, dict) else {"service": parent}
        name, file = named.get("service"), named.get("file")
        if not isinstance(name, Text):
            return None
        if file is not None:
            path = scope.directory / self._resolved(file, scope)
            scope = Scope(path.parent, scope.env_files, scope.outer)
            whole: Tree = {}
            for document in self._read(path, scope):
                whole = merged(whole, _normal(document, path.parent))
            found = whole.get(SERVICES)
            services = found if isinstance(found, dict) else {}
        if name not in services:
            if self._documents.get(path):
                self._fault(name, f"extends the service {name}, which {path.name} does not have")
            return None
        return cleaned(self._extended(name, services, path, scope, seen))

    def _fault(self, near: Any, message: str) -> None:
        text = next(iter(_texts(near.get("path") if isinstance(near, dict) else near)), None)
        place = getattr(text, "place", None)
        if place is not None:
            self.project.faults.append(Fault.at(place, message))
        else:
            self.project.faults.append(Fault(message, self.project.files[0]))


def _texts(value: Any) -> list[Text]:
    """A text or a list of texts, as a list."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, Text)]


def _normal(tree: Tree, directory: Path) -> Tree:
    """The tree with environment and env_file of each service in one shape."""
    services = tree.get(SERVICES)
    if not isinstance(services, dict):
        return dict(tree)
    return {**tree, SERVICES: {name: _normal_service(service, directory) for name, service in services.items()}}


def _normal_service(service: Any, directory: Path) -> Any:
    if isinstance(service, Override):
        return Override(_normal_service(service.value, directory))
    if not isinstance(service, dict):
        return service
    shaped = dict(service)
    if ENVIRONMENT in service:
        shaped[ENVIRONMENT] = _normal_environment(service[ENVIRONMENT])
    if ENV_FILE in service:
        shaped[ENV_FILE] = _normal_env_file(service[ENV_FILE], directory)
    return shaped


def _normal_environment(value: Any) -> Any:
    if isinstance(value, Override):
        return Override(_normal_environment(value.value))
    if not isinstance(value, list):
        return value
    result: Tree = {}
    for item in value:
        if isinstance(item, Text):
            name, equals, text = item.partition("=")
            result.pop(Text(name), None)
            result[Text.at(name, item.place)] = Text.at(text, item.place) if equals else None
    return result


def _normal_env_file(value: Any, directory: Path) -> Any:
    if isinstance(value, Override):
        return Override(_normal_env_file(value.value, directory))
    if isinstance(value, Reset):
        return value
    entries = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Text):
            entries.append(EnvFileEntry(item, directory))
        elif isinstance(item, dict) and isinstance(item.get("path"), Text):
            required, form = str(item.get("required", "true")), str(item.get("format", ""))
            entries.append(EnvFileEntry(item[Text("path")], directory, required == "true", form == "raw"))
    return entries
