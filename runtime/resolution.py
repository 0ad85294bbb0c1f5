"""From the raw environment to the one that is in force: secrets from files, empty typed values left out, all checked.

Every mode and every job goes the same way, so that a command for administrators sees what the server sees.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from runtime import checking, cpus, filesecrets, ruling
from runtime.environment import Environment
from runtime.modes import application
from runtime.observability import switches
from runtime.record import field, record


@record(frozen=True, slots=True)
class Resolution:
    """The environment in force, and how it differs from the raw one."""

    environment: Environment
    added: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Secrets that came from files."""
    removed: frozenset[str] = frozenset()
    """Typed settings that were set to an empty text."""
    notes: tuple[str, ...] = ()


def resolve(raw: Mapping[str, str], count_cpus: Callable[[], int] = cpus.available) -> Resolution:
    """Resolve an environment. Never raises: problems are noted in the environment, finish() raises them."""
    before = Environment(raw)
    secrets = filesecrets.FileSecrets()
    if filesecrets.wanted(raw):
        secrets = filesecrets.read(raw, checking.secret_names(before))
    removed = checking.empty_typed(raw) if application.is_reference(before) else frozenset()
    kept = {name: text for name, text in raw.items() if name not in removed}
    environment = Environment({**kept, **secrets.values}, count_cpus)
    environment.problems.extend(secrets.problems)
    return Resolution(environment, secrets.values, removed, tuple(secrets.notes))


def check(resolution: Resolution, mode: str = "") -> tuple[str, ...]:
    """Check what the application will load, and raise ConfigurationError with everything that is wrong.

    The catalog describes the reference application; of another one only what the entrypoint itself reads is checked.
    Returns what the rules warn of.
    """
    warnings: list[str] = []
    if application.is_reference(resolution.environment):
        checking.check(resolution.environment)
        warnings = checking.check_secrets(resolution.environment)
        switches.check(resolution.environment)
        warnings += ruling.check(resolution.environment, checking.records(), mode)
    resolution.environment.finish()
    return tuple(warnings)
