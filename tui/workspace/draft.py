"""The edits that are not saved yet, kept beside the env file, so that a crash or a lost connection costs nothing."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.workspace import storage
from tui.workspace.enverrors import EnvFileError
from tui.workspace.referring import Expression, same, text_of
from tui.workspace.workspace import Change, Workspace

LABEL = "take up the draft"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """Edits that somebody made and did not save."""

    changes: Mapping[str, str | None]
    """The texts by variable, in clear; None for one that was taken out."""
    kept: datetime.datetime
    """When, in UTC."""


class DraftFile:
    """The draft of one env file: ``.launchdeck/NAME.draft`` beside it, for its owner only.

    Of several Launchdecks in one folder the first keeps its draft: it holds a lock that ends with its process.
    """

    def __init__(self, env_path: Path) -> None:
        self._env_path = env_path
        self._lock: int | None = None
        self._postponed: Mapping[str, str | None] = {}

    @property
    def path(self) -> Path:
        """The file. Raises EnvFileError when the env file is a link that leads nowhere."""
        target = storage.real_path(self._env_path)
        return target.parent / storage.STATE_FOLDER / f"{target.name}.draft"

    def keep(self, changes: Mapping[str, str | None]) -> bool:
        """Keep these edits instead of the former ones, and below them what was postponed; False when it is another's.

        Without any the draft is removed. Raises EnvFileError when it cannot be written.
        """
        changes = {**self._postponed, **changes}
        if not changes and not self.path.exists():
            return True
        target = storage.real_path(self._env_path)
        storage.refuse_shared_folder(target)
        storage.state_folder(target)
        if not self._claim():
            return False
        if changes:
            refers = [name for name, text in changes.items() if isinstance(text, Expression)]
            content = json.dumps({"format": _FORMAT, "changes": changes, "refers": refers}, ensure_ascii=False)
            storage.replace(self.path, content.encode())
        else:
            self.path.unlink(missing_ok=True)
        return True

    def read(self) -> Draft | None:
        """The draft that was left behind; None when there is none, it is broken, or who makes it still runs."""
        with contextlib.suppress(EnvFileError, OSError, ValueError, TypeError, KeyError, AttributeError):
            content = json.loads(self.path.read_bytes())
            changes = {str(name): text for name, text in content["changes"].items()}
            sound = all(text is None or isinstance(text, str) for text in changes.values())
            changes |= {name: Expression(changes[name]) for name in content.get("refers", ()) if changes.get(name)}
            if content["format"] == _FORMAT and sound and changes and self._claim():
                return Draft(changes, datetime.datetime.fromtimestamp(self.path.stat().st_mtime, datetime.UTC))
        return None

    def postpone(self, draft: Draft) -> None:
        """Ask about a draft that was left behind next time: what is kept from now on comes on top of it."""
        self._postponed = draft.changes

    def forget(self) -> None:
        """The edits were saved or thrown away; what was postponed stays, and so does another's draft."""
        with contextlib.suppress(EnvFileError, OSError):
            self.keep({})

    def release(self) -> None:
        """Let another Launchdeck have it; the end of the process does so too."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _claim(self) -> bool:
        """Hold the lock of the draft; False when another process does. Raises OSError where there can be none."""
        if self._lock is not None:
            return True
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        lock = os.open(self.path.with_suffix(".draft-lock"), flags, storage.PRIVATE_FILE)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            return False
        self._lock = lock
        return True


def pending(workspace: Workspace) -> dict[str, str | None]:
    """The unsaved edits of a workspace as a draft keeps them."""
    return {change.name: text_of(workspace.document, change.name) for change in workspace.changes()}


def differing(workspace: Workspace, draft: Draft) -> dict[str, str | None]:
    """The edits of a draft that the file does not have yet: it may have been saved by other hands meanwhile."""
    return {name: text for name, text in draft.changes.items() if not same(text_of(workspace.document, name), text)}


def take_up(workspace: Workspace, draft: Draft) -> Change:
    """Make the edits of a draft again, as one step of undo.

    Raises EnvKeyError, EnvValueError or EnvEditError when one cannot be written; then nothing changed.
    """
    return workspace.set_all(LABEL, differing(workspace, draft))
