"""An engine that only watches: every intent is refused, whatever asks for it."""

from __future__ import annotations

from typing import Any, Final, NoReturn, cast

from tui.engine.protocol import Engine, EngineError

INTENTS: Final = frozenset(
    {"up", "down", "start", "stop", "restart", "run", "pull", "recreate", "scale", "shell", "rotate", "apply"}
)
"""What changes services, or may: a shell and a job can do anything."""


class _Watching:
    """Passes on what only reads. It offers nothing beyond that, so nothing else is shown either."""

    offers = frozenset[str]()

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        """What the engine has, unless it is an intent."""
        return self._refuse if name in INTENTS else getattr(self._engine, name)

    @staticmethod
    def _refuse(*_arguments: object, **_options: object) -> NoReturn:
        raise EngineError("opened to look only", "start launchdeck without --read-only to change something")


def watching(engine: Engine) -> Engine:
    """The engine without its intents, which raise EngineError."""
    return cast(Engine, _Watching(engine))
