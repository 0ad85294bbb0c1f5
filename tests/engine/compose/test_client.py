"""Reaching the Docker engine, and why it cannot be reached."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.secrets import MASK
from tui.engine.compose import preflight
from tui.engine.compose.client import EngineLost, connect, endpoint, is_here, is_podman, lost, shown
from tui.engine.compose.tunnel import ssh_command
from tui.engine.protocol import EngineError


def test_a_missing_socket_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/gone.sock")
    with pytest.raises(EngineLost, match=r"Docker is not running: .*gone\.sock is not there") as caught:
        connect()
    assert caught.value.hint


def test_a_socket_that_nobody_serves_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
    monkeypatch.setenv("DOCKER_HOST", f"unix://{path}")
    with pytest.raises(EngineLost, match="does not listen"):
        connect()


def test_a_socket_of_others_is_told() -> None:
    hidden = ConnectionError("aborted", PermissionError(13, "Permission denied"))
    assert lost(hidden).message == "this user may not talk to Docker"


def test_the_chosen_context_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DOCKER_HOST")
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    assert endpoint()[0] in {None, "unix:///var/run/docker.sock", "http+unix:///var/run/docker.sock"}
    _context(tmp_path, "far", "tcp://engine.example:2375")
    (tmp_path / "config.json").write_text(json.dumps({"currentContext": "far"}))
    assert endpoint()[0] == "tcp://engine.example:2375"
    monkeypatch.setenv("DOCKER_CONTEXT", "elsewhere")
    with pytest.raises(EngineError, match="no Docker context elsewhere"):
        endpoint()


def _context(config: Path, name: str, host: str) -> None:
    from hashlib import sha256

    folder = config / "contexts" / "meta" / sha256(name.encode()).hexdigest()
    folder.mkdir(parents=True)
    meta = {"Name": name, "Metadata": {}, "Endpoints": {"docker": {"Host": host, "SkipTLSVerify": False}}}
    (folder / "meta.json").write_text(json.dumps(meta))


def test_docker_host_beats_the_context(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_CONTEXT", "whatever")
    assert endpoint() == (None, None)
    assert os.environ["DOCKER_HOST"]


def test_podman_is_recognised_by_its_components() -> None:
    assert is_podman({"Version": "4.9", "Components": [{"Name": "Podman Engine", "Version": "4.9"}]})
    assert not is_podman({"Version": "20.10", "Components": [{"Name": "Engine"}, {"Name": "containerd"}]})
    assert not is_podman({})


@pytest.mark.parametrize(
    ("address", "here"),
    [("unix:///run/x.sock", True), ("tcp://10.0.0.1:2375", False), ("ssh://me@far", False), ("", True)],
)
def test_only_a_socket_of_this_machine_is_here(monkeypatch: pytest.MonkeyPatch, address: str, here: bool) -> None:
    monkeypatch.setenv("DOCKER_HOST", address)
    assert is_here() is here


def test_an_ssh_address_becomes_dockers_own_command() -> None:
    command = ssh_command("ssh://me@far.example:2222")
    assert command[-9:] == ["-l", "me", "-p", "2222", "--", "far.example", "docker", "system", "dial-stdio"]
    assert "BatchMode=yes" in command


@pytest.mark.parametrize("address", ["ssh://", "ssh://-oProxyCommand=x", "ssh://me:word@far", "ssh://far/path"])
def test_an_address_that_is_none_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(EngineError, match="is not an ssh address") as caught:
        ssh_command(address)
    assert "word" not in str(caught.value)


def test_what_ssh_complains_about_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "ssh"
    fake.write_text("#!/bin/sh\necho 'me@far: Permission denied (publickey).' >&2\nexit 255\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("DOCKER_HOST", "ssh://me@far")
    with pytest.raises(EngineLost, match=r"cannot be reached on ssh://me@far: .*Permission denied \(publickey\)"):
        connect()


class Podman(BaseHTTPRequestHandler):
    """The answers of Podman 4.9's socket that a connection and the first checks need."""

    def do_GET(self) -> None:
        asked = self.path.rpartition("/")[2]
        version = {"Version": "4.9.3", "ApiVersion": "1.41", "Components": [{"Name": "Podman Engine"}]}
        body = b"OK" if asked == "_ping" else json.dumps(version if asked == "version" else {}).encode()
        self.send_response(200)
        self.send_header("Api-Version", "1.41")
        self.send_header("Content-Type", "text/plain" if asked == "_ping" else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def podman() -> Iterator[str]:
    """The address of an engine that is Podman."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Podman) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_podman_is_reached_over_tcp_and_said_so(monkeypatch: pytest.MonkeyPatch, podman: str) -> None:
    monkeypatch.setenv("DOCKER_HOST", podman)
    client = connect()
    compose = SimpleNamespace(compose=lambda: SimpleNamespace(version_text="2.40.3"))
    subject: Any = SimpleNamespace(project=compose, client=lambda: client)
    subject.containers = subject.values = dict
    subject.workspace = Path()
    compose.model = _refuse
    found = {check.id: check for check in preflight.run(subject)}
    client.close()
    assert found["LD-ENGINE"].status == "warn"
    assert found["LD-ENGINE"].message == "this is Podman 4.9.3, not Docker"


def _refuse() -> None:
    raise EngineError("no files here")


def test_the_engine_of_a_context_is_reached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, podman: str) -> None:
    monkeypatch.delenv("DOCKER_HOST")
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONTEXT", "near")
    (tmp_path / "config.json").write_text("{}")  # the SDK looks for contexts beside it
    _context(tmp_path, "near", podman)
    client = connect()
    assert client.version()["Version"] == "4.9.3"
    assert not is_here()
    client.close()


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("tcp://me:s3cret@far.example:2376", f"tcp://me:{MASK}@far.example:2376"),
        ("tcp://far.example:2375", "tcp://far.example:2375"),
        ("ssh://me@far.example:22", "ssh://me@far.example:22"),
        ("unix:///run/a@b:c.sock", "unix:///run/a@b:c.sock"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_its_password(host: str, told: str) -> None:
    assert shown(host) == told


def test_no_password_stands_in_what_is_said_of_a_lost_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://me:s3cret@127.0.0.1:1")
    with pytest.raises(EngineError) as caught:
        connect()
    assert "127.0.0.1:1" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_context_that_is_lost_is_named_by_its_own_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DOCKER_HOST")
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONTEXT", "far")
    _context(tmp_path, "far", "tcp://127.0.0.1:1")
    with pytest.raises(EngineLost, match=r"Docker does not listen on tcp://127\.0\.0\.1:1"):
        connect()
