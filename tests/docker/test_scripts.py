"""The commands and scripts of the containers, run as they stand, with programs of this machine behind them."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
import redis

from tests.docker.servers import DEADLINE, free_port, wait_for
from tui.engine.local.binaries import valkey_folder

HOSTILE = "a\"b\\c $HOME;id 'q' `x` #%@:/?"


def program(folder: Path, name: str, text: str) -> None:
    """A program on the path of a test."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_any_password_opens_redis_and_stands_in_no_command_line(services: dict[str, Any], tmp_path: Path) -> None:
    port = free_port()
    program(
        tmp_path, "docker-entrypoint.sh", f'shift; exec {valkey_folder()}/valkey-server "$@" --port {port} --save ""'
    )
    command = [word.replace("$$", "$") for word in services["redis"]["command"]]
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "REDISCLI_AUTH": HOSTILE, "HOME": str(tmp_path)}
    log = (tmp_path / "log").open("wb")
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log) as process:
        try:
            wait_for(port)
            with redis.Redis(port=port, password=HOSTILE, socket_timeout=DEADLINE) as client:
                assert client.ping()
            with redis.Redis(port=port, socket_timeout=DEADLINE) as client, pytest.raises(redis.AuthenticationError):
                client.ping()
            assert b'a"b' not in Path(f"/proc/{process.pid}/cmdline").read_bytes()
        finally:
            process.terminate()
            process.wait(DEADLINE)
            log.close()


def health(services: dict[str, Any], name: str, folder: Path, **environment: str) -> int:
    """The exit code of a service's health check."""
    test = services[name]["healthcheck"]["test"]
    words = [word.replace("$$", "$") for word in test[1:]]
    command = words if test[0] == "CMD" else ["sh", "-c", words[0]]
    path = {"PATH": f"{folder}:{os.environ['PATH']}"}
    return subprocess.run(command, env=path | environment, capture_output=True, check=False).returncode


def test_redis_is_healthy_only_when_it_says_pong(services: dict[str, Any], tmp_path: Path) -> None:
    program(tmp_path, "redis-cli", "echo PONG")
    assert health(services, "redis", tmp_path) == 0
    program(tmp_path, "redis-cli", 'echo "NOAUTH Authentication required."')
    assert health(services, "redis", tmp_path) != 0


@pytest.mark.parametrize(
    ("service", "client", "secret"),
    [
        ("db_mysql", "mysql", "MYSQL_ROOT_PASSWORD"),
        ("oceanbase", "obclient", "OB_TENANT_PASSWORD"),
        ("seekdb", "mysql", "ROOT_PASSWORD"),
    ],
)
def test_a_database_is_healthy_only_when_it_answers_a_query(
    services: dict[str, Any], tmp_path: Path, service: str, client: str, secret: str
) -> None:
    asked = tmp_path / "asked"
    program(tmp_path, client, f'printf "%s\\n" "$MYSQL_PWD" "$@" >{asked}; echo 1')
    assert health(services, service, tmp_path, **{secret: HOSTILE}) == 0
    password, *arguments = asked.read_text().splitlines()
    assert password == HOSTILE
    assert not any(HOSTILE in word for word in arguments)
    program(tmp_path, client, "echo 'ERROR 1045: Access denied' >&2; exit 1")
    assert health(services, service, tmp_path, **{secret: HOSTILE}) != 0


def test_certbot_asks_for_the_domain_and_tries_again_after_a_failure(workspace: Path, tmp_path: Path) -> None:
    program(tmp_path, "certbot", f'echo "$@" >>{tmp_path}/calls; exit 1')
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "CERTBOT_DOMAIN": "dify.example.com",
        "CERTBOT_EMAIL": "admin@example.com",
        "CERTBOT_OPTIONS": "--dry-run --test-cert",
        "CERTBOT_RETRY_SECONDS": "0",
    }
    command = ["sh", str(workspace / "certbot" / "start.sh")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(2)]
        process.terminate()
        assert process.wait(DEADLINE) == 0
    assert "next attempt" in said[0]
    first = (tmp_path / "calls").read_text().splitlines()[0].split()
    assert first[0] == "certonly"
    assert first[first.index("--domain") + 1] == "dify.example.com"
    assert first[-2:] == ["--dry-run", "--test-cert"]


@pytest.mark.parametrize(
    ("domain", "email", "named"),
    [("your_domain.com", "a@b.example", "CERTBOT_DOMAIN"), ("a.example", "your_email@example.com", "CERTBOT_EMAIL")],
)
def test_certbot_refuses_placeholders(workspace: Path, domain: str, email: str, named: str) -> None:
    done = subprocess.run(
        ["sh", str(workspace / "certbot" / "start.sh")],
        env={"PATH": os.environ["PATH"], "CERTBOT_DOMAIN": domain, "CERTBOT_EMAIL": email},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{named} is not set" in done.stderr


def test_couchbase_logs_in_without_an_argument(workspace: Path, tmp_path: Path) -> None:
    program(tmp_path, "curl", f'printf "%s " "$@" >{tmp_path}/arguments; cat >{tmp_path}/input')
    done = subprocess.run(
        ["bash", str(workspace / "couchbase-server" / "start.sh"), "health"],
        env={
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "COUCHBASE_ADMINISTRATOR_USERNAME": "Administrator",
            "COUCHBASE_ADMINISTRATOR_PASSWORD": 'p"w',
            "COUCHBASE_BUCKET": "Embeddings",
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert (tmp_path / "input").read_text() == 'user = "Administrator:p\\"w"\n'
    assert 'p"w' not in (tmp_path / "arguments").read_text()


def test_the_proxys_check_connects(services: dict[str, Any], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert health(services, "ssrf_proxy", tmp_path, HTTP_PORT=str(listener.getsockname()[1])) == 0
    assert health(services, "ssrf_proxy", tmp_path, HTTP_PORT=str(free_port())) != 0
