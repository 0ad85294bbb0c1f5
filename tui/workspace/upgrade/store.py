"""The templates that env files were made from, kept in the state folder so that the next upgrade has its base."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from schemas.errors import LaunchdeckError
from tui.workspace import storage
from tui.workspace.bundled import bundled_workspace
from tui.workspace.discovery import look
from tui.workspace.document import EnvDocument
from tui.workspace.history import KEPT
from tui.workspace.upgrade.stamp import Stamp, read_stamp, stamped
from tui.workspace.upgrade.template import MAIN, Template, read_template

_FOLDER = "templates"
_EXAMPLE = ".example"


class BaseSource(StrEnum):
    """Where the old template comes from."""

    GIVEN = "given"
    KEPT = "kept"
    """The one that was stored when the file was made or upgraded last; its digest is that of the stamp."""
    SHIPPED = "shipped"
    """The one that Launchdeck brings along; the stamp names it."""
    WORKSPACE = "workspace"
    """The example file beside the env file, when it is another one than the new template."""
    NONE = "none"
    """No old template: what the person changed cannot be told from old defaults, so everything is kept."""


@dataclass(frozen=True, slots=True)
class Base:
    """The old template, as far as it is known."""

    template: Template | None
    source: BaseSource


def find_base(env: Path, document: EnvDocument, new: Template, given: Path | None = None) -> Base:
    """The template that ``document``, the content of ``env``, was made from.

    Raises:
        UsageError: the given one cannot be read.
    """
    stamp = read_stamp(document)
    if stamp is not None and stamp.digest == new.digest:
        # It is at the new template already: an older base would undo what was decided since.
        return Base(new, BaseSource.KEPT)
    if given is not None:
        return Base(read_template(given), BaseSource.GIVEN)
    if stamp is not None:
        kept = _folder(env) / stamp.digest / f"{MAIN}{_EXAMPLE}"
        if kept.is_file():
            return Base(read_template(kept, version=stamp.version), BaseSource.KEPT)
        shipped = _shipped()
        if shipped is not None and shipped.digest == stamp.digest:
            return Base(shipped, BaseSource.SHIPPED)
    example = look(env.parent).example
    if example is not None:
        beside = read_template(example)
        if beside.digest != new.digest:
            return Base(beside, BaseSource.WORKSPACE)
    return Base(None, BaseSource.NONE)


def keep_template(env: Path, template: Template) -> Stamp:
    """Store the template for the next upgrade; returns the stamp that leads to it.

    Raises:
        EnvFileError: it cannot be stored.
    """
    target = storage.real_path(env)
    storage.state_folder(target)
    folder = _folder(env) / template.digest
    for file in template.files:
        path = folder / f"{file.target}{_EXAMPLE}"
        try:
            for parent in reversed(path.relative_to(target.parent).parents[:-1]):
                (target.parent / parent).mkdir(mode=storage.PRIVATE_FOLDER, exist_ok=True)
        except OSError as error:
            raise storage.failure("write into", folder, error) from error
        data = file.document.to_bytes()
        if storage.read(path).data != data or not path.exists():
            storage.replace(path, data)
    _prune(folder.parent, keep=folder)
    return Stamp(template.digest, template.version)


def stamp_new(env: Path, document: EnvDocument) -> EnvDocument:
    """A new file's document with the stamp of the example file beside it; as it is when there is none.

    Raises:
        UsageError: the example file cannot be read.
    """
    example = look(env.parent).example
    if example is None:
        return document
    template = read_template(example)
    return stamped(document, Stamp(template.digest, template.version))


def remember(env: Path, document: EnvDocument) -> None:
    """Store the example file beside a file that is stamped with it, before a newer release replaces it.

    Raises:
        UsageError, EnvFileError: it cannot be read or stored.
    """
    stamp, example = read_stamp(document), look(env.parent).example
    if stamp is None or example is None or (_folder(env) / stamp.digest).is_dir():
        return
    template = read_template(example)
    if template.digest == stamp.digest:
        keep_template(env, template)


def _folder(env: Path) -> Path:
    """Where the templates of an env file are kept."""
    return storage.real_path(env).parent / storage.STATE_FOLDER / _FOLDER


def _shipped() -> Template | None:
    """The template that Launchdeck brings along; None when the installation is not whole."""
    with contextlib.suppress(LaunchdeckError):
        return read_template(bundled_workspace())
    return None


def _prune(folder: Path, *, keep: Path) -> None:
    """Drop all but the newest templates: as many as the history keeps files that were made from them."""
    with contextlib.suppress(OSError):
        others = sorted((p for p in folder.iterdir() if p != keep), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in others[KEPT - 1 :]:
            shutil.rmtree(old, ignore_errors=True)
