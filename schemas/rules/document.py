"""docs/rules.md: every rule with its reason and its mend, and every failure class with what takes care of it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from schemas.catalog import Catalog
from schemas.rules.base import Rule, Theme
from schemas.rules.engine import THEMES, all_rules
from schemas.rules.faults import ELSEWHERE, FAULTS
from schemas.rules.preflight import PREFLIGHT

_HEAD = """\
# Rules

Generated from the rules themselves (`make generate`). {rules} rules judge the values of a file; they run while you
type, in `launchdeck check`, and in the container before a server starts. An **error** means that something will not
work or is not safe, a **warning** that it will probably surprise you, a **hint** that it may be meant so.

`launchdeck check` prints what they find, `--json` for programs; `--fix` applies the fixes that rules offer. What is
found in the lines of the file rather than in its values (`LD-ENV-...`) stands in [Env files](env-files.md).

F-numbers are the failure classes of the field study that the rules were made from; they are listed at the end.
"""

_PREFLIGHT_HEAD = """\

## What the values alone cannot tell

These checks look at the machine, the engine, the project's files, the data or the running services. They belong to the
launch and to `launchdeck doctor`; those on the project's files run while you type as well.

| id | what it finds | class |
| --- | --- | --- |"""

_FAULTS_HEAD = """\

## Failure classes

| class | what people see | who takes care of it |
| --- | --- | --- |"""


def rules_markdown(_catalog: Catalog | None = None) -> str:
    """The text of docs/rules.md."""
    lines = [_HEAD.format(rules=len(all_rules()))]
    themes = [import_module(f"schemas.rules.{name}").THEME for name in THEMES]
    lines += [f"- [{theme.title}](#{_anchor(theme)})" for theme in themes]
    for theme in themes:
        lines += _theme(theme)
    lines.append(_PREFLIGHT_HEAD)
    lines += [f"| `{check.id}` | {check.finds} | {' '.join(check.faults)} |" for check in PREFLIGHT]
    lines.append(_FAULTS_HEAD)
    lines += [f"| {fault} | {words} | {'; '.join(carers(fault))} |" for fault, words in FAULTS.items()]
    return "\n".join(lines) + "\n"


def carers(fault: str) -> list[str]:
    """What takes care of a failure class: rules, preflight checks, or another part of the program."""
    rules = [f"`{rule.id}`" for rule in all_rules() if fault in rule.faults]
    checks = [f"`{check.id}`" for check in PREFLIGHT if fault in check.faults]
    found = []
    if rules:
        found.append(f"rule{'s' if len(rules) > 1 else ''} {', '.join(rules)}")
    if checks:
        found.append(f"before the launch {', '.join(checks)}")
    if fault in ELSEWHERE:
        found.append(ELSEWHERE[fault])
    return found


def _anchor(theme: Theme) -> str:
    return f"rules-{theme.name}"


def _theme(theme: Theme) -> Iterator[str]:
    yield f'\n<a id="{_anchor(theme)}"></a>\n\n## {theme.title}'
    for rule in theme.rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"\n### {rule.id}\n"
    yield f"{rule.severity.word.capitalize()}. {rule.finds}\n"
    yield f"- Why: {rule.why}"
    yield f"- Mend: {rule.mends}"
    if rule.faults:
        yield f"- Class: {', '.join(rule.faults)}"
