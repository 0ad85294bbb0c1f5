"""``environment``: what a service was started with, against what it would get now."""

from __future__ import annotations

from argparse import Namespace

from tui.engine.masked import ShownService, as_json, masked
from tui.engine.started import DRIFT
from tui.engine.telling import lines, summary
from tui.verbs.common import emit, emit_json, engine_of, open_workspace, say


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
