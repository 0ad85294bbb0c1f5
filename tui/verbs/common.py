"""What several verbs share: which workspace is meant, and narration on stderr."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace


def root_of(arguments: Namespace) -> Path:
    """The folder of the workspace that a command means."""
    from tui.workspace.discovery import find_root

    return arguments.folder if arguments.folder is not None else find_root(Path.cwd())


def open_workspace(arguments: Namespace) -> Workspace:
    """The workspace that a command means. Raises UsageError when there is none."""
    from tui.workspace.workspace import Workspace

    return Workspace.open(root_of(arguments))


def say(text: str) -> None:
    """One line of narration."""
    sys.stderr.write(f"{text}\n")


def emit(text: str) -> None:
    """One line of data."""
    sys.stdout.write(f"{text}\n")


def emit_json(data: Any) -> None:
    """Data as JSON."""
    emit(json.dumps(data, ensure_ascii=False, indent=2))


def confirmed(question: str) -> bool:
    """Ask a person; no terminal means no."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
