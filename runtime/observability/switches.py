"""What is imported only where its switch is on, and whether it is there. Standard library only."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Final

from runtime.environment import Environment
from runtime.record import record

RULE: Final = "LD-EXTRA-MISSING"
"""The id of the finding; only the container can know what is installed in it."""


@record(frozen=True, slots=True)
class Switch:
    """One optional part."""

    variable: str
    """What switches it on."""
    module: str
    """What must be importable then."""
    extra: str
    """The extra of this package that installs it."""

    def is_on(self, environment: Environment) -> bool:
        """True when the environment asks for it."""
        if self.variable == "ENABLE_OTEL":
            return environment.flag(self.variable)
        return bool(environment.text(self.variable))


SWITCHES: Final = (
    Switch("ENABLE_OTEL", "opentelemetry.exporter.otlp.proto.http", "otel"),
    Switch("SENTRY_DSN", "sentry_sdk", "sentry"),
)
"""All of them."""


def check(environment: Environment, installed: Callable[[str], bool] | None = None) -> None:
    """Report every part that is switched on and not installed."""
    for switch in SWITCHES:
        if switch.is_on(environment) and not (installed or is_installed)(switch.module):
            environment.report(
                switch.variable, f"needs what is not installed here: pip install 'launchdeck[{switch.extra}]'", RULE
            )
    if SWITCHES[0].is_on(environment) and environment.text("OTEL_EXPORTER_OTLP_PROTOCOL").strip() == "grpc":
        environment.report(
            "OTEL_EXPORTER_OTLP_PROTOCOL", "is grpc, and only OTLP over HTTP is here: use http and port 4318", RULE
        )


def is_installed(module: str) -> bool:
    """True when the module can be found; of its parents only namespaces are imported."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
