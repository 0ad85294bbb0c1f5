"""``environment``: what a service was started with, against what it would get now."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from tui.engine.masked import Shown, ShownService, as_json, masked
from tui.engine.started import DRIFT, Standing
from tui.verbs.common import emit, emit_json, engine_of, open_workspace, say
from tui.workspace.printable import printable

MOST = 100
"""Characters of a value on a line for people; --json has all of them."""


def environment(arguments: Namespace) -> int:
    """Print it, secrets masked, what differs first; exit 1 when something does."""
    engine = engine_of(arguments)
    shown = masked(engine.environment(arguments.service), open_workspace(arguments))
    if arguments.json:
        emit_json(as_json(engine.name, _drifted(shown) if arguments.drift else shown))
    else:
        for line in lines(shown, only_drift=arguments.drift):
            emit(line)
        say(summary(shown))
    return 1 if shown.drift else 0


def _drifted(shown: ShownService) -> ShownService:
    made, variables = (tuple(one for one in part if one.standing in DRIFT) for part in (shown.made, shown.variables))
    return ShownService(shown.service, made, variables)


def lines(shown: ShownService, *, only_drift: bool) -> Iterator[str]:
    """One line for each setting: how it stands, its name, what runs and what would be started now."""
    rest = [] if only_drift else [one for one in shown.settings if one.standing not in DRIFT]
    every = [*shown.drift, *rest]
    width = max((len(one.name) for one in every), default=0)
    for one in every:
        word = "" if one.standing is Standing.KNOWN else str(one.standing)
        yield f"{word:<16}  {one.name:<{width}}  {said(one)}".rstrip()


def said(one: Shown) -> str:
    """The value; of what differs both, the one that runs first."""
    if one.standing is not Standing.DIFFERS:
        return _short(one.now if one.standing is Standing.FILE else one.runs)
    if one.secret:
        return "two secrets that differ"
    return f"{_short(one.runs)} -> {_short(one.now)}"


def _short(text: str | None) -> str:
    line = printable(text or "", " ") or "empty"
    return line if len(line) <= MOST else f"{line[: MOST - 3]}..."


def summary(shown: ShownService) -> str:
    """One sentence about the drift, and what takes it over."""
    number = len(shown.drift)
    if not number:
        return f"{shown.service} runs with what it would get now"
    return f"{number} would be changed by launchdeck restart {shown.service}"
