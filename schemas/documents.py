"""The documents that follow from the catalog: the example env files and the reference page."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from schemas.catalog import Catalog, Category, Variable
from schemas.conditions import words

WIDTH = 100

_DOCKER_HEADER = """\
# All variables of the stack with their defaults. Generated from the schema: make generate.
# Launchdeck writes .env for you; by hand, copy this file to .env and change what differs.
"""
_MIDDLEWARE_HEADER = """\
# The databases and their friends for development by hand. Generated from the schema: make generate.
# Copy this file to middleware.env.
"""

_PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=,-?*!^[]")


def docker_example(catalog: Catalog) -> str:
    """The text of docker/.env.example."""
    return _example(catalog, _DOCKER_HEADER, lambda variable: variable.defaults.get("docker"))


def middleware_example(catalog: Catalog) -> str:
    """The text of docker/middleware.env.example."""
    return _example(catalog, _MIDDLEWARE_HEADER, lambda variable: variable.defaults.get("middleware"))


def _example(catalog: Catalog, header: str, default_of: Callable[[Variable], str | None]) -> str:
    chapters = [text for category in catalog.categories if (text := _chapter(catalog, category, default_of))]
    return header + "".join(f"\n{text}" for text in chapters)


def _chapter(catalog: Catalog, category: Category, default_of: Callable[[Variable], str | None]) -> str:
    lines: list[str] = []
    for group in category.groups:
        members = [(v, default_of(v)) for v in catalog.variables_of(category.name) if v.group == group.name]
        present = [(v, text) for v, text in members if text is not None]
        if present:
            lines.append(f"\n# --- {group.title}")
        for variable, text in present:
            lines += [*(f"# {line}" for line in _comment(variable)), f"{variable.name}={_token(text)}", ""]
        if present:
            lines.pop()
    if not lines:
        return ""
    bar = "# " + "=" * 70
    return "\n".join([bar, f"# {category.title}", bar, *lines]) + "\n"


def _comment(variable: Variable) -> Iterator[str]:
    notes = [variable.help]
    if variable.choices:
        notes.append("One of: " + ", ".join(choice.value for choice in variable.choices) + ".")
    if variable.unit:
        notes.append(f"Unit: {variable.unit}.")
    if variable.example and not variable.secret:
        notes.append(f"Example: {variable.example}")
    yield from textwrap.wrap(" ".join(notes), WIDTH, break_long_words=False, break_on_hyphens=False)


def _token(text: str) -> str:
    """How the default is written; a reference to another variable stays one."""
    if "${" in text or set(text) <= _PLAIN:
        return text
    if "'" not in text and "\\" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def reference_page(catalog: Catalog) -> str:
    """The text of docs/configuration.md."""
    lines = [
        "# Configuration reference",
        "",
        f"All {len(catalog)} variables, generated from the schema (`make generate`). A default in *italics* is in",
        "force in the image only; a variable marked *not passed* reaches no container through the bundled",
        "compose file.",
        "",
    ]
    for category in catalog.categories:
        lines += [f"- [{category.title}](#{category.name.replace('_', '-')})"]
    for category in catalog.categories:
        lines += [
            "",
            f'<a id="{category.name.replace("_", "-")}"></a>',
            "",
            f"## {category.title}",
            "",
            category.summary,
        ]
        for group in category.groups:
            members = [v for v in catalog.variables_of(category.name) if v.group == group.name]
            if members:
                lines += ["", f"### {group.title}", "", "| variable | default | what it does |", "| --- | --- | --- |"]
                lines += [_row(variable) for variable in members]
    return "\n".join(lines) + "\n"


def _row(variable: Variable) -> str:
    notes = [variable.help]
    if variable.choices:
        notes.append("One of " + ", ".join(f"`{choice.value}`" for choice in variable.choices) + ".")
    if variable.unit:
        notes.append(f"In {variable.unit}.")
    if variable.active_when:
        notes.append(f"Matters {words(variable.active_when)}.")
    if variable.secret_class:
        notes.append(f"Secret ({variable.secret_class}).")
    if not variable.reaches_container:
        notes.append("*Not passed.*")
    if variable.deprecated:
        notes.append(f"Deprecated: {variable.deprecated}")
    default = "" if variable.default in {None, ""} or variable.secret else f"`{variable.default}`"
    if default and not variable.in_template:
        default = f"*{default}*"
    text = " ".join(notes).replace("|", "\\|")
    shown = default.replace("|", "\\|")
    return f"| `{variable.name}` | {shown} | {text} |"
