"""Keys that stored data is sealed with: another one makes that data unreadable for good (FIELD F03).

What was in force at the last launch is kept as a keyed fingerprint, never as the key itself.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from schemas.catalog import SecretClass, load_catalog
from tui.engine.compose.containers import PROJECT
from tui.engine.compose.preflight.context import Context, data_folders
from tui.engine.protocol import Check
from tui.workspace.enverrors import EnvFileError
from tui.workspace.states import LAUNCH_RECORD
from tui.workspace.storage import write_private

PLACE = LAUNCH_RECORD
FROZEN: SecretClass = "frozen"
KEYS = "privkeys"
"""The folder of the application's storage that holds its private keys."""
_KEYS_SEEN = "keys"


def _digest(salt: str, name: str, text: str) -> str:
    return hmac.new(bytes.fromhex(salt), f"{name}\0{text}".encode(), hashlib.sha256).hexdigest()


def _record(workspace: Path) -> dict[str, str]:
    """What was noted at the last launch; nothing when there was none or the note is spoilt."""
    try:
        found = json.loads((workspace / PLACE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, dict) else {}


def _keys_folder(context: Context) -> Path | None:
    """The private keys' folder on this machine, existing or not; None where the storage is not a mounted folder."""
    for data in data_folders(context.model):
        if data.mount.target.startswith(("/app/api/storage", "/app/storage")):
            return Path(data.source) / KEYS
    return None


def remember(workspace: Path, values: Mapping[str, str], *, keys: bool) -> None:
    """Note the keys of a launch that went through; ``keys`` says whether the private keys' files are there.

    A workspace that cannot be written is launched all the same.
    """
    salt = _record(workspace).get("salt") or secrets.token_hex(16)
    frozen = [one.name for one in load_catalog() if one.secret_class == FROZEN]
    names = [name for name in frozen if values.get(name)]
    record = {"salt": salt, **{name: _digest(salt, name, values[name]) for name in names}}
    if keys:
        record[_KEYS_SEEN] = "seen"
    try:
        (workspace / PLACE).parent.mkdir(mode=0o700, exist_ok=True)
        write_private(workspace / PLACE, json.dumps(record))
    except (OSError, EnvFileError):
        return


def keys_are_there(context: Context) -> bool:
    """Whether the application has private keys in a folder of this machine."""
    folder = _keys_folder(context)
    return context.is_here and folder is not None and folder.is_dir() and any(folder.iterdir())


def check(context: Context) -> Iterator[Check]:
    """The keys are those of the last launch, as long as there is data that was sealed with them."""
    record = _record(context.workspace)
    if not record or not _has_data(context):
        return
    salt = record["salt"] if _is_hex(record.get("salt", "")) else ""
    names = [name for name in record if name not in {"salt", _KEYS_SEEN}]
    changed = [n for n in names if salt and record[n] != _digest(salt, n, context.values.get(n, ""))]
    for name in changed:
        yield Check(
            "LD-FROZEN-SECRET",
            "fail",
            f"{name} is not the one of the last launch: what is stored under the former one could not be read any more",
            f"Bring it back (launchdeck env history); when the data is to be lost, remove {PLACE}",
        )
    folder = _keys_folder(context)
    if _KEYS_SEEN in record and context.is_here and not keys_are_there(context):
        yield Check(
            "LD-FROZEN-SECRET",
            "fail",
            f"{folder or KEYS} held the private keys at the last launch, and is missing or empty",
            f"Copy it back from where the storage was; when the data is to be lost, remove {PLACE}",
        )
    elif names and not changed:
        yield Check("LD-FROZEN-SECRET", "ok", f"{', '.join(names)}: as at the last launch")


def _is_hex(text: str) -> bool:
    try:
        return bool(bytes.fromhex(text))
    except ValueError:
        return False


def _has_data(context: Context) -> bool:
    """Whether anything of the project is left that holds data: containers, volumes, a data folder with something in."""
    if context.containers:
        return True
    filters = {"label": f"{PROJECT}={context.model.project}"}
    if (context.client.api.volumes(filters=filters) or {}).get("Volumes"):
        return True
    if not context.is_here:
        return False
    folders = [Path(data.source) for data in data_folders(context.model)]
    return any(folder.is_dir() and any(folder.iterdir()) for folder in folders)
