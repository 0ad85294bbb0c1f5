"""The project of a workspace as Compose resolves it, read again only when one of its files changed."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from tui.engine.compose import plan
from tui.engine.compose.cli import Compose, find_compose
from tui.engine.compose.model import Model, parse_model
from tui.engine.shell import scrubbed
from tui.engine.stamps import stamp_of

ValueT = TypeVar("ValueT")


class Project:
    """Compose for one workspace, with what it said last."""

    def __init__(
        self, folder: Path, own: Callable[[], Collection[str]], files: Sequence[Path] = (), name: str = ""
    ) -> None:
        """``own`` names what the workspace sets; files and name are used instead of those that Compose would find."""
        self.folder = folder
        self.files = tuple(files)
        """The compose files that were named, in their order."""
        self._name = name
        self._own = own
        self._lock = threading.Lock()
        self._compose: Compose | None = None
        self._cached: dict[str, tuple[object, object]] = {}

    def compose(self) -> Compose:
        """The Compose program. Raises EngineError when there is none that fits."""
        if self._compose is None:
            environ = scrubbed(but=self._own())
            if self.files:
                environ["COMPOSE_FILE"] = os.pathsep.join(str(path) for path in self.files)
            if self._name:
                environ["COMPOSE_PROJECT_NAME"] = self._name  # beats the env file (Compose manual, "Project name")
            self._compose = find_compose(self.folder, environ)
        return self._compose

    def model(self) -> Model:
        """The services of the active profiles. Raises EngineError with Compose's own word when a file is wrong."""
        return self._resolved()[0]

    def warnings(self) -> tuple[str, ...]:
        """What Compose warned of while it resolved the files."""
        return self._resolved()[1]

    def _resolved(self) -> tuple[Model, tuple[str, ...]]:
        def read() -> tuple[Model, tuple[str, ...]]:
            text, warnings = self.compose().ask_with_warnings("config", "--format", "json")
            return parse_model(text), warnings

        return self._read("model", read)

    def everything(self) -> Model:
        """The services of all profiles: what ``down`` has to find."""
        return self._read(
            "everything", lambda: parse_model(self.compose().ask("--profile", "*", "config", "--format", "json"))
        )

    def raw_environments(self) -> Mapping[str, Mapping[str, str]]:
        """The environment of each service as the files write it, references to variables included."""

        def read() -> Mapping[str, Mapping[str, str]]:
            document = json.loads(self.compose().ask("config", "--no-interpolate", "--format", "json"))
            return {
                name: {key: str(text) for key, text in (body.get("environment") or {}).items() if text is not None}
                for name, body in (document.get("services") or {}).items()
            }

        return self._read("raw", read)

    def hashes(self) -> plan.Hashes:
        """Compose's configuration hashes of now."""

        def read() -> Mapping[str, str]:
            return plan.parse_hashes(self.compose().ask("config", "--hash", "*"))

        return plan.Hashes(self.compose().version_text, self._read("hashes", read))

    def _read(self, key: str, read: Callable[[], ValueT]) -> ValueT:
        stamp = stamp_of(self.folder, self.files)
        with self._lock:
            cached = self._cached.get(key)
            if cached is None or cached[0] != stamp:
                cached = (stamp, read())
                self._cached[key] = cached
        value: ValueT = cached[1]  # type: ignore[assignment]  # each key always holds what its reader returns
        return value
