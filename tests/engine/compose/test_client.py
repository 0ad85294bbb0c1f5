"""Reaching the Docker engine, and why it cannot be reached."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from tui.engine.compose.client import EngineLost, connect, endpoint, is_podman, lost
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
