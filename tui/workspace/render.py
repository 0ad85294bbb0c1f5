"""The text of a new env file, laid out by categories and groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.catalog import Catalog, Category, Variable
from tui.workspace.quoting import Place, spellings

HEADER = """\
# Written by Launchdeck. Change it there or by hand: comments, order and unknown lines are kept.
# What has no line here has the default that the compose file gives it.
"""

RULE = "# " + "-" * 70


def env_text(catalog: Catalog, values: Mapping[str, str], *, full: bool = False) -> str:
    """An env file with the values that differ from the defaults; with full also all others of the template."""
    chapters = [text for category in catalog.categories if (text := _chapter(catalog, category, values, full=full))]
    return HEADER + "".join(f"\n{text}" for text in chapters)


def _chapter(catalog: Catalog, category: Category, values: Mapping[str, str], *, full: bool) -> str:
    lines: list[str] = []
    for group in category.groups:
        members = [v for v in catalog.variables_of(category.name) if v.group == group.name]
        entries = list(_entries(members, values, full=full))
        if entries:
            lines += [f"# {group.title}", *entries, ""]
    if not lines:
        return ""
    return "\n".join([RULE, f"# {category.title}", RULE, *lines[:-1]]) + "\n"


def _entries(members: list[Variable], values: Mapping[str, str], *, full: bool) -> Iterator[str]:
    for variable in members:
        text = values.get(variable.name)
        if text is not None and (full or text != (variable.default or "")):
            yield f"{variable.name}={_token(text)}"
        elif variable.in_template and (full or _only_in_the_file(variable)):
            yield f"{variable.name}={template_token(variable)}"


def _only_in_the_file(variable: Variable) -> bool:
    """Whether nobody but the env file has the default: Compose itself reads COMPOSE_PROFILES, and starts neither
    database nor vector store without it."""
    return not variable.reaches_container and "${" in (variable.default or "")


def template_token(variable: Variable) -> str:
    """The default as it stands in the example file; a reference to another variable stays a reference."""
    default = variable.default or ""
    return default if "${" in default else _token(default)


def _token(text: str) -> str:
    return next(spellings(text, Place())).token
