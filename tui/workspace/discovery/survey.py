"""All that a folder's files say, read once when the folder is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tui.workspace.compose.environment import Resolution
from tui.workspace.compose.faults import Fault, distinct
from tui.workspace.compose.landings import Landing, by_name, landings
from tui.workspace.compose.loader import load_project
from tui.workspace.compose.project import Project
from tui.workspace.compose.scopes import read_env_file
from tui.workspace.discovery.examples import Examples, read_examples
from tui.workspace.discovery.folder import Folder
from tui.workspace.discovery.stated import ProjectFile
from tui.workspace.document import EnvDocument


@dataclass(slots=True)
class Survey:
    """What was found in a folder."""

    folder: Folder
    project: Project
    landings: Mapping[str, list[Landing]] = field(default_factory=dict)
    """Where each variable lands."""
    examples: Examples = field(default_factory=Examples)
    given: Mapping[str, str] = field(default_factory=dict)
    """What env files of services other than the configured one set, as it is written."""
    readers: Mapping[str, list[str]] = field(default_factory=dict)
    """The services that get a variable because their ``env_file`` has it."""
    whole_files: Mapping[str, Path] = field(default_factory=dict)
    """The services that get the configured file as a whole."""
    stated: ProjectFile = field(default_factory=ProjectFile)

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the files."""
        return distinct([*self.project.faults, *self.stated.faults, *self.examples.spec.faults])

    def services_of(self, name: str) -> list[str]:
        """The services that a variable matters to, in the order of the files."""
        found = [landing.service for landing in self.landings.get(name, ()) if landing.service]
        more = self.readers.get(name, [])
        wanted = {*found, *more}
        return [service for service in self.project.services if service in wanted]


def survey(folder: Folder, template: EnvDocument | None, env: EnvDocument) -> Survey:
    """Read the compose files, the examples and ``launchdeck.toml`` of a folder. Faults are kept, not raised."""
    values = env.values({})
    project = load_project(folder.files, values)
    found = Survey(folder, project, by_name(landings(project)))
    resolution = Resolution(project, values, {folder.env: env})
    files = dict(_service_files(resolution))
    found.whole_files = {name: folder.env for name, paths in files.items() if folder.env.resolve() in paths}
    documents = {path: document for path in _others(folder, files) if (document := read_env_file(path))}
    examples = [(folder.example, template, "")] if folder.example and template else []
    examples += [(path, document, _title(path)) for path in folder.more_examples if (document := read_env_file(path))]
    known = {path.resolve() for path, _, _ in examples}
    examples += [(path, document, _title(path)) for path, document in documents.items() if path not in known]
    found.examples = read_examples(examples)
    found.given = dict(_literals(documents.values()))
    found.readers = _readers(files, documents, folder.env.resolve(), env)
    if folder.project_file is not None:
        from tui.workspace.discovery.project_file import read_project_file  # noqa: PLC0415 - most projects have none

        found.stated = read_project_file(folder.project_file)
    return found


def _literals(documents: Iterable[EnvDocument]) -> Iterator[tuple[str, str]]:
    for document in documents:
        keys = document.keys()
        yield from ((key, text) for key in keys if (text := document.literal(key)))


def _service_files(resolution: Resolution) -> Iterator[tuple[str, list[Path]]]:
    for name, service in resolution.project.services.items():
        yield name, [resolution.path_of(entry).resolve() for entry in service.env_files]


def _others(folder: Folder, files: Mapping[str, list[Path]]) -> list[Path]:
    """The env files that services name, without the configured one."""
    named = dict.fromkeys(path for paths in files.values() for path in paths)
    return [path for path in named if path != folder.env.resolve()]


def _readers(
    files: Mapping[str, list[Path]], documents: Mapping[Path, EnvDocument], own: Path, env: EnvDocument
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for service, paths in files.items():
        for path in paths:
            document = env if path == own else documents.get(path)
            for key in document.keys() if document is not None else ():
                readers = found.setdefault(key, [])
                if service not in readers:
                    readers.append(service)
    return found


def _title(path: Path) -> str:
    """The heading for what a file of its own holds: its name without endings."""
    stem = path.name
    for ending in (".example", ".sample", ".template", ".dist", ".env"):
        stem = stem.removesuffix(ending)
    return stem.strip("._-").replace("-", " ").replace("_", " ").capitalize() or path.parent.name
