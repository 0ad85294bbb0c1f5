"""Rules on tracing and error reports: switched on and pointed somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.catalog import Catalog
from schemas.rules.base import Check, Found, Severity, Theme, Values, declared, found, set_to

THEME = Theme("observability", "Observability")

_FULL = 1.0
_RATES = {
    "API_SENTRY_TRACES_SAMPLE_RATE": "API_SENTRY_DSN",
    "API_SENTRY_PROFILES_SAMPLE_RATE": "API_SENTRY_DSN",
    "OTEL_SAMPLING_RATE": "ENABLE_OTEL",
}
"""Each sampling rate with what switches it on."""


@THEME.spread(
    "LD-SAMPLING-FULL",
    Severity.HINT,
    finds="Every single request is traced in a production deployment.",
    why="Tracing costs time in each request and money with the provider.",
    mends="A tenth is plenty to see where the time goes.",
    faults="F62",
)
def full_sampling(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each rate."""
    for name, switch in _RATES.items():
        if declared(catalog, name):
            yield {name, switch, "DEPLOY_ENV"}, _sampling_check(name, switch)


def _sampling_check(name: str, switch: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        on = values.is_true(switch) if switch == "ENABLE_OTEL" else bool(values.text(switch))
        rate = values.number(name)
        if on and rate is not None and rate >= _FULL and values.in_force("DEPLOY_ENV") == "PRODUCTION":
            message = f"{values.says(name)}: every request is traced, which costs time and money"
            yield found(message, name, switch, fix=set_to(name, "0.1"))

    return check


@THEME.rule(
    "LD-SENTRY-PLUGIN",
    Severity.ERROR,
    *("PLUGIN_SENTRY_ENABLED", "PLUGIN_SENTRY_DSN"),
    finds="Error reports of the plugin daemon are on and have no address.",
    why="The daemon stops at its start.",
    mends="Set PLUGIN_SENTRY_DSN, or switch the reports off.",
    faults="F72",
)
def plugin_sentry(values: Values) -> Iterator[Found]:
    """A switch and an address."""
    if values.is_true("PLUGIN_SENTRY_ENABLED") and not values.text("PLUGIN_SENTRY_DSN"):
        message = f"{values.says('PLUGIN_SENTRY_DSN')}, but {values.says('PLUGIN_SENTRY_ENABLED')}"
        fix = set_to("PLUGIN_SENTRY_ENABLED", "false")
        yield found(message, "PLUGIN_SENTRY_DSN", "PLUGIN_SENTRY_ENABLED", fix=fix)


@THEME.rule(
    "LD-SENTRY-SCHEDULER-ONLY",
    Severity.WARNING,
    *("SENTRY_DSN", "API_SENTRY_DSN"),
    finds="SENTRY_DSN is set and API_SENTRY_DSN is not.",
    why="Only the scheduler reads it: API and worker get API_SENTRY_DSN and report nothing.",
    mends="Set API_SENTRY_DSN.",
    faults="F37",
)
def sentry_names(values: Values) -> Iterator[Found]:
    """The API's address has another name."""
    if values.is_set("SENTRY_DSN") and not values.text("API_SENTRY_DSN"):
        message = f"{values.says('SENTRY_DSN')} and only the scheduler reads it: {values.says('API_SENTRY_DSN')}"
        yield found(message, "API_SENTRY_DSN", "SENTRY_DSN", fix=set_to("API_SENTRY_DSN", values.text("SENTRY_DSN")))


@THEME.rule(
    "LD-TASK-MARKETPLACE",
    Severity.HINT,
    *("MARKETPLACE_ENABLED", "ENABLE_CHECK_UPGRADABLE_PLUGIN_TASK"),
    finds="New plugin versions are to be looked for, and the marketplace is off.",
    why="The task is not scheduled.",
    mends="Switch the marketplace on, or the task off.",
    faults="F10",
)
def upgrade_task(values: Values) -> Iterator[Found]:
    """The task needs the marketplace; said only to who asked for it."""
    task = "ENABLE_CHECK_UPGRADABLE_PLUGIN_TASK"
    off = values.is_set("MARKETPLACE_ENABLED") and not values.is_true("MARKETPLACE_ENABLED")
    if off and values.is_set(task) and values.is_true(task):
        message = f"{values.says(task)} without effect, because {values.says('MARKETPLACE_ENABLED')}"
        yield found(message, task, "MARKETPLACE_ENABLED", fix=set_to(task, "false"))
