"""A far engine through ssh, as docker itself does it: each connection is one ``ssh HOST docker system dial-stdio``.

The SDK would need a library of its own for that, and could not close its streams; a unix socket of ours in between
needs neither.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlsplit

from tui.engine.protocol import EngineError
from tui.engine.shell import scrubbed

CONNECT_SECONDS = 30
CLOSE_SECONDS = 5.0


def ssh_command(address: str) -> list[str]:
    """The command for ssh://[USER@]HOST[:PORT]. Raises EngineError for an address that is none.

    It never asks: a question on the terminal would end up in the middle of a screen.
    """
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = None
    if not parts.hostname or parts.hostname.startswith("-") or parts.password or parts.path.strip("/"):
        raise EngineError(f"{address.rpartition('@')[2]} is not an ssh address", "Such as ssh://me@server:22")
    command = ["ssh", "-T", "-o", "BatchMode=yes", "-o", f"ConnectTimeout={CONNECT_SECONDS}"]
    command += ["-l", parts.username] if parts.username else []
    command += ["-p", str(port)] if port else []
    return [*command, "--", parts.hostname, "docker", "system", "dial-stdio"]


class Tunnel:
    """A private unix socket whose connections end in the far engine."""

    def __init__(self, address: str) -> None:
        self._command = ssh_command(address)
        self._folder = Path(tempfile.mkdtemp(prefix="launchdeck-"))
        self._children: list[subprocess.Popen[bytes]] = []
        self._listeners: list[threading.Thread] = []
        self.said = ""
        """The last complaint of ssh."""
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(self._folder / "s"))
        self._server.listen()
        threading.Thread(target=self._accept, name="ssh tunnel", daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens, for the SDK."""
        return f"unix://{self._folder / 's'}"

    def close(self) -> None:
        """End all connections and remove the socket; ``said`` is complete then."""
        try:
            self._server.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # closed before
        self._server.close()
        for child in self._children:
            child.terminate()
            child.wait()
        for listener in self._listeners:
            listener.join(CLOSE_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                self._dial(connection)

    def _dial(self, connection: socket.socket) -> None:
        """Give the connection to an ssh; ours is closed, so that its end ends the connection."""
        self._children = [child for child in self._children if child.poll() is None]
        self._listeners = [listener for listener in self._listeners if listener.is_alive()]
        try:
            child = subprocess.Popen(
                self._command,
                stdin=connection.fileno(),
                stdout=connection.fileno(),
                stderr=subprocess.PIPE,
                env=scrubbed(),
                start_new_session=True,
            )
        except OSError as error:
            self.said = f"ssh: {error.strerror}"
            return
        self._children.append(child)
        listener = threading.Thread(target=self._listen, args=(child,), name="ssh complaints", daemon=True)
        listener.start()
        self._listeners.append(listener)

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stderr is not None  # noqa: S101 - it was asked for
        with child.stderr as complaints:
            for line in complaints:
                self.said = line.decode(errors="replace").strip() or self.said
