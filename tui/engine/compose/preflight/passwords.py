"""Passwords that live in a service's data: the file has to have the one that the data was made with (FIELD F01)."""

from __future__ import annotations

from collections.abc import Iterator

from tui.engine.compose.preflight.context import Context
from tui.engine.compose.rotation import Journal, kept_passwords
from tui.engine.compose.rotation.servers import Redis
from tui.engine.protocol import Check, EngineError


def interrupted(context: Context) -> Iterator[Check]:
    """No rotation of a password was killed in the middle."""
    journal = Journal.read(context.workspace)
    if journal is not None:
        yield Check(
            "LD-VOLUME-SECRET",
            "fail",
            f"the rotation of {journal.key} was interrupted",
            f"launchdeck secrets rotate {journal.key} finishes it, or takes it back",
        )


def kept(context: Context) -> Iterator[Check]:
    """A database that runs lets the password of the file in: the one in its data does not change with the file."""
    running = {one.service for one in context.containers if one.state == "running" and one.health in {"", "healthy"}}
    for one in kept_passwords(context.project):
        # Redis has its password from the file at each start, not from its data.
        if one.server.service not in running or isinstance(one.server, Redis):
            continue
        names = " and ".join(sorted(one.keys)) or "the password"
        try:
            let_in = one.server.logs_in(context.project.compose(), one.text)
        except EngineError as error:
            yield Check("LD-VOLUME-SECRET", "skip", f"{one.server.service} could not be asked: {error.message}")
            continue
        if let_in:
            yield Check("LD-VOLUME-SECRET", "ok", f"{one.server.service} lets {names} in")
        else:
            yield Check(
                "LD-VOLUME-SECRET",
                "fail",
                f"{one.server.service} does not let {names} in: its data keeps the password that it was made with",
                f"Set that one again (launchdeck env restore 1), then launchdeck secrets rotate {names}",
            )
