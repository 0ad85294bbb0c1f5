"""What is left of an error that nobody foresaw: a private file with the places in the code, and no value.

Standard library only: it must work when other things do not.
"""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

from schemas.secrets import redact

REDACTED = "the message may hold a value and was left out"
KEPT = 10
"""Reports that are kept; older ones are removed."""


def folder() -> Path:
    """Where the reports lie (XDG Base Directory Specification, XDG_STATE_HOME)."""
    base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "launchdeck" / "crashes"


def describe(error: BaseException, secrets: Iterable[str] | None = None) -> str:
    """The report: versions, the chain of errors and where each came from; never a local variable.

    With the secrets of the workspace the messages are kept and these masked; without, messages are left out, because
    nobody knows what they hold.
    """
    known = None if secrets is None else list(secrets)
    lines = [f"launchdeck {_version('launchdeck')}, Textual {_version('textual')}"]
    lines.append(f"Python {platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}")
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    for one in reversed(chain):
        lines.append("")
        frames = traceback.extract_tb(one.__traceback__)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        message = REDACTED if known is None else redact(str(one), known)
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}: {message}")
    return "\n".join(lines) + "\n"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _place(filename: str) -> str:
    """A path without the part that names a person's home."""
    home = str(Path.home())
    return f"~{filename[len(home) :]}" if filename.startswith(f"{home}/") else filename


def write(error: BaseException, secrets: Iterable[str] | None = None) -> Path | None:
    """Write a report that only its owner can read; None when it cannot be written."""
    text = describe(error, secrets)
    try:
        place = folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = place / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        for old in sorted(place.glob("*.txt"))[:-KEPT]:
            old.unlink()
    except OSError:
        return None
    return path


def tell(error: BaseException, secrets: Iterable[str] | None = None) -> None:
    """One line on stderr: what happened and where the report is. Files are untouched, edits are in the draft."""
    path = write(error, secrets)
    where = f"a report without your values is in {path}" if path else "no report could be written"
    sys.stderr.write(f"launchdeck: this is a fault of ours ({type(error).__name__}); {where}\n")


def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For ``sys.excepthook``: the same for a command without a screen."""
    del trace
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("launchdeck: interrupted\n")
        return
    tell(error)
