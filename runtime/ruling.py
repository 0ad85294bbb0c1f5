"""Rules on several variables, the same that ``launchdeck check`` runs, on what this container was given.

Standard library only. Only rules whose variables reach the container are asked, and only about what was given: the
defaults of the env file are not those of the container. What a rule calls an error stops the start, unless
RUNTIME_IGNORE_RULES names it; a warning is a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from runtime.environment import Environment

if TYPE_CHECKING:
    from schemas.rules.base import Diagnostic

ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "broker": ("LD-REDIS-BROKER-MISMATCH", "LD-BROKER-ENCODING"),
    "server": ("LD-LOG-ZONE",),
    "workers": ("LD-QUEUE-MISSING", "LD-QUEUE-UNKNOWN", "LD-CELERY-AUTOSCALE-FIXED", "LD-CELERY-SOLO-SLOTS"),
}
"""The rules by their theme, a module of schemas.rules."""

TRIGGERS: Final[Mapping[str, frozenset[str]]] = {
    "broker": frozenset({"CELERY_BROKER_URL"}),
    "server": frozenset({"LOG_TZ"}),
    "workers": frozenset({"CELERY_WORKER_QUEUES", "CELERY_QUEUES", "CELERY_AUTO_SCALE", "CELERY_WORKER_AMOUNT"}),
}
"""What must be given for a theme to be loaded; a test holds it against the rules."""

EDITION: Final = "EDITION"
"""Decides which queues there are, given or not."""


def ignored(environment: Environment) -> frozenset[str]:
    """The ids that RUNTIME_IGNORE_RULES names."""
    return frozenset(word.strip() for word in environment.text("RUNTIME_IGNORE_RULES").split(","))


def check(environment: Environment, records: Mapping[str, Mapping[str, Any]], mode: str) -> list[str]:
    """Report the errors; the warnings, and the errors that are to be ignored, as notes."""
    tolerated = ignored(environment)
    notes = []
    for diagnostic in _found(environment, records, mode):
        if diagnostic.severity.word == "error" and diagnostic.id not in tolerated:
            environment.report(diagnostic.variables[0], diagnostic.message, diagnostic.id)
        elif diagnostic.severity.word != "hint":
            notes.append(f"{diagnostic.message} [{diagnostic.id}]")
    return notes


def _found(environment: Environment, records: Mapping[str, Mapping[str, Any]], mode: str) -> Iterator[Diagnostic]:
    given = {name: text for name, text in environment.variables.items() if text}
    themes = [theme for theme in ASKED if theme != "workers" or mode == "worker"]
    themes = [theme for theme in themes if not TRIGGERS[theme].isdisjoint(given)]
    if not themes:
        return
    from schemas.catalog import Catalog, Category, variable_from_json  # noqa: PLC0415 - most containers do without
    from schemas.rules.base import Values  # noqa: PLC0415

    names = {name for name in given if name in records} | {EDITION}
    variables = [variable_from_json(records[name]) for name in names]
    categories = [Category(name, name) for name in {variable.category for variable in variables}]
    values = Values(Catalog(categories, variables), given)
    for theme in themes:
        for rule in import_module(f"schemas.rules.{theme}").THEME.rules:
            if rule.id in ASKED[theme]:
                yield from rule.check(values)
