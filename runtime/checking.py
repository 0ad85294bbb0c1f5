"""The environment against the catalog: the same checks, words and rule ids as ``launchdeck check``.

Standard library only. Only the variables that are set are read and become objects, and what checks them is imported
where there are some: all of them would take longer than everything else that the entrypoint does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from runtime import ruling, supported
from runtime.environment import Environment
from runtime.errors import TYPE_RULE
from schemas.records import Records

KNOWN_RULE: Final = "LD-SECRET-KNOWN"
"""The id of the rule on secrets that everybody knows; it refuses in production only."""

PARSED: Final = frozenset({"bool", "bool_or_string", "int", "float", "port", "enum", "json", "duration", "size"})
"""Kinds that a program parses: an empty text is not a value of them and means that the variable is not set."""


@cache
def records() -> Mapping[str, Mapping[str, Any]]:
    """The catalog's records by name."""
    return Records()


def secret_names(environment: Environment) -> frozenset[str]:
    """Every variable that may come from a file."""
    more = {name.strip() for name in environment.text("RUNTIME_FILE_SECRETS").split(",") if name.strip()}
    own = {supported.EMBEDDING_KEY}
    return frozenset(name for name, record in records().items() if record.get("secret")) | own | more


def empty_typed(variables: Mapping[str, str]) -> frozenset[str]:
    """Typed settings that are set to an empty text, which the settings classes would take for a wrong number."""
    return frozenset(
        name for name, text in variables.items() if not text and is_typed(name) and records()[name]["kind"] in PARSED
    )


def check(environment: Environment) -> None:
    """Report every typed setting with a text that is not a value of it."""
    reported = {problem.variable for problem in environment.problems}
    given = {name: text for name, text in environment.variables.items() if text and is_typed(name)}
    if given:
        from schemas.catalog import variable_from_json  # noqa: PLC0415 - see above
        from schemas.kinds import check_value  # noqa: PLC0415
    for name, text in given.items():
        if name in reported:
            continue
        problem = check_value(variable_from_json(records()[name]), text)
        if problem is not None:
            hint = f" ({problem.hint})" if problem.hint else ""
            environment.report(name, problem.message + hint, TYPE_RULE)
    reported = {problem.variable for problem in environment.problems}
    for found in supported.problems(environment.text):
        if found.variable not in reported:
            environment.report(found.variable, found.message, found.rule)


class _Given:
    """The environment as a condition asks it: what is set, else the schema's default."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def text(self, name: str) -> str:
        """The text in force, empty when there is none."""
        return self._variables.get(name) or str(records().get(name, {}).get("default") or "")

    def in_force(self, name: str) -> str:
        """The same: the runtime takes an empty text for none."""
        return self.text(name)

    def items(self, name: str) -> list[str]:
        """The parts of a list that is written with commas."""
        return [part for part in (item.strip() for item in self.text(name).split(",")) if part]


def check_secrets(environment: Environment) -> list[str]:
    """Report the secrets that everybody knows, in production; elsewhere, or when told so, they are only mentioned."""
    tolerated = (
        KNOWN_RULE in ruling.ignored(environment) or environment.text("DEPLOY_ENV", "PRODUCTION") != "PRODUCTION"
    )
    secrets = {
        name: text
        for name, text in environment.variables.items()
        if text and is_typed(name) and records()[name].get("secret")
    }
    if not secrets:
        return []
    from schemas import conditions  # noqa: PLC0415 - see above
    from schemas.catalog import variable_from_json  # noqa: PLC0415
    from schemas.secrets import is_insecure, is_placeholder  # noqa: PLC0415

    notes = []
    given = _Given(environment.variables)
    for name, text in secrets.items():
        # Compose hands the secrets of every backend to this container; those of the chosen ones count.
        if not all(conditions.holds(records()[name].get(key, {}), given) for key in ("active_when", "required_when")):
            continue
        if not is_insecure(variable_from_json(records()[name]), text):
            continue
        message = "has a value that everybody knows: whoever reaches the service gets in"
        if tolerated or is_placeholder(text):
            notes.append(f"{name} {message} [{KNOWN_RULE}]")
        else:
            environment.report(name, message, KNOWN_RULE)
    return notes


def is_typed(name: str) -> bool:
    """True for a variable that the application's settings classes load; the others belong to other containers."""
    record = records().get(name)
    return record is not None and bool(record.get("owner")) and not str(record["owner"]).endswith("StackConfig")
