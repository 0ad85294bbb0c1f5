"""The note of the keys that stored data is sealed with: another key makes that data unreadable for good (FIELD F03).

It holds a keyed fingerprint of what was in force at the last launch, never a key itself.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schemas.catalog import SecretClass, load_catalog
from tui.engine.protocol import Check
from tui.workspace.storage import write_private

FROZEN: SecretClass = "frozen"
CHECK = "LD-FROZEN-SECRET"
_SALT = "salt"


@dataclass(frozen=True, slots=True)
class Note:
    """What was noted at a launch: fingerprints by variable, and marks of whoever noted it."""

    salt: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()

    @classmethod
    def read(cls, path: Path, marks: Collection[str] = ()) -> Note:
        """The note that is there; an empty one where there is none or it is spoilt."""
        try:
            found = json.loads(path.read_text("utf-8"))
            given = {str(key): str(text) for key, text in found.items()}
            salt = given.pop(_SALT, "")
            bytes.fromhex(salt)
        except (OSError, ValueError, AttributeError):
            return cls()
        if not salt:
            return cls()
        digests = {key: text for key, text in given.items() if key not in marks}
        return cls(salt, digests, frozenset(marks) & given.keys())

    def changed(self, values: Mapping[str, str]) -> list[str]:
        """The variables that have another text now."""
        return [name for name, kept in self.digests.items() if kept != _digest(self.salt, name, values.get(name, ""))]

    def checks(self, values: Mapping[str, str], way_out: str) -> list[Check]:
        """A failed check for each key that is another one now, with the way out when the data is to be lost."""
        return [
            Check(
                CHECK,
                "fail",
                f"{name} is not the one of the last launch: what is stored under the former one could not be read any "
                "more",
                f"Bring it back (launchdeck env history); when the data is to be lost, {way_out}",
            )
            for name in self.changed(values)
        ]


def write_note(path: Path, values: Mapping[str, str], marks: Collection[str] = ()) -> None:
    """Note the keys of a launch that went through, readable by the owner alone.

    Raises:
        OSError, EnvFileError: the note cannot be written.
    """
    salt = Note.read(path).salt or secrets.token_hex(16)
    frozen = [one.name for one in load_catalog() if one.secret_class == FROZEN]
    digests = {name: _digest(salt, name, values[name]) for name in frozen if values.get(name)}
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_private(path, json.dumps({_SALT: salt, **digests, **dict.fromkeys(marks, "seen")}))


def _digest(salt: str, name: str, text: str) -> str:
    return hmac.new(bytes.fromhex(salt), f"{name}\0{text}".encode(), hashlib.sha256).hexdigest()
