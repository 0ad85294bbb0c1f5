"""The web server's files: rendered as its image renders them, judged by nginx itself, and asked for real."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import self_signed
from tests.docker.servers import Upstream, ask, free_port, wait_for

DEFAULTS = re.compile(r"\$\{\w+:?-([^}]*)\}")


class Site:
    """The templates, rendered in a folder of their own."""

    def __init__(self, folder: Path, workspace: Path, services: dict[str, Any]) -> None:
        self.folder = folder
        self.start = workspace / "nginx" / "start.sh"
        self.templates = workspace / "nginx" / "templates"
        self.ssl = folder / "ssl"
        self.ssl.mkdir()
        resolv = folder / "resolv.conf"
        resolv.write_text("search example.com\nnameserver 127.0.0.11\nnameserver fd00::1\n")
        dump = folder / "entrypoint.sh"
        dump.write_text("#!/bin/sh\nenv -0\n")
        dump.chmod(0o755)
        environment = services["nginx"]["environment"]
        self.environment = {name: DEFAULTS.sub(r"\1", str(text)) for name, text in environment.items()} | {
            "PATH": os.environ["PATH"],
            "NGINX_IMAGE_ENTRYPOINT": str(dump),
            "NGINX_SSL_FOLDER": str(self.ssl),
            "NGINX_LETSENCRYPT_FOLDER": str(folder / "letsencrypt"),
            "NGINX_RESOLV_CONF": str(resolv),
            "NGINX_CERTIFICATE_SECONDS": "0.1",
        }

    def run(self, **settings: str) -> tuple[int, dict[str, str], str]:
        """What start.sh hands to the image's entrypoint: its exit code, the environment, what it says."""
        # Files, not pipes: the loop that waits for certificates holds its parent's output for a moment longer.
        out, err = self.folder / "out", self.folder / "err"
        with out.open("wb") as stdout, err.open("wb") as stderr:
            environment = self.environment | settings
            done = subprocess.run(["sh", str(self.start)], env=environment, stdout=stdout, stderr=stderr, check=False)
        pairs = (item.partition("=") for item in out.read_text().split("\0") if item)
        return done.returncode, {name: text for name, _, text in pairs}, err.read_text()

    def render(self, **settings: str) -> Path:
        """The configuration, filled in as envsubst with the filter does it; returns nginx.conf."""
        code, environment, said = self.run(**settings)
        assert code == 0, said
        for template in self.templates.rglob("*.template"):
            target = self.folder / "nginx" / template.relative_to(self.templates).with_suffix("")
            target.parent.mkdir(parents=True, exist_ok=True)
            text = re.sub(r"\$\{(NGINX_\w+)\}", lambda match: environment[match[1]], template.read_text("utf-8"))
            target.write_text(text.replace("/etc/nginx/conf.d", f"{self.folder}/nginx/conf.d"))
        for path in (self.folder / "nginx").rglob("*.conf"):
            text = path.read_text().replace("/etc/nginx/snippets", f"{self.folder}/nginx/snippets")
            path.write_text(text.replace("/tmp/nginx.pid", f"{self.folder}/nginx.pid"))
        return self.folder / "nginx" / "nginx.conf"

    def certificate(self, folder: Path, names: tuple[str, str] = ("dify.crt", "dify.key")) -> None:
        """A certificate with its key."""
        self_signed(folder / names[0], folder / names[1])


@pytest.fixture
def site(tmp_path: Path, workspace: Path, services: dict[str, Any]) -> Site:
    """The templates in a folder of their own."""
    return Site(tmp_path, workspace, services)


def judge(nginx: str, config: Path) -> str:
    """What ``nginx -t`` says; empty when it is content."""
    user = f"user {'root' if os.getuid() == 0 else 'nobody'};"
    config.write_text(config.read_text().replace("user nginx;", user))
    done = subprocess.run(
        [nginx, "-t", "-q", "-c", str(config), "-e", "stderr"], capture_output=True, text=True, check=False
    )
    return done.stderr


def test_every_variable_of_the_templates_is_in_the_environment(site: Site) -> None:
    environment = site.run()[1]
    used = {
        name
        for path in site.templates.rglob("*")
        if path.is_file()
        for name in re.findall(r"\$\{(\w+)\}", path.read_text())
    }
    assert used <= set(environment)
    assert all(name.startswith("NGINX_") for name in used)


def test_the_engines_name_servers_are_asked(site: Site) -> None:
    assert site.run()[1]["NGINX_RESOLVERS"].split() == ["127.0.0.11", "[fd00::1]"]


@pytest.mark.parametrize("challenge", ["false", "true"])
@pytest.mark.parametrize("https", ["false", "true"])
def test_nginx_takes_the_configuration(nginx: str, site: Site, https: str, challenge: str) -> None:
    site.certificate(site.ssl)
    port, tls_port = free_port(), free_port()
    config = site.render(
        NGINX_HTTPS_ENABLED=https, NGINX_ENABLE_CERTBOT_CHALLENGE=challenge,
        NGINX_PORT=str(port), NGINX_SSL_PORT=str(tls_port),
    )  # fmt: skip
    assert judge(nginx, config) == ""


def test_https_without_a_certificate_is_refused_with_the_files_named(site: Site) -> None:
    code, _, said = site.run(NGINX_HTTPS_ENABLED="true")
    assert code == 1
    assert "dify.crt" in said
    assert "nginx/ssl" in said


def test_https_waits_for_certbot_on_http(site: Site) -> None:
    code, environment, said = site.run(
        NGINX_HTTPS_ENABLED="true", NGINX_ENABLE_CERTBOT_CHALLENGE="true", CERTBOT_DOMAIN="example.com"
    )
    assert code == 0
    assert environment["NGINX_TLS_FILE"].endswith("nothing.conf")
    assert environment["NGINX_ACME_FILE"].endswith("acme.conf")
    assert "HTTP only" in said


def test_a_certificate_of_certbot_comes_first(site: Site) -> None:
    site.certificate(site.ssl)
    live = site.folder / "letsencrypt" / "live" / "example.com"
    site.certificate(live, ("fullchain.pem", "privkey.pem"))
    environment = site.run(NGINX_HTTPS_ENABLED="true", CERTBOT_DOMAIN="example.com")[1]
    assert environment["NGINX_CERTIFICATE"] == str(live / "fullchain.pem")
    assert environment["NGINX_CERTIFICATE_KEY"] == str(live / "privkey.pem")


@pytest.fixture
def served(nginx: str, site: Site) -> Iterator[tuple[int, int]]:
    """nginx with three upstreams that say who they are; its port and its TLS port."""
    site.certificate(site.ssl)
    port, tls_port = free_port(), free_port()
    upstreams = {name: Upstream(name) for name in ("api", "web", "plugin_daemon")}
    config = site.render(
        NGINX_PORT=str(port), NGINX_SSL_PORT=str(tls_port), NGINX_HTTPS_ENABLED="true",
        NGINX_WORKER_PROCESSES="1", NGINX_CLIENT_MAX_BODY_SIZE="1k",
    )  # fmt: skip
    place = site.folder / "nginx" / "conf.d" / "default.conf"
    text = place.read_text()
    for name, upstream in upstreams.items():
        text = re.sub(rf"http://{name}:\d+", f"http://127.0.0.1:{upstream.port}", text)
    place.write_text(text)
    assert judge(nginx, config) == ""
    log = (site.folder / "nginx.log").open("wb")
    process = subprocess.Popen([nginx, "-c", str(config), "-e", "stderr", "-g", "daemon off;"], stdout=log, stderr=log)
    try:
        wait_for(port)
        yield port, tls_port
    finally:
        process.terminate()
        process.wait(30)
        log.close()
        for upstream in upstreams.values():
            upstream.close()


def test_each_path_goes_to_its_service(served: tuple[int, int]) -> None:
    expected = {
        **dict.fromkeys(("/console/api/setup", "/api/messages", "/v1/chat-messages", "/files/1/file-preview"), "api"),
        **dict.fromkeys(("/mcp/server/x", "/triggers/plugin/x", "/health", "/ready", "/tasks/echo"), "api"),
        **dict.fromkeys(("/", "/explore/apps", "/signin", "/_next/static/x.js"), "web"),
        "/e/hook/x": "plugin_daemon",
    }
    assert {path: ask(served[0], path).json()["service"] for path in expected} == expected


def test_upstreams_are_told_what_was_asked_for(served: tuple[int, int]) -> None:
    port, tls_port = served
    answer = ask(port, "/e/abc/x?key=1", headers={"Host": "dify.example.com:8080", "X-Forwarded-Proto": "https"}).json()
    assert answer["path"] == "/e/abc/x?key=1"
    assert answer["headers"]["dify-hook-url"] == "http://dify.example.com:8080/e/abc/x?key=1"
    assert answer["headers"]["x-forwarded-proto"] == "http"
    assert answer["headers"]["host"] == "dify.example.com:8080"
    assert ask(tls_port, "/api", tls=True).json()["headers"]["x-forwarded-proto"] == "https"


def test_answers_carry_the_security_headers(served: tuple[int, int]) -> None:
    port, tls_port = served
    plain, secure = ask(port, "/"), ask(tls_port, "/", tls=True)
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in plain.headers
    assert secure.headers["strict-transport-security"].startswith("max-age=")
    assert "/" not in plain.headers["server"]


def test_a_body_beyond_the_limit_is_refused(served: tuple[int, int]) -> None:
    assert ask(served[0], "/api", body=b"x" * 2000).status == 413


def test_a_sick_upstream_is_a_bad_gateway_and_the_check_still_answers(served: tuple[int, int]) -> None:
    port = served[0]
    assert ask(port, "/.launchdeck/health").status == 204
