"""What the files of a folder and the operator's shell tell beside the rules: findings about the project itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from schemas.catalog import Catalog
from schemas.derived import UNDECLARED
from schemas.rules.base import Diagnostic, Severity, Values, declared, unset
from schemas.secrets import mask
from tui.engine.shell import scrubbed
from tui.workspace.compose.environment import Resolution
from tui.workspace.compose.landings import PASSED, Landing
from tui.workspace.compose.locate import FILES_VARIABLE
from tui.workspace.compose.scopes import read_env_file
from tui.workspace.discovery.catalog import SHELL_NAMES
from tui.workspace.discovery.folder import PROJECT_FILE
from tui.workspace.discovery.survey import Survey
from tui.workspace.document import EnvDocument

_OWN_PREFIXES = ("COMPOSE_", "DOCKER_", "BUILDKIT_", "BUILDX_")
"""Names that Compose or the docker program read themselves."""


def checked_texts(document: EnvDocument, catalog: Catalog) -> Mapping[str, str]:
    """The texts that the rules look at: those of the file, and as empty what only this file could have set.

    A file without a line counts as one that is still to be made, for which the defaults stand.
    """
    given = document.values({})
    return {**{name: "" for name in UNDECLARED if name in catalog}, **given} if given else given


class ProjectFindings:
    """The findings about one opened folder."""

    def __init__(self, survey: Survey, catalog: Catalog, shell: Mapping[str, str]) -> None:
        self._survey = survey
        self._catalog = catalog
        self._root = survey.folder.root
        self._shell = shell

    def find(self, values: Values, document: EnvDocument) -> list[Diagnostic]:
        """All of them for these values, worst first."""
        found = [*self._stated_faults(), *self._no_files(document), *self._shell_overrides(values, document)]
        if not self._survey.shipped:
            found += [*self._faults(), *self._missing_files(document)]
            found += [*self._unset(values, document), *self._unused(document)]
        return sorted(found, key=lambda one: -one.severity)

    def _faults(self) -> Iterator[Diagnostic]:
        for fault in self._survey.project.faults:
            severity = Severity.HINT if fault.ours else Severity.ERROR
            yield Diagnostic("LD-COMPOSE-FILE", severity, (), fault.says(self._root))

    def _no_files(self, document: EnvDocument) -> Iterator[Diagnostic]:
        if document.value(FILES_VARIABLE, {}) == "":
            message = f"{FILES_VARIABLE} is empty, which Compose takes for the folder itself and refuses"
            yield Diagnostic("LD-COMPOSE-FILE", Severity.ERROR, (FILES_VARIABLE,), message, unset(FILES_VARIABLE))

    def _stated_faults(self) -> Iterator[Diagnostic]:
        for fault in [*self._survey.stated.faults, *self._survey.examples.spec.faults]:
            severity = Severity.ERROR if fault.file.name == PROJECT_FILE else Severity.WARNING
            yield Diagnostic("LD-PROJECT-FILE", severity, (), fault.says(self._root))

    def _missing_files(self, document: EnvDocument) -> Iterator[Diagnostic]:
        resolution = Resolution(self._survey.project, document.values({}), {self._survey.folder.env: document})
        for service in self._survey.project.services.values():
            for entry in service.env_files:
                path = resolution.path_of(entry)
                own = path.resolve() == self._survey.folder.env.resolve()
                if entry.required and not own and not path.is_file():
                    message = f"{entry.path.place.short(self._root)}: the env file {entry.path} of {service.name}"
                    yield Diagnostic(
                        "LD-ENV-FILE", Severity.ERROR, (), f"{message} is missing; create it, or copy its example"
                    )

    def _shell_overrides(self, values: Values, document: EnvDocument) -> Iterator[Diagnostic]:
        for name, text in self._shell.items():
            variable = self._catalog.get(name)
            if variable is None or name in SHELL_NAMES or text == values.text(name):
                continue
            if name not in document and not self._is_read(name):
                continue
            shell = mask(text) if variable.secret else Values(self._catalog, {name: text}).shown(name)
            gets = name in scrubbed(self._shell, but=document.keys())
            end = "a launch from here gets it too" if gets else "a launch from here does not get it"
            message = f"{values.says(name)}, but your shell exports {shell}, which wins when you launch by hand; {end}"
            yield Diagnostic("LD-SHELL-OVERRIDE", Severity.WARNING, (name,), message)

    def _is_read(self, name: str) -> bool:
        if self._survey.shipped:
            return self._catalog[name].reaches_container
        return name in self._survey.landings

    def _unset(self, values: Values, document: EnvDocument) -> Iterator[Diagnostic]:
        """References without a default to what nobody sets. An empty text is set."""
        project = self._survey.project
        known = set(_scoped(project.scope.env_files if project.scope else ()))
        for name, landings in self._survey.landings.items():
            if name in values.given or name in known or name in SHELL_NAMES or name.startswith(_OWN_PREFIXES):
                continue
            strict = next((one for one in landings if one.reference.operator == "?"), None)
            if strict is not None:
                message = f"{name} is not set, and {self._spot(strict)} requires it: Compose refuses the file"
                yield Diagnostic("LD-REQUIRED", Severity.ERROR, (name,), message)
                continue
            bare = next((one for one in landings if not one.reference.operator and one.reference is not PASSED), None)
            if bare is not None and document.keys() and not self._comes_from_include(bare, name):
                message = f"{name} is not set: it becomes an empty text in {self._spot(bare)}"
                yield Diagnostic("LD-UNSET-VARIABLE", Severity.WARNING, (name,), message)

    def _comes_from_include(self, landing: Landing, name: str) -> bool:
        scope = self._survey.project.scopes.get(landing.place.file) if landing.place else None
        return scope is not None and name in _scoped(scope.env_files)

    def _spot(self, landing: Landing) -> str:
        place = landing.place.short(self._root) if landing.place else ""
        says = landing.says()
        return f"{place} ({says})" if says else place

    def _unused(self, document: EnvDocument) -> Iterator[Diagnostic]:
        survey = self._survey
        if not survey.project.services or survey.project.faults or survey.whole_files:
            return
        referrers = document.views.referrers
        names = document.keys()
        for name in names:
            read = name in survey.landings or name in survey.readers or name in referrers
            if read or name.startswith(_OWN_PREFIXES) or declared(self._catalog, name):
                continue
            message = f"{name} is set, but no compose file refers to it and no service gets it: nothing changes"
            yield Diagnostic("LD-UNUSED", Severity.HINT, (name,), message, unset(name))


def _scoped(paths: tuple[Path, ...]) -> list[str]:
    read = [document.keys() for path in paths if (document := read_env_file(path))]
    return [key for keys in read for key in keys]
