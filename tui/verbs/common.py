"""What several verbs share: which workspace is meant, and narration on stderr."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.engine.protocol import Engine, Progress
    from tui.workspace.envfile import SaveResult
    from tui.workspace.workspace import Workspace


def root_of(arguments: Namespace) -> Path:
    """The folder of the workspace that a command means."""
    from tui.workspace.discovery import find_root

    return arguments.folder if arguments.folder is not None else find_root(Path.cwd())


def open_workspace(arguments: Namespace) -> Workspace:
    """The workspace that a command means. Raises UsageError when there is none."""
    from tui.workspace.workspace import Workspace

    return Workspace.open(root_of(arguments), compose_files=arguments.compose_files)


def engine_of(arguments: Namespace) -> Engine:
    """The engine that a command means. Raises UsageError when there is no workspace."""
    from tui.engine.choice import choose_engine

    root = open_workspace(arguments).root
    return choose_engine(arguments.engine, root, arguments.compose_files, arguments.project_name)


def narrate(steps: Iterable[Progress], *, as_json: bool) -> int:
    """Print progress as it comes; exit 1 when a service failed. Interrupted, it leaves nothing that still works."""
    try:
        return _narrate(steps, as_json=as_json)
    finally:
        if isinstance(steps, Generator):
            steps.close()


def _narrate(steps: Iterable[Progress], *, as_json: bool) -> int:
    from tui.engine.protocol import Step

    failed = False
    for step in steps:
        failed |= step.step is Step.FAILED
        if as_json:
            record = {
                "service": step.service,
                "step": step.step,
                "message": step.message,
                "log": list(step.log),
                "variable": step.variable,
            }
            emit(json.dumps(record, ensure_ascii=False))
            continue
        if step.step is Step.COMMAND:
            say(f"$ {step.message}")
            continue
        say(f"{step.service:<12} {step.step:<10} {step.message}".rstrip())
        for line in step.log:
            say(f"{'':<12} | {line}")
        if step.variable:
            say(f"{'':<12} > launchdeck env set {step.variable}")
    return 1 if failed else 0


def say(text: str) -> None:
    """One line of narration."""
    sys.stderr.write(f"{text}\n")


def emit(text: str) -> None:
    """One line of data, at once: a pipe would keep back what somebody follows."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def emit_json(data: Any) -> None:
    """Data as JSON."""
    emit(json.dumps(data, ensure_ascii=False, indent=2))


def emit_saved(result: SaveResult | None, path: Path, **more: Any) -> None:
    """What a save did as JSON, names only; None where nothing was to be saved."""
    emit_json(
        {
            "file": str(path),
            "written": result is not None and result.written,
            "changed": result.changed if result else [],
            "warnings": result.warnings if result else [],
            **more,
        }
    )


def confirmed(question: str) -> bool:
    """Ask a person; no terminal means no."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
