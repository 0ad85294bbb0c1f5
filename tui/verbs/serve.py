"""``serve``: the app in a browser on this machine."""

from __future__ import annotations

import shlex
import socket
import sys
from argparse import Namespace

from schemas.errors import UsageError
from tui.verbs.common import emit, open_workspace, say


def serve(arguments: Namespace) -> int:
    """Serve the app on loopback; prints the address, which holds a fresh token."""
    workspace = open_workspace(arguments)
    try:
        from tui.web.server import LOOPBACK, AppServer
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in {"textual_serve", "aiohttp"}:
            raise
        raise UsageError("the web server is not installed", "pip install 'launchdeck[web]'") from None
    port = _free(LOOPBACK, arguments.port)
    command = [sys.executable, "-m", "tui.cli", "-C", str(workspace.root.resolve()), *_passed_on(arguments)]
    server = AppServer(shlex.join(command), port, f"Launchdeck: {workspace.name}")
    emit(server.address)
    say("Only this machine reaches it, and only with this address. Ctrl-C ends it; services go on running")
    sys.stdout.flush()
    server.serve()
    return 0


def _passed_on(arguments: Namespace) -> list[str]:
    """What was said of the deployment before the verb, for the app."""
    files = [part for path in arguments.compose_files for part in ("-f", str(path))]
    named = ["-p", arguments.project_name] if arguments.project_name else []
    return [*files, *named, *(["--read-only"] if arguments.read_only else [])]


def _free(host: str, port: int) -> int:
    """The port, once it is sure that nobody has it; 0 chooses one. Raises UsageError when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise UsageError(f"{port} is not a port", "name one from 1 to 65535, or 0 for any") from None
        except OSError as error:
            raise UsageError(f"port {port} cannot be used: {error.strerror}", "name another one with --port") from None
        found: int = probe.getsockname()[1]
    return found
