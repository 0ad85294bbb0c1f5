"""A template as one whole: the example file and those under ``envs/``, its version, and what it demands."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from schemas.errors import UsageError
from tui.workspace.compose.locate import COMPOSE_NAMES
from tui.workspace.discovery import EXAMPLE_NAMES
from tui.workspace.document import EnvDocument
from tui.workspace.upgrade.values import Meaning, meaning_of

MAIN = ".env"
"""How plans call the file that is configured, whatever its name on disk."""

SIDE_FOLDER = "envs"
"""The folder of a template in several files: ``envs/**/NAME.env.example`` becomes ``envs/**/NAME.env``
(facts on Dify 1.14.1: shared/dify/README.md, 'Drift')."""

_OTHER_STACKS = frozenset({"middleware.env"})
"""Files of another stack in the same folder: the databases for development, which have a compose file of their own."""

_EXAMPLE = ".example"
_IMAGE = re.compile(
    r"^\s*image:\s*['\"]?[^\s'\"#]+?:(?:\$\{\w+:?-)?v?(\d[\w.]*(?:-[\w.]+)?)\}?['\"]?\s*(?:#.*)?$", re.M
)
_DEMANDED = re.compile(r"(?<!\$)\$\{([A-Za-z_]\w*):?\?", re.ASCII)
_SHARED_BY = 2
"""From so many images on, a tag that they share counts as the version of the product."""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One example file."""

    target: str
    """The env file that is made from it, relative to the workspace, with slashes; the first is always MAIN."""
    document: EnvDocument


@dataclass(frozen=True)
class Template:
    """The example files of one release."""

    files: tuple[TemplateFile, ...]
    """The main file first, the others by name."""
    version: str = ""
    """The version of the product, where its compose file tells it."""
    demanded: frozenset[str] = field(default_factory=frozenset)
    """What its compose file refuses to run without: ``${NAME:?}``."""

    @cached_property
    def digest(self) -> str:
        """Tells two templates apart: 12 hexadecimal digits over all their files."""
        sums = hashlib.sha256()
        for file in self.files:
            data = file.document.to_bytes()
            sums.update(f"{file.target}\0{len(data)}\0".encode() + data)
        return sums.hexdigest()[:12]

    @cached_property
    def targets(self) -> dict[str, EnvDocument]:
        """The documents by the env file that they are for."""
        return {file.target: file.document for file in self.files}

    @cached_property
    def homes(self) -> dict[str, list[str]]:
        """The files that declare each variable, in the order of the files."""
        found: dict[str, list[str]] = {}
        for file in self.files:
            for key in file.document.keys():  # noqa: SIM118 - the order of the file, not that of a mapping
                found.setdefault(key, []).append(file.target)
        return found

    @cached_property
    def commented(self) -> dict[str, str]:
        """The variables that it only shows, commented out, each with the first file that does: they have no value."""
        shown = {key: file.target for file in reversed(self.files) for key in file.document.commented_keys()}
        return {key: file for key, file in shown.items() if key not in self.homes}

    def meaning(self, key: str, target: str = MAIN) -> Meaning | None:
        """The default of a variable for one file: what that file says, else the main one, else what all others say.

        None when nothing declares it, or when the others disagree.
        """
        home = self.home(key, target)
        return None if home is None else meaning_of(self.targets[home], key)

    def home(self, key: str, target: str = MAIN) -> str | None:
        """The file whose default counts for ``target``; None as for :meth:`meaning`."""
        homes = self.homes.get(key, [])
        for preferred in (target, MAIN):
            if preferred in homes:
                return preferred
        return homes[0] if homes and not self.disagrees(key) else None

    def disagrees(self, key: str) -> bool:
        """Whether its files give a variable different defaults and the main one, which would decide, gives none."""
        homes = self.homes.get(key, [])
        return MAIN not in homes and len({meaning_of(self.targets[home], key) for home in homes}) > 1

    def lines(self) -> set[str]:
        """The comments of all files, without blanks around them: what is not a person's own."""
        return {text for file in self.files for line in file.document.views.text.splitlines() if (text := line.strip())}


def example_in(path: Path) -> Path:
    """The example file that a path means: the file itself, or that of a folder.

    Raises:
        UsageError: there is none.
    """
    if not path.is_dir():
        return path
    found = next((path / name for name in EXAMPLE_NAMES if (path / name).is_file()), None)
    if found is None:
        raise UsageError(f"{path} holds no .env.example", "name the example file itself")
    return found


def read_template(path: Path, *, version: str = "") -> Template:
    """The template of which ``path`` is the main example file, or its folder.

    Raises:
        UsageError: it cannot be read, or Compose could not read it.
    """
    main = example_in(path)
    files = [TemplateFile(MAIN, _read(main))]
    for side in sorted((main.parent / SIDE_FOLDER).rglob(f"*.env{_EXAMPLE}")):
        if side.name.removesuffix(_EXAMPLE) not in _OTHER_STACKS:
            target = side.relative_to(main.parent).as_posix().removesuffix(_EXAMPLE)
            files.append(TemplateFile(target, _read(side)))
    texts = [_text(main.parent / name) for name in COMPOSE_NAMES if (main.parent / name).is_file()]
    return Template(tuple(files), version or version_of(texts), frozenset(_demanded(texts)))


def side_files(root: Path) -> list[str]:
    """The env files of a workspace under ``envs/``, relative to it."""
    found = sorted((root / SIDE_FOLDER).rglob("*.env"))
    return [path.relative_to(root).as_posix() for path in found if path.is_file() and path.name not in _OTHER_STACKS]


def version_of(compose: Sequence[str]) -> str:
    """The version of a product: the tag that most of its images share; empty when no two do."""
    tags = Counter(match[1] for text in compose[:1] for match in _IMAGE.finditer(text))
    if not tags:
        return ""
    tag, number = tags.most_common(1)[0]
    return tag if number >= _SHARED_BY else ""


def _demanded(compose: Iterable[str]) -> set[str]:
    """The names in ``${NAME:?}`` and ``${NAME?}`` of compose files, comments left out."""
    lines = (line for text in compose for line in text.splitlines() if not line.lstrip().startswith("#"))
    return {match[1] for line in lines for match in _DEMANDED.finditer(line)}


def _text(path: Path) -> str:
    """A compose file as text."""
    return _bytes(path).decode("utf-8", "replace")


def _read(path: Path) -> EnvDocument:
    """An example file as a document."""
    document = EnvDocument.parse(_bytes(path))
    if document.views.compose.error is not None:
        line = document.problems()[0].line
        raise UsageError(f"{path} cannot be read as an env file from line {line} on", "name another template")
    return document


def _bytes(path: Path) -> bytes:
    """The content of a file that has to be there."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(f"{path} cannot be read: {reason}", "name the example file of the new release") from None
