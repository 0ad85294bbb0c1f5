"""A registry on this machine, behind a gate that can hold a download in the middle."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.docker.servers import free_port, wait_for
from tui.engine.compose.client import connect

LAYER_BYTES = 12_000_000
"""What each image brings beside busybox: enough for its progress to be told."""


class Gate:
    """Forwards TCP connections; once it is half shut, no connection brings more than some bytes."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._open = threading.Event()
        self._open.set()
        self._server = socket.create_server(("127.0.0.1", 0), backlog=32)
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def half_shut(self) -> None:
        """Let no connection bring more than half a layer from now on."""
        self._open.clear()

    def open(self) -> None:
        """Let everything through again."""
        self._open.set()

    def close(self) -> None:
        """Listen no more."""
        self._open.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            threading.Thread(target=self._copy, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self._copy, args=(far, near, True), daemon=True).start()

    def _copy(self, source: socket.socket, sink: socket.socket, gated: bool) -> None:
        brought = 0
        try:
            while data := source.recv(65536):
                if gated and brought > LAYER_BYTES // 2:
                    self._open.wait()
                sink.sendall(data)
                brought += len(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            sink.close()


class Registry:
    """The registry as its publisher and its users see it."""

    def __init__(self, port: int, gate: Gate) -> None:
        self._port = port
        self.gate = gate
        self.names: set[str] = set()

    def name(self, image: str) -> str:
        """The image's name for users: it leads through the gate."""
        return f"127.0.0.1:{self.gate.port}/{image}"

    def publish(self, image: str, says: str) -> None:
        """Publish an image that says something; this machine does not have it afterwards, under the users' name."""
        from docker.errors import ImageNotFound

        repository, _, tag = f"127.0.0.1:{self._port}/{image}".rpartition(":")
        client = connect()
        try:
            script = f"head -c {LAYER_BYTES} /dev/urandom >/layer; echo {says} >/says"
            container = client.containers.run("busybox:latest", ["sh", "-c", script], detach=True)
            assert container.wait()["StatusCode"] == 0
            made = container.commit(repository, tag)
            container.remove()
            for line in client.images.push(repository, tag, stream=True, decode=True):
                assert "error" not in line, json.dumps(line)
            client.images.remove(f"{repository}:{tag}", force=True)
            with pytest.raises(ImageNotFound):
                client.images.get(made.id)
        finally:
            client.close()
        self.names.add(self.name(image))

    def forget(self) -> None:
        """Remove from this machine what was pulled."""
        from docker.errors import ImageNotFound

        client = connect()
        for name in self.names:
            try:
                client.images.remove(name, force=True)
            except ImageNotFound:
                continue
        client.close()


@contextmanager
def serving(folder: Path) -> Iterator[Registry]:
    """A registry of Debian's program; skips where there is none, fails in CI."""
    program = os.environ.get("LAUNCHDECK_E2E_REGISTRY") or shutil.which("docker-registry")
    if program is None:
        reason = "there is no registry program; .ci/prepare-registry brings it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    port = free_port()
    (folder / "registry.yml").write_text(
        "version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\n"
        f"storage: {{filesystem: {{rootdirectory: {folder / 'data'}}}}}\nhttp: {{addr: '127.0.0.1:{port}'}}\n"
    )
    log = (folder / "registry.log").open("wb")
    process = subprocess.Popen([program, "serve", str(folder / "registry.yml")], stdout=log, stderr=log)
    gate = Gate(port)
    registry = Registry(port, gate)
    try:
        wait_for(port)
        yield registry
    finally:
        gate.close()
        registry.forget()
        process.terminate()
        process.wait(30)
        log.close()
