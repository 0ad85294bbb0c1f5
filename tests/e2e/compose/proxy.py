"""A unix socket in front of the engine's, which a test can cut and open again."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
from pathlib import Path
from types import TracebackType


class Proxy:
    """Forwards connections to another unix socket while it is open."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._folder = Path(tempfile.mkdtemp(prefix="ld-proxy-"))
        self._path = self._folder / "s"
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._server: socket.socket | None = None

    @property
    def address(self) -> str:
        """What DOCKER_HOST is set to."""
        return f"unix://{self._path}"

    def __enter__(self) -> Proxy:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        shutil.rmtree(self._folder)

    def open(self) -> None:
        """Listen."""
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(self._path))
        self._server.listen(32)
        threading.Thread(target=self._accept, args=(self._server,), daemon=True).start()

    def cut(self) -> None:
        """End all connections and listen no more, as an engine that dies does."""
        if self._server is None:
            return
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._server = None
        self._path.unlink()
        for pair in self._pairs:
            for one in pair:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue
        self._pairs.clear()

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                near, _ = server.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._target)
            self._pairs.append((near, far))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._copy, args=(source, sink), daemon=True).start()

    @staticmethod
    def _copy(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            return
