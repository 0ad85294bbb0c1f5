"""The keys that the project's data is sealed with are those of the last launch (FIELD F03)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tui.engine.compose.containers import PROJECT
from tui.engine.compose.preflight.context import Context, data_folders
from tui.engine.protocol import Check
from tui.engine.sealed import CHECK, Note, write_note
from tui.workspace.enverrors import EnvFileError
from tui.workspace.states import LAUNCH_RECORD

PLACE = LAUNCH_RECORD
KEYS = "privkeys"
"""The folder of the application's storage that holds its private keys."""
_KEYS_SEEN = "keys"


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
    try:
        write_note(workspace / PLACE, values, [_KEYS_SEEN] if keys else [])
    except (OSError, EnvFileError):
        return


def keys_are_there(context: Context) -> bool:
    """Whether the application has private keys in a folder of this machine."""
    folder = _keys_folder(context)
    return context.is_here and folder is not None and folder.is_dir() and any(folder.iterdir())


def check(context: Context) -> Iterator[Check]:
    """The keys are those of the last launch, as long as there is data that was sealed with them."""
    note = Note.read(context.workspace / PLACE, [_KEYS_SEEN])
    if not note.salt or not _has_data(context):
        return
    way_out = f"remove {PLACE}"
    changed = note.checks(context.values, way_out)
    yield from changed
    folder = _keys_folder(context)
    if note.marks and context.is_here and not keys_are_there(context):
        yield Check(
            CHECK,
            "fail",
            f"{folder or KEYS} held the private keys at the last launch, and is missing or empty",
            f"Copy it back from where the storage was; when the data is to be lost, {way_out}",
        )
    elif note.digests and not changed:
        yield Check(CHECK, "ok", f"{', '.join(note.digests)}: as at the last launch")


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
