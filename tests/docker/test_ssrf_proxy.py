"""The proxy's files: rendered by its own script, judged by squid itself, and asked for real."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.docker.servers import DEADLINE, Upstream, ask, free_port, wait_for

Render = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def config() -> Iterator[Path]:
    """Where the configuration goes: a folder into which squid can write after it has given up its rights."""
    with TemporaryDirectory(prefix="launchdeck-squid-") as folder:
        Path(folder).chmod(0o777)
        yield Path(folder) / "squid.conf"


@pytest.fixture
def render(workspace: Path, config: Path) -> Render:
    """Runs the script with some settings; writes nothing but the configuration."""
    folder = workspace / "ssrf_proxy"

    def run(**settings: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "HTTP_PORT": "3128",
            "REVERSE_PROXY_PORT": "8194",
            "SANDBOX_HOST": "sandbox",
            "SANDBOX_PORT": "8194",
            "COREDUMP_DIR": "/var/spool/squid",
            "ALLOWED_DESTINATIONS": "api,nginx",
            "SQUID_TEMPLATE": str(folder / "squid.conf.template"),
            "SQUID_CONFIG": str(config),
        }
        command = ["sh", str(folder / "start.sh"), "render"]
        return subprocess.run(command, env=environment | settings, capture_output=True, text=True, check=False)

    return run


def test_every_place_of_the_template_is_filled(render: Render, config: Path) -> None:
    assert render().returncode == 0
    lines = [line for line in config.read_text().splitlines() if not line.startswith("#")]
    assert "http_port 3128" in lines
    assert "acl allowed_names dstdomain api nginx" in lines
    assert not any("@" in line for line in lines)


@pytest.mark.parametrize(
    ("listed", "acls"),
    [
        ("", []),
        ("10.1.0.0/16, fd00::/8", ["acl allowed_addresses dst 10.1.0.0/16 fd00::/8"]),
        (".internal.example.com", ["acl allowed_names dstdomain .internal.example.com"]),
        ("a,10.0.0.1", ["acl allowed_names dstdomain a", "acl allowed_addresses dst 10.0.0.1"]),
    ],
)
def test_names_and_addresses_are_told_apart(render: Render, config: Path, listed: str, acls: list[str]) -> None:
    assert render(ALLOWED_DESTINATIONS=listed).returncode == 0
    lines = config.read_text().splitlines()
    assert [line for line in lines if line.startswith("acl allowed_")] == acls
    assert len([line for line in lines if line.startswith("http_access allow allowed_")]) == len(acls)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"HTTP_PORT": "x"}, "SSRF_HTTP_PORT"),
        ({"SANDBOX_HOST": "a\nhttp_access allow all"}, "SSRF_SANDBOX_HOST"),
        ({"ALLOWED_DESTINATIONS": 'api,"x"'}, "SSRF_ALLOWED_DESTINATIONS"),
    ],
)
def test_what_squid_would_misread_is_refused(
    render: Render, config: Path, settings: dict[str, str], named: str
) -> None:
    done = render(**settings)
    assert done.returncode == 1
    assert named in done.stderr
    assert not config.exists()


@contextmanager
def running(squid: str, config: Path, port: int) -> Iterator[None]:
    """squid with that configuration, its files in the test's folder."""
    text = config.read_text()
    for place in ("/tmp/squid.pid", "/var/log/squid/access.log"):
        text = text.replace(place, str(config.parent / Path(place).name))
    config.write_text(text)
    with ExitStack() as stack:
        log = stack.enter_context((config.parent / "squid.log").open("wb"))
        process = subprocess.Popen([squid, "-f", str(config), "-N", "-d", "1"], stdout=log, stderr=log)
        try:
            wait_for(port)
            yield
        finally:
            process.send_signal(signal.SIGINT)  # as SIGTERM, but it waits for no connection
            process.wait(DEADLINE)


def test_squid_takes_the_configuration_without_a_warning(squid: str, render: Render, config: Path) -> None:
    assert render(SANDBOX_HOST="127.0.0.1", ALLOWED_DESTINATIONS="api,.example.com,10.1.0.0/16").returncode == 0
    done = subprocess.run([squid, "-k", "parse", "-f", str(config)], capture_output=True, text=True, check=False)
    bad = [line for line in done.stderr.splitlines() if "WARNING" in line or "ERROR" in line or "FATAL" in line]
    assert bad == []
    assert done.returncode == 0


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    """A server on a private address."""
    server = Upstream("inside")
    yield server
    server.close()


def test_private_destinations_are_refused_but_for_the_listed(
    squid: str, render: Render, config: Path, upstream: Upstream
) -> None:
    port, reverse = free_port(), free_port()
    ports = {"HTTP_PORT": str(port), "REVERSE_PROXY_PORT": str(reverse)}
    sandbox = {"SANDBOX_HOST": "127.0.0.1", "SANDBOX_PORT": str(upstream.port)}
    address = f"http://127.0.0.1:{upstream.port}/secret?key=1"
    assert render(**ports, **sandbox).returncode == 0
    with running(squid, config, port):
        assert ask(port, address).status == 403
        assert ask(port, "http://169.254.169.254/latest/meta-data/").status == 403
        assert ask(port, "http://[::1]/").status == 403
        assert ask(port, f"http://localhost:{upstream.port}/").status == 403
        assert ask(reverse, "/health").json()["path"] == "/health"
    assert "key=1" not in (config.parent / "access.log").read_text()
    assert render(**ports, **sandbox, ALLOWED_DESTINATIONS="127.0.0.1").returncode == 0
    with running(squid, config, port):
        assert ask(port, address).json()["service"] == "inside"
