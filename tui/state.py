"""What the app remembers of the person between two sittings: the tour was seen, where one was."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tui.workspace.enverrors import EnvFileError
from tui.workspace.storage import write_private

KEPT_PLACES = 50
"""Workspaces whose last place is remembered, the newest ones."""


def state_path(environ: Mapping[str, str] | None = None) -> Path:
    """Where it is kept (XDG Base Directory Specification, XDG_STATE_HOME)."""
    source = os.environ if environ is None else environ
    base = source.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "launchdeck" / "state.json"


class UserState:
    """A small file that nobody misses: what cannot be read counts as empty, what cannot be written is forgotten."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data: dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(path.read_text("utf-8"))
            self._data = found if isinstance(found, dict) else {}

    @property
    def tour_seen(self) -> bool:
        """Whether the tour was shown before."""
        return self._data.get("tour_seen") is True

    def see_tour(self) -> None:
        """Remember that the tour was shown."""
        self._data["tour_seen"] = True
        self._write()

    def place(self, workspace: Path) -> dict[str, str]:
        """Where the person was in a workspace: the mode, the variable and more by their words; empty when not known."""
        places = self._data.get("places")
        found = places.get(str(workspace.resolve())) if isinstance(places, dict) else None
        return {str(k): v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}

    def leave(self, workspace: Path, place: Mapping[str, str]) -> None:
        """Remember where the person was. Names only, never a value."""
        places = self._data.get("places")
        kept = dict(places) if isinstance(places, dict) else {}
        kept.pop(str(workspace.resolve()), None)
        kept[str(workspace.resolve())] = dict(place)
        self._data["places"] = dict(list(kept.items())[-KEPT_PLACES:])
        self._write()

    @property
    def pane_sizes(self) -> dict[str, int]:
        """Columns or lines of the panes that the person resized."""
        found = self._data.get("panes")
        return {str(k): v for k, v in found.items() if type(v) is int and v > 0} if isinstance(found, dict) else {}

    def keep_pane_sizes(self, sizes: Mapping[str, int]) -> None:
        """Remember them."""
        self._data["panes"] = dict(sizes)
        self._write()

    def recent(self, workspace: Path) -> list[str]:
        """The variables that were edited or opened last in a workspace, the newest first."""
        kept = self._data.get("recent")
        found = kept.get(str(workspace.resolve())) if isinstance(kept, dict) else None
        return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []

    def keep_recent(self, workspace: Path, names: Sequence[str]) -> None:
        """Remember them. Names only, never a value."""
        known = self._data.get("recent")
        kept = dict(known) if isinstance(known, dict) else {}
        kept.pop(str(workspace.resolve()), None)
        kept[str(workspace.resolve())] = list(names)
        self._data["recent"] = dict(list(kept.items())[-KEPT_PLACES:])
        self._write()

    def _write(self) -> None:
        with contextlib.suppress(OSError, EnvFileError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_private(self.path, json.dumps(self._data, indent=1))
