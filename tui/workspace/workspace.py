"""The workspace: the folder that is being configured, its catalog, its values and what the rules say of them.

A screen or a command sends intents (set, unset, undo, save) and reads state; nothing here knows of Textual.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from schemas import conditions
from schemas.catalog import Catalog, load_catalog
from schemas.errors import UsageError
from schemas.kinds import Problem, check_value
from schemas.rules import Checker
from schemas.rules.base import Diagnostic, Fix, Rule, Severity, Values
from schemas.rules.sinks import sinks_of
from tui.engine.shell import scrubbed
from tui.workspace import discovery, lint, masking, render, storage
from tui.workspace.discovery.survey import Survey
from tui.workspace.edits import Edit, Edits
from tui.workspace.envfile import EnvDocument, EnvFile, History, SaveResult
from tui.workspace.findings import ProjectFindings, checked_texts
from tui.workspace.readers import Views
from tui.workspace.referring import as_typed, meaning
from tui.workspace.search import SearchIndex
from tui.workspace.states import Change, Counts, Origin, PendingChange, Recent
from tui.workspace.upgrade.store import remember, stamp_new

if TYPE_CHECKING:
    from tui.workspace.provenance import Origin as Provenance

__all__ = ["Change", "Counts", "Origin", "PendingChange", "Workspace"]


class Workspace:
    """One folder, opened. Use :meth:`open`."""

    def __init__(
        self,
        folder: discovery.Folder,
        file: EnvFile,
        catalog: Catalog,
        template: EnvDocument | None,
        environment: Mapping[str, str],
        *,
        survey: Survey | None = None,
    ) -> None:
        self.folder = folder
        self.root = folder.root
        self.env_path = folder.env
        self.catalog = catalog
        self.template = template
        """The example file, None when the folder has none."""
        self.environment = environment
        self.name = folder.root.resolve().parent.name if folder.root.name == "docker" else folder.root.resolve().name
        self.survey = survey if survey is not None else Survey(folder, file.document)
        """What the compose files, the examples and launchdeck.toml say."""
        self._file = file
        self._edits = Edits(file.document)
        self._compose_files: tuple[Path, ...] = ()
        self.look_only = False
        """True when nothing may be written, whatever the rights say."""
        self._checker: Checker
        self.recent = Recent()
        """The variables that were edited or opened."""
        self._project = ProjectFindings(self.survey, catalog, environment)
        self._found: tuple[list[Diagnostic], Views, list[Diagnostic]] | None = None
        self._index: SearchIndex | None = None
        self._refresh()

    @classmethod
    def open(
        cls, root: Path, environment: Mapping[str, str] | None = None, compose_files: Sequence[Path] = ()
    ) -> Workspace:
        """Open a folder; environment is the operator's shell (the process's own when not given).

        compose_files are those to use instead of the ones that Compose would find.

        Raises UsageError for a folder that is none or has nothing to configure, EnvFileError for an unreadable file.
        """
        if not root.is_dir():
            raise UsageError(
                f"{root} is not a folder", "name a folder that holds a compose file, or run launchdeck new"
            )
        file = EnvFile.load(root / ".env")
        folder = discovery.look(root, file.document.values({}), compose_files)
        if not folder.compose and folder.example is None and not folder.more_examples and not file.exists:
            raise UsageError(
                f"{root} holds no compose file, no .env.example and no .env",
                "go to the folder of the deployment, name it with -C, or run launchdeck new DIR",
            )
        template = EnvFile.load(folder.example).document if folder.example else None
        survey = discovery.survey(folder, template, file.document)
        catalog = discovery.workspace_catalog(load_catalog(), survey, file.document)
        shell = os.environ if environment is None else environment
        opened = cls(folder, file, catalog, template, shell, survey=survey)
        opened._compose_files = tuple(compose_files)
        return opened

    def reopened(self) -> Workspace:
        """The same folder, read anew from the disk, without the unsaved edits. Raises as :meth:`open`."""
        fresh = Workspace.open(self.root, self.environment, self._compose_files)
        fresh.look_only, fresh.recent = self.look_only, self.recent
        return fresh

    # What is

    @property
    def document(self) -> EnvDocument:
        """The env document with the unsaved edits."""
        return self._edits.document

    @property
    def has_env(self) -> bool:
        """True when .env exists on disk."""
        return self._file.exists

    @property
    def follows_schema(self) -> bool:
        """True when the folder is one of the product that the schema describes."""
        return any(not variable.inferred and not variable.stated for variable in self.catalog)

    @property
    def read_only_reason(self) -> str:
        """Why saving is impossible; empty when it is possible."""
        if self.look_only:
            return "opened to look only"
        if not os.access(self.root, os.W_OK | os.X_OK):
            return f"{self.root} is read-only"
        try:
            status = self.env_path.stat()
        except OSError:
            return ""
        return "" if storage.may_write(self.env_path, status) else f"{self.env_path} is read-only"

    def text(self, name: str) -> str | None:
        """What the file says with the unsaved edits, references as they are written; None when not set."""
        return self.document.literal(name)

    def effective(self, name: str) -> str:
        """The text in force: the file's, resolved, else the default, else empty."""
        return self._checker.values.text(name)

    def values(self) -> Values:
        """All texts in force."""
        return self._checker.values

    def origin(self, name: str) -> Origin:
        """Where the text in force comes from."""
        if self.is_changed(name):
            return Origin.EDITED
        shell = self.environment.get(name)
        if shell is not None and name in self.catalog and shell != self.effective(name):
            return Origin.SHELL
        return Origin.FILE if name in self.document else Origin.DEFAULT

    def provenance(self, name: str) -> Provenance:
        """Every place that says something of a value, who wins, and what each service receives."""
        from tui.workspace.provenance import Known, provenance, secrets_in_force  # noqa: PLC0415 - only when somebody asks

        variable = self.catalog.get(name)
        known = Known(
            self.survey,
            self.document,
            self.env_path,
            self.environment,
            scrubbed(self.environment, but=self.document.keys()),
            default=variable.default if variable and variable.owner else None,
            secret=self.is_secret(name),
            hidden=tuple(secrets_in_force(self.values())),
        )
        return provenance(name, known)

    def is_changed(self, name: str) -> bool:
        """True when there is an unsaved edit."""
        return self._edits.changed(name)

    def is_active(self, name: str) -> bool:
        """True when the condition under which the variable matters holds."""
        return conditions.holds(self.catalog[name].active_when, self._checker.values)

    def condition_text(self, name: str) -> str:
        """The condition as words, such as 'when STORAGE_TYPE is s3'; empty when there is none."""
        return conditions.words(self.catalog[name].active_when)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What the type checks, the rules, the project's files and the lines of the file tell now, worst first."""
        rules, views = self._checker.diagnostics, self.document.views
        if self._found is None or self._found[0] is not rules or self._found[1] is not views:
            project = self._project.find(self._checker.values, self.document)
            lines = [found.diagnostic for found in lint.lint(self.document)]
            merged = sorted([*project, *rules, *lines], key=lambda found: -found.severity)
            self._found = (rules, views, merged)
        return self._found[2]

    def diagnostics_of(self, name: str) -> list[Diagnostic]:
        """The findings that name a variable."""
        return [found for found in self.diagnostics if name in found.variables]

    def rules_of(self, name: str) -> dict[Rule, list[Diagnostic]]:
        """The rules that look at a variable, with what they find now."""
        return self._checker.concerning(name)

    def counts(self, category: str) -> Counts:
        """The numbers of a category."""
        names = {variable.name for variable in self.catalog.variables_of(category)}
        first = [d for d in self.diagnostics if d.variables and d.variables[0] in names]
        return Counts(
            total=len(names),
            changed=sum(name in names for name in self._edits.changed_names()),
            errors=sum(d.severity is Severity.ERROR for d in first),
            warnings=sum(d.severity is Severity.WARNING for d in first),
            set=sum(name in self.document for name in names),
        )

    def search(self, query: str) -> list[str]:
        """The variables that a query finds in name, help, titles, choices or value, the best first.

        The values of secrets are not searched.
        """
        if self._index is None:
            self._index = SearchIndex(self.catalog)
        given = self.document.values({})
        return self._index.find(query, {name: text for name, text in given.items() if not self.is_secret(name)})

    # Intents

    def check(self, name: str, text: str) -> Problem | None:
        """The type check of a text while it is typed; stores nothing."""
        return check_value(self.catalog[name], meaning(self.document, name, self.typed(name, text)))

    def typed(self, name: str, text: str) -> str:
        """What a person means who types a text: ``${NAME}`` stays a reference where the file has that name above."""
        return as_typed(self.document, name, text, secret=self.is_secret(name))

    def set(self, name: str, text: str) -> Change:
        """Store a text as it is typed, also one that the type refuses: a finding then says so.

        Raises EnvValueError when no file can hold it.
        """
        self.recent.visit(name)
        return self.set_all(f"set {name}", {name: self.typed(name, text)})

    def unset(self, name: str) -> Change:
        """Back to the default: remove the line."""
        self.recent.visit(name)
        return self.set_all(f"unset {name}", {name: None})

    def set_all(self, label: str, changes: Mapping[str, str | None]) -> Change:
        """Several changes as one step of undo."""
        return self._changed(*self._edits.apply(label, changes))

    def apply(self, fix: Fix) -> Change:
        """Apply the fix of a finding. Raises EnvEditError when it would change more than it says."""
        if not isinstance(fix, lint.LintFix):
            return self.set_all(fix.label, fix.changes)
        rewritten = self.document.copy()
        lint.apply_fix(rewritten, fix)
        return self._changed(self._edits.rewrite(fix.label, rewritten))

    def mend_spelling(self) -> list[Diagnostic]:
        """Apply every fix of the file's lines that changes no value, as one step; returns what was mended."""
        rewritten = self.document.copy()
        mended = lint.fix_all(rewritten)
        if mended:
            self._changed(self._edits.rewrite("mend the spelling", rewritten))
        return [found.diagnostic for found in mended]

    def undo(self) -> Change | None:
        """Take the last step back."""
        edit = self._edits.undo()
        return self._changed(edit) if edit else None

    def redo(self) -> Change | None:
        """Do the last undone step again."""
        edit = self._edits.redo()
        return self._changed(edit) if edit else None

    @property
    def can_undo(self) -> bool:
        """True when there is a step to take back."""
        return self._edits.can_undo

    @property
    def can_redo(self) -> bool:
        """True when there is a step to do again."""
        return self._edits.can_redo

    # The file

    @property
    def modified(self) -> bool:
        """True when saving would write: a value or the spelling of a line differs from what is on disk."""
        return self._edits.document != self._edits.base

    def changes(self) -> list[PendingChange]:
        """The unsaved changes, in file order."""
        changed = self._edits.changed_names()
        return [PendingChange(name, *self._edits.both(name), self.is_secret(name)) for name in changed]

    def is_secret(self, name: str) -> bool:
        """True for a secret; a name that the catalog does not know is judged by the name."""
        if (variable := self.catalog.get(name)) is not None:
            return variable.secret
        from tui.workspace.discovery.inference import infer_kind  # noqa: PLC0415 - rare

        return infer_kind(name, "") == "secret"

    def secrets(self) -> frozenset[str]:
        """Every value that must not be shown: of the file as it was read, and as it is now."""
        found = (document.values({}) for document in (self._edits.base, self.document))
        return frozenset(text for given in found for name, text in given.items() if text and self.is_secret(name))

    def diff(self) -> list[str]:
        """The unified diff of the file as it would be written, secrets masked."""
        return masking.diff(self._edits.base, self.document, self.is_secret, self.env_path.name)

    def start_file(self, values: Mapping[str, str], *, full: bool = False) -> Change:
        """Fill the document of a workspace that has none, laid out by categories; one step that can be reviewed.

        With full every variable of the template gets a line, else only what differs from the defaults.
        """
        base = self.template if self.template and not self.follows_schema else None
        document = EnvDocument.parse(
            base.to_bytes() if base else render.env_text(self.catalog, values, full=full).encode()
        )
        document.update(values)
        self._edits.document = stamp_new(self.env_path, document)
        self._refresh()
        names = tuple(document.keys())
        return Change("set up", names, frozenset(names))

    def save(self) -> SaveResult:
        """Write the file. Raises EnvFileChanged, EnvFileLocked or EnvFileError; then nothing was written."""
        self.require_writable()
        self._file.document = self.document
        result = self._file.save()
        remember(self.env_path, self.document)
        self._edits.rebase(self._file.base, keep=True)
        return result

    def require_writable(self) -> None:
        """Raise UsageError when the workspace was opened to look only."""
        if self.look_only:
            raise UsageError(f"{self.name} was opened to look only", "start launchdeck without --read-only to save")

    @property
    def history(self) -> History:
        """The former contents of the file on disk; its numbers go to :meth:`restore`."""
        return self._file.history

    def former_diff(self, number: int) -> list[str]:
        """The unified difference from a former content to the file with the unsaved edits, secrets masked."""
        return self.history.diff(number, self.document, self.is_secret)

    def restore(self, number: int) -> SaveResult:
        """Save a former content again; the present one goes to the history, unsaved edits are forgotten.

        Raises EnvFileError when there is no such content, and as :meth:`save`.
        """
        self.require_writable()
        result = EnvFile.load(self.env_path).restore(number)
        self.reload(keep=False)
        return result

    def reload(self, *, keep: bool = True) -> None:
        """Read the file again, after somebody else wrote it; with keep the unsaved edits stay in force."""
        self._file = EnvFile.load(self.env_path)
        self._edits.rebase(self._file.document, keep=keep)
        self._refresh()

    # Inside

    def _changed(self, edit: Edit, warnings: Sequence[str] = ()) -> Change:
        names = tuple(edit.after)
        before = {d.variables for d in self._checker.diagnostics}
        given = checked_texts(self.document, self.catalog)
        moved = [n for n in given.keys() | self._checker.values.given.keys() if given.get(n) != self._given(n)]
        self._checker.update(given, moved)
        after = {d.variables for d in self._checker.diagnostics}
        touched = {name for group in before ^ after for name in group}
        dependants = {v.name for v in self.catalog if conditions.names(v.active_when) & set(moved)}
        return Change(edit.label, names, frozenset({*names, *moved, *touched, *dependants}), tuple(warnings))

    def _given(self, name: str) -> str | None:
        return self._checker.values.given.get(name)

    def _refresh(self) -> None:
        services = {} if self.survey.shipped else self.survey.project.services
        sinks = sinks_of({name: service.tree for name, service in services.items()}) if services else None
        given = checked_texts(self.document, self.catalog)
        self._checker = Checker(self.catalog, given, sinks, self.survey.stated.rules)
        self._found = None
