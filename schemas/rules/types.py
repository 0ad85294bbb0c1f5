"""The type check of each variable, as a rule: what a single text tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.catalog import Catalog, Variable
from schemas.conditions import holds, names
from schemas.kinds import FALSE_TEXTS, TRUE_TEXTS, check_value
from schemas.rules.base import Check, Found, Severity, Theme, Values, found, set_to, unset

THEME = Theme("types", "Types and forms")

SHELL_SWITCHES = (
    *("DEBUG", "MIGRATION_ENABLED"),
    *("NGINX_HTTPS_ENABLED", "NGINX_ENABLE_CERTBOT_CHALLENGE"),
    "PGVECTOR_PG_BIGM",
)
"""Switches that shell scripts compare with the word true (facts on Dify 1.11.4, 'Settings')."""


@THEME.spread(
    "LD-TYPE",
    Severity.ERROR,
    finds="A text that is no value of the variable: no number, out of its range, none of its choices, no address.",
    why="The container that reads it stops at its start, or goes on with something else than was meant.",
    mends="Write a value of the type, or remove the line to use the default.",
    faults="F34 F38 F59",
)
def types(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each variable; the condition decides how much its mistake matters."""
    for variable in catalog:
        yield {variable.name, *names(variable.active_when)}, _type_check(variable)


def _type_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.given.get(variable.name)
        if text is None or (problem := check_value(variable, text)) is None:
            return
        hint = f" ({problem.hint})" if problem.hint else ""
        message = f"{variable.name} {problem.message}{hint}; it is {values.shown(variable.name)}"
        yield found(message, variable.name, fix=unset(variable.name), severity=_severity(variable, text, values))

    return check


def _severity(variable: Variable, text: str, values: Values) -> Severity:
    """A guessed type forbids nothing; an empty text gives way to the default wherever the file says ``:-``."""
    if not holds(variable.active_when, values):
        return Severity.HINT
    forgiving = variable.inferred or not text or bool(variable.deprecated)
    return Severity.WARNING if forgiving else Severity.ERROR


@THEME.spread(
    "LD-SHELL-SWITCH",
    Severity.WARNING,
    finds="A switch that a shell script reads and that is on in another spelling than true.",
    why="Python takes 1, yes and on for true; the scripts compare with the word true, so the switch stays off there.",
    mends="Write true.",
    faults="F34",
)
def shell_switches(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each switch that a script reads."""
    for name in SHELL_SWITCHES:
        if name in catalog:
            yield {name}, _switch_check(name)


def _switch_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.text(name)
        wanted = "true" if text.lower() in TRUE_TEXTS else "false"
        if text.lower() in TRUE_TEXTS | FALSE_TEXTS and text != wanted and wanted == "true":
            yield found(
                f"{values.says(name)}, which scripts do not take for on: write true", name, fix=set_to(name, "true")
            )

    return check
