"""What a rotation is about to do, written down before it begins, so that a killed one can be finished."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from tui.engine.protocol import EngineError
from tui.workspace.enverrors import EnvFileError
from tui.workspace.storage import write_private

PLACE = Path(".launchdeck") / "rotation.json"


@dataclass(frozen=True, slots=True)
class Journal:
    """A rotation that has begun. It holds both passwords; the file is its owner's alone."""

    key: str
    old: str = field(repr=False)
    new: str = field(repr=False)

    @classmethod
    def read(cls, workspace: Path) -> Journal | None:
        """The journal of a workspace; None when no rotation is open. Raises EngineError when it cannot be read."""
        try:
            record = json.loads((workspace / PLACE).read_text("utf-8"))
            return cls(str(record["key"]), str(record["old"]), str(record["new"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            raise EngineError(
                f"{workspace / PLACE} cannot be read: it tells of a rotation that was interrupted",
                "Look which password the service takes, set it, then remove that file",
            ) from None

    def write(self, workspace: Path) -> None:
        """Write it down, in one step and for good. Raises EngineError when that is impossible."""
        path = workspace / PLACE
        text = json.dumps({"key": self.key, "old": self.old, "new": self.new})
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            write_private(path, text)
        except (OSError, EnvFileError) as error:
            reason = error.message if isinstance(error, EnvFileError) else f"{path}: {error.strerror}"
            raise EngineError(f"the rotation cannot be noted: {reason}", "Nothing was changed") from None

    @staticmethod
    def remove(workspace: Path) -> None:
        """The rotation is over."""
        (workspace / PLACE).unlink(missing_ok=True)
