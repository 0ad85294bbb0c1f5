"""``report``: what somebody who helps needs to know, without any value."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from schemas.errors import LaunchdeckError
from schemas.secrets import redact
from tui.engine.choice import choose_engine
from tui.verbs.common import emit, open_workspace
from tui.workspace.printable import printable
from tui.workspace.workspace import Workspace

PACKAGES = ("launchdeck", "textual", "rich", "pydantic", "docker", "textual-serve")
ONLY_SET = ("SSH_CONNECTION", "DOCKER_HOST", "DOCKER_CONTEXT")
"""Of these only whether they are set is told: they name machines."""
TOLD = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "LANG", "LC_ALL", *ONLY_SET)
"""Variables of the shell that matter for what is seen."""


def report(arguments: Namespace) -> int:
    """Print versions, the terminal, how the workspace stands and what the checks say."""
    workspace = open_workspace(arguments)
    secrets = workspace.secrets()
    home = str(Path.home())
    for line in [*_machine(), *_standing(workspace), *_checks(arguments, workspace)]:
        emit(printable(redact(line.replace(home, "~"), secrets)))
    return 0


def _machine() -> Iterator[str]:
    yield ", ".join(f"{package} {_version(package)}" for package in PACKAGES)
    yield f"Python {platform.python_version()}, {platform.system()} {platform.release()} {platform.machine()}"
    size = shutil.get_terminal_size((0, 0))
    yield f"terminal {size.columns}x{size.lines}, encoding {locale.getpreferredencoding(do_setlocale=False)}"
    told = [f"{name}={'(set)' if name in ONLY_SET else os.environ[name]}" for name in TOLD if name in os.environ]
    yield f"shell: {' '.join(told) or 'none of the variables that matter'}"
    yield f"stdin {'is' if sys.stdin.isatty() else 'is not'} a terminal"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _standing(workspace: Workspace) -> Iterator[str]:
    shipped = "the bundled compose file" if workspace.survey.shipped else "a compose file of its own"
    files = ", ".join(path.name for path in workspace.folder.compose) or "no compose file"
    yield f"workspace {workspace.root}: {shipped} ({files}), {len(workspace.catalog)} variables"
    yield f".env: {len(workspace.document.keys())} keys" if workspace.has_env else ".env: none"
    if workspace.read_only_reason:
        yield workspace.read_only_reason
    kinds = Counter((found.severity.word, found.id) for found in workspace.diagnostics)
    for (severity, identifier), number in sorted(kinds.items()):
        yield f"finding: {number} x {severity} {identifier}"


def _checks(arguments: Namespace, workspace: Workspace) -> Iterator[str]:
    try:
        engine = choose_engine(arguments.engine, workspace.root, arguments.compose_files, arguments.project_name)
        yield f"engine: {engine.name}"
        for check in engine.preflight():
            yield f"check: {check.status} {check.id} {check.message}"
        for service in engine.status():
            yield f"service: {service.name} {service.state} {service.health} {service.image}"
    except LaunchdeckError as error:
        yield f"engine: {error}"
