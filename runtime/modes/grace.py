"""How long what runs may go on after TERM, kept below what the container gets before it is killed."""

from __future__ import annotations

from typing import Final

from runtime.environment import Environment

SECONDS: Final = 25
"""The default (RUNTIME_GRACE_SECONDS): five below what the compose file gives the containers."""

MARGIN: Final = 5
"""Seconds between the end of the grace and the kill: for closing connections and putting tasks back."""

CHAIN_RULE: Final = "LD-TIMEOUT-CHAIN"
"""The id of the rule on an outer limit that ends before the inner one."""


def seconds(environment: Environment, *, within: int = 0) -> int:
    """The grace in whole seconds. RUNTIME_STOP_GRACE_PERIOD, where it is given, is what the container gets.

    within is another limit in seconds that it must fit into, 0 for none: gunicorn's own. A grace that was given and
    does not fit is a problem; the default gives way.
    """
    name = "RUNTIME_GRACE_SECONDS"
    given = bool(environment.text(name).strip())
    container = environment.integer("RUNTIME_STOP_GRACE_PERIOD", 0)
    longest = min([limit for limit in (container and max(1, container - MARGIN), within) if limit], default=0)
    wanted = environment.integer(name, min(SECONDS, longest) if longest else SECONDS, minimum=1)
    if given and longest and wanted > longest:
        environment.report(
            name,
            f"must be {longest} or less, so that it ends before RUNTIME_STOP_GRACE_PERIOD and GUNICORN_TIMEOUT do",
            CHAIN_RULE,
        )
    return wanted
