"""Writing an upgrade: all files or none, the former ones in their histories."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import LaunchdeckError
from tui.workspace import storage
from tui.workspace.document import EnvDocument
from tui.workspace.envfile import EnvFile, EnvFileChanged
from tui.workspace.history import History
from tui.workspace.upgrade.plan import FileAction, Plan
from tui.workspace.upgrade.store import keep_template

_STAGING = "upgrade"


class UpgradeBlockedError(LaunchdeckError):
    """Something needs a value before anything is written."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written."""

    written: tuple[Path, ...]
    """New and changed files."""
    removed: tuple[Path, ...]
    """Files whose values are all in others now."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One file of the plan."""

    path: Path
    former: EnvDocument | None
    result: EnvDocument | None


def apply(plan: Plan) -> Applied:
    """Write what the plan says and store its template for the next upgrade.

    The main file, which carries the stamp, comes after all that its values go to, and files that are not needed any
    more are removed last: a run that is killed leaves every value in a file, and the next one finishes it.

    Raises:
        UpgradeBlockedError: the plan waits for values; nothing was written.
        EnvFileChanged, EnvFileLocked, EnvFileError: a file cannot be written; all of them are what they were.
    """
    if plan.blocked:
        raise UpgradeBlockedError(
            f"{', '.join(plan.blocked)}: no value", "Give each one with --set KEY=VALUE or launchdeck env set KEY"
        )
    steps = [
        _Step(plan.path_of(file), plan.former.get(file), plan.results[file])
        for file, action in plan.files.items()
        if action is not FileAction.SAME
    ]
    keep_template(plan.env, plan.new)
    done: list[_Step] = []
    made: list[Path] = []
    with _staged(plan.env, steps):
        try:
            for step in steps:
                made += _make_folders(step.path.parent)
                _write(step)
                done.append(step)
        except LaunchdeckError:
            _undo(done, made)
            raise
    return Applied(
        tuple(step.path for step in steps if step.result is not None),
        tuple(step.path for step in steps if step.result is None),
    )


@contextlib.contextmanager
def _staged(env: Path, steps: list[_Step]) -> Iterator[None]:
    """Write every new content to the disk first, so that a full one is noticed before any file is touched."""
    folder = storage.state_folder(storage.real_path(env)) / _STAGING
    files = []
    try:
        with _our_errors("write into", folder):
            folder.mkdir(mode=storage.PRIVATE_FOLDER, exist_ok=True)
        for number, step in enumerate(steps):
            if step.result is not None:
                files.append(folder / f"{number}.env")
                storage.replace(files[-1], step.result.to_bytes())
        yield
    finally:
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()


def _write(step: _Step) -> None:
    """Bring one file to its new content; the former one goes to its history."""
    file = EnvFile.load(step.path)
    if file.document != (step.former or EnvDocument()) or file.exists != (step.former is not None):
        raise EnvFileChanged(
            f"{step.path} was changed by something else since it was read",
            "Nothing was written: make the plan anew",
            base=step.former or EnvDocument(),
            mine=step.result or EnvDocument(),
            theirs=file.document,
        )
    if step.result is not None:
        file.document = step.result
        file.save()
        return
    target = storage.real_path(step.path)
    with storage.locked(target):
        History(step.path).keep(file.document.to_bytes())
        with _our_errors("remove", target):
            target.unlink()


def _undo(done: list[_Step], made: list[Path]) -> None:
    """Bring files back to what they were, the last one first; their histories keep both contents."""
    for step in reversed(done):
        if step.former is None:
            with contextlib.suppress(OSError):
                step.path.unlink(missing_ok=True)
            continue
        file = EnvFile.load(step.path)
        file.document = step.former
        file.save()
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            _remove_state(folder)
        with contextlib.suppress(OSError):
            folder.rmdir()


def _remove_state(folder: Path) -> None:
    """Remove what a save of ours left in a folder that was made for it."""
    state = folder / storage.STATE_FOLDER
    for path in (*state.glob("*.lock"), state / ".gitignore"):
        path.unlink(missing_ok=True)
    state.rmdir()


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns those that were made, the outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    with _our_errors("write into", folder):
        for path in reversed(missing):
            path.mkdir()
    return list(reversed(missing))


@contextlib.contextmanager
def _our_errors(what: str, path: Path) -> Iterator[None]:
    """Errors of the system as errors of ours."""
    try:
        yield
    except OSError as error:
        raise storage.failure(what, path, error) from error
