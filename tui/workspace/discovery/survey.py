"""All that a folder's files say, read once when the folder is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from schemas.errors import LaunchdeckError
from tui.workspace.bundled import bundled_workspace
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
class Model:
    """What the compose files say, with the env files that they name."""

    project: Project
    landings: Mapping[str, list[Landing]] = field(default_factory=dict)
    documents: Mapping[Path, EnvDocument] = field(default_factory=dict)
    """The env files of services, without the configured one."""
    readers: Mapping[str, list[str]] = field(default_factory=dict)
    whole_files: frozenset[str] = frozenset()


class Survey:
    """What was found in a folder."""

    def __init__(self, folder: Folder, env: EnvDocument | None = None) -> None:
        self.folder = folder
        self._env = env if env is not None else EnvDocument()
        self.examples = Examples()
        self.stated = ProjectFile()
        self.shipped = _is_shipped(folder)
        """True when the compose files are those that come with the program: all about them is known unread."""

    @cached_property
    def model(self) -> Model:
        """The compose files, read when they are first asked for."""
        if not self.folder.compose:
            return Model(Project(self.folder.root))
        return _model(self.folder, self._env)

    @property
    def project(self) -> Project:
        """The compose project."""
        return self.model.project

    @property
    def landings(self) -> Mapping[str, list[Landing]]:
        """Where each variable lands."""
        return self.model.landings

    @property
    def readers(self) -> Mapping[str, list[str]]:
        """The services that get a variable because their ``env_file`` has it."""
        return self.model.readers

    @property
    def whole_files(self) -> frozenset[str]:
        """The services that get the configured file as a whole."""
        return self.model.whole_files

    @cached_property
    def given(self) -> Mapping[str, str]:
        """What env files of services other than the configured one set, as it is written."""
        return dict(_literals(self.model.documents.values()))

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the files."""
        return distinct([*self.project.faults, *self.stated.faults, *self.examples.spec.faults])

    def services_of(self, name: str) -> list[str]:
        """The services that a variable matters to, in the order of the files."""
        found = [landing.service for landing in self.landings.get(name, ()) if landing.service]
        wanted = {*found, *self.readers.get(name, [])}
        return [service for service in self.project.services if service in wanted]


def survey(folder: Folder, template: EnvDocument | None, env: EnvDocument) -> Survey:
    """Read the compose files, the examples and ``launchdeck.toml`` of a folder. Faults are kept, not raised."""
    found = Survey(folder, env)
    documents = {} if found.shipped else found.model.documents
    examples = [(folder.example, template, "")] if folder.example and template else []
    examples += [(path, document, _title(path)) for path in folder.more_examples if (document := read_env_file(path))]
    known = {path.resolve() for path, _, _ in examples}
    examples += [(path, document, _title(path)) for path, document in documents.items() if path not in known]
    found.examples = read_examples(examples)
    if folder.project_file is not None:
        from tui.workspace.discovery.project_file import read_project_file  # noqa: PLC0415 - most projects have none

        found.stated = read_project_file(folder.project_file)
    return found


def _is_shipped(folder: Folder) -> bool:
    """True for a folder whose compose files are, byte for byte, those that come with the program."""
    if not folder.compose or folder.example is None:
        return False
    try:
        ours = bundled_workspace()
        return all((ours / path.name).read_bytes() == path.read_bytes() for path in folder.compose)
    except (OSError, LaunchdeckError):
        return False


def _model(folder: Folder, env: EnvDocument) -> Model:
    values = env.values({})
    project = load_project(folder.files, values)
    files = dict(_service_files(Resolution(project, values, {folder.env: env})))
    documents = {path: document for path in _others(folder, files) if (document := read_env_file(path))}
    own = folder.env.resolve()
    whole = frozenset(name for name, paths in files.items() if own in paths)
    return Model(project, by_name(landings(project)), documents, _readers(files, documents, own, env), whole)


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
