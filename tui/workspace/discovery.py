"""What an adopted folder holds: its compose files, its example file, and the variables that the schema does not know.

What is inferred from a name, a default or a comment is marked as inferred; it never forbids a value.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.catalog import Catalog, Category, Group, Variable
from schemas.errors import UsageError
from tui.workspace.envfile import EnvDocument

COMPOSE_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
"""The names that Compose looks for, in its order (Compose specification, 'Compose file')."""

OVERRIDE_NAMES = ("compose.override.yaml", "compose.override.yml", "docker-compose.override.yaml")

EXAMPLE_NAMES = (".env.example", ".env.sample", ".env.template", ".env.dist", "env.example", "example.env")

DISCOVERED = "discovered"
"""The category of what the schema does not know."""

_REFERENCE = re.compile(r"\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?[-?+]([^{}]*))?[^}]*\})", re.ASCII)
_SECRET_NAME = re.compile(r"(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)(_|$)")
_PORT_NAME = re.compile(r"(^|_)PORT$")
_SAME_SCHEMA = 0.5
"""From this share of known names on a folder counts as one of the product that the schema describes."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a workspace that matter."""

    root: Path
    compose: tuple[Path, ...] = ()
    """The compose file and its override."""
    example: Path | None = None

    @property
    def env(self) -> Path:
        """The file that is configured."""
        return self.root / ".env"


def look(root: Path) -> Folder:
    """The files of a folder; nothing is read but names."""
    compose = next((root / name for name in COMPOSE_NAMES if (root / name).is_file()), None)
    override = next((root / name for name in OVERRIDE_NAMES if (root / name).is_file()), None)
    example = next((root / name for name in EXAMPLE_NAMES if (root / name).is_file()), None)
    if example is None:
        example = next(iter(sorted(root.glob("*.env.example"))), None)
    return Folder(root, tuple(path for path in (compose, override) if compose and path), example)


def find_root(start: Path) -> Path:
    """The workspace that a command means without -C: the folder itself when it holds a compose file, else ./docker."""
    if any((start / name).is_file() for name in COMPOSE_NAMES) or not (start / "docker").is_dir():
        return start
    return start / "docker"


def interpolations(text: str) -> dict[str, str | None]:
    """The variables that a compose file's text refers to, each with the first default that stands there.

    Comment lines are left out; ``$$`` is a literal dollar (Compose specification, 'Interpolation').
    """
    found: dict[str, str | None] = {}
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        for match in _REFERENCE.finditer(line):
            name = match[1] or match[2]
            if name and found.get(name) is None:
                found[name] = match[3]
    return found


def references(files: Iterable[Path]) -> dict[str, str | None]:
    """What several compose files refer to. Raises UsageError for one that cannot be read."""
    found: dict[str, str | None] = {}
    for path in files:
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError as error:
            raise UsageError(
                f"{path} cannot be read: {os.strerror(error.errno or 0)}", "check its permissions"
            ) from None
        for name, default in interpolations(text).items():
            if found.get(name) is None:
                found[name] = default
    return found


def infer_kind(name: str, default: str) -> str:
    """A guess at the kind of a variable from its name and default."""
    if _SECRET_NAME.search(name.upper()):
        return "secret"
    if default.lower() in {"true", "false"}:
        return "bool"
    if default.isdigit():
        return "port" if _PORT_NAME.search(name.upper()) and 1 <= int(default) <= 65535 else "int"
    return "url" if re.match(r"[a-z][a-z0-9+.-]*://", default) else "string"


def _discovered(name: str, default: str | None, comment: str, group: str) -> Variable:
    kind = infer_kind(name, default or "")
    return Variable(
        name=name,
        category=DISCOVERED,
        group=group,
        kind=kind,
        help=comment,
        default=default,
        defaults={"docker": default} if default is not None else {},
        secret=kind == "secret",
        secret_class="free" if kind == "secret" else None,
        inferred=True,
        in_template=True,
    )


def workspace_catalog(
    schema: Catalog,
    example: EnvDocument | None,
    env: EnvDocument,
    references: Mapping[str, str | None],
) -> Catalog:
    """The catalog of one folder: of the schema what occurs in it, and what it has beyond the schema.

    A folder of another product (fewer than half of its names are in the schema) has discovered variables only.
    """
    named = dict.fromkeys([*(example.keys() if example else ()), *(example.commented_keys() if example else ())])
    occurring = dict.fromkeys([*named, *references, *env.keys()])
    known = sum(name in schema for name in (named or occurring))
    fits = not occurring or known >= _SAME_SCHEMA * len(named or occurring)
    variables = [v for v in schema if v.name in occurring or not (named or references)] if fits else []
    have = {variable.name for variable in variables}
    more = [
        _discovered(name, *_described(name, example, references), _group_of(name, named, references))
        for name in occurring
        if name not in have
    ]
    categories = [c for c in schema.categories if any(v.category == c.name for v in variables)]
    if more:
        categories.append(_discovered_category(v.group for v in more))
    return Catalog(categories, [*variables, *more])


def _described(name: str, example: EnvDocument | None, references: Mapping[str, str | None]) -> tuple[str | None, str]:
    if example is None or (name not in example and name not in example.commented_keys()):
        return references.get(name), ""
    default = example.literal(name) if name in example else example.commented_keys()[name]
    return default, example.comment_above(name)


def _group_of(name: str, named: Mapping[str, None], references: Mapping[str, str | None]) -> str:
    if name in named:
        return "example"
    return "compose" if name in references else "env"


def _discovered_category(used: Iterable[str]) -> Category:
    titles = {"example": "From the example file", "compose": "From the compose file", "env": "Only in .env"}
    present = set(used)
    groups = tuple(Group(name, title) for name, title in titles.items() if name in present)
    return Category(DISCOVERED, "Discovered", "What this folder has beyond the schema; types are inferred.", groups)
