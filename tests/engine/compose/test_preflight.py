"""Each check before a launch, on a project and a machine made by hand."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.engine.compose.samples import container, project
from tui.engine.compose.model import Model
from tui.engine.compose.preflight import Context, folders, machine, network
from tui.engine.compose.preflight import project as projects
from tui.engine.compose.preflight.passwords import interrupted
from tui.engine.compose.rotation import Journal
from tui.engine.protocol import Check

GIB = 2**30


@dataclass
class Machine:
    """An engine and a folder to check."""

    folder: Path
    model: Model = field(default_factory=project)
    containers: list[Any] = field(default_factory=list)
    running: list[dict[str, Any]] = field(default_factory=list)
    """What the engine lists of all projects."""
    volumes: list[dict[str, Any]] = field(default_factory=list)
    info: dict[str, Any] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    is_here: bool = True

    def check(self, function: Callable[[Context], Iterator[Check]]) -> list[tuple[str, str]]:
        """Status and message of each result."""
        return [(one.status, one.message) for one in self.results(function)]

    def results(self, function: Callable[[Context], Iterator[Check]]) -> list[Check]:
        api = SimpleNamespace(containers=lambda **_: self.running, volumes=lambda **_: {"Volumes": self.volumes})
        client: Any = SimpleNamespace(api=api)
        files: Any = SimpleNamespace(warnings=lambda: self.warnings)
        context = Context(
            self.folder,
            files,
            self.model,
            client,
            self.containers,
            self.info,
            {},
            self.values,
            self.is_here,
            self.environ,
        )
        return list(function(context))


@pytest.fixture
def here(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def bind(source: Path, target: str, **more: object) -> dict[str, Any]:
    return {"type": "bind", "source": str(source), "target": target, **more}


def test_memory_is_compared_with_what_the_services_take(here: Machine) -> None:
    here.model = project(
        db={"image": "postgres:15"}, search={"image": "elasticsearch:8", "mem_limit": str(GIB)}, web={}
    )
    here.info = {"MemTotal": 8 * GIB, "NCPU": 4}
    assert here.check(machine.memory)[0][0] == "ok"
    here.info = {"MemTotal": int(1.5 * GIB), "NCPU": 1}
    assert [status for status, _ in here.check(machine.memory)] == ["warn", "warn"]
    here.info = {"MemTotal": GIB, "NCPU": 4}
    assert here.check(machine.memory) == [("fail", "1.3 GB of memory for 3 services, the engine has 1.0 GB")]


@pytest.mark.parametrize(("free", "status"), [(1, "fail"), (10, "warn"), (100, "ok")])
def test_free_disk_is_looked_at(here: Machine, monkeypatch: pytest.MonkeyPatch, free: int, status: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free * GIB))
    here.info = {"DockerRootDir": str(here.folder / "not" / "there")}
    assert [found for found, _ in here.check(machine.disk)] == [status]
    here.is_here = False
    assert [found for found, _ in here.check(machine.disk)] == ["skip"]


@pytest.mark.parametrize(("seconds", "expected"), [(0, []), (60, ["warn"]), (-60, ["warn"])])
def test_clocks_are_compared(here: Machine, seconds: int, expected: list[str]) -> None:
    theirs = datetime.now(UTC) + timedelta(seconds=seconds)
    for text in (theirs.isoformat(), theirs.isoformat().replace("+00:00", "123Z"), "nonsense"):
        here.info = {"SystemTime": text}
        assert [status for status, _ in here.check(machine.clock)] == ([] if text == "nonsense" else expected)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port of this machine that somebody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def publishing(port: int, host: str = "127.0.0.1", protocol: str = "tcp") -> Model:
    entry = {"target": 80, "published": str(port), "protocol": protocol, "host_ip": host}
    return project(web={"ports": [entry]})


def test_a_taken_port_names_its_owner_and_the_variable(here: Machine, taken: int) -> None:
    here.model = publishing(taken)
    here.values = {"EXPOSE_WEB_PORT": str(taken), "WEB_PORT": str(taken)}
    (found,) = here.results(network.ports)
    assert (found.status, "(pid " in found.message) == ("fail", True)
    assert found.mend.startswith("Stop it, or set EXPOSE_WEB_PORT to ")
    here.containers = [container("web", ports=(f"127.0.0.1:{taken}",))]
    assert here.check(network.ports) == []


def test_a_port_of_another_project_names_its_folder(here: Machine) -> None:
    labels = {"com.docker.compose.project": "other", "com.docker.compose.project.working_dir": "/srv/other"}
    port = {"IP": "10.0.0.1", "PublicPort": 5, "PrivatePort": 80, "Type": "tcp"}
    here.running = [{"Labels": labels, "Ports": [port, {"PrivatePort": 9}]}]
    here.is_here = False
    for model, status in (
        (publishing(5, "10.0.0.1"), "fail"),
        (publishing(5, ""), "fail"),
        (publishing(5, "10.0.0.2"), "ok"),
        (publishing(5, "10.0.0.1", "udp"), "ok"),
    ):
        here.model = model
        assert [found for found, _ in here.check(network.ports)] == [status]
    here.model = publishing(5, "10.0.0.1")
    assert here.check(network.ports)[0][1].endswith("is taken by the project other in /srv/other")


def test_a_project_name_belongs_to_one_folder(here: Machine, tmp_path: Path) -> None:
    mine, link = tmp_path / "mine", tmp_path / "link"
    mine.mkdir()
    link.symlink_to(mine)
    here.folder = mine
    here.running = [{"Labels": {"com.docker.compose.project.working_dir": str(link)}}]
    assert [status for status, _ in here.check(projects.name)] == ["ok"]
    here.running.append({"Labels": {"com.docker.compose.project.working_dir": "/srv/other"}})
    (found,) = here.results(projects.name)
    assert (found.status, "/srv/other" in found.message) == ("fail", True)


def test_containers_of_another_manager_are_told(here: Machine) -> None:
    here.running = [{"Labels": {"io.portainer.accesscontrol.teams": "x"}}]
    assert "Portainer manages" in here.check(projects.panel)[0][1]
    here.running = [{"Labels": None}]
    assert here.check(projects.panel) == []


def test_a_shell_that_says_something_else_is_told_without_the_value(here: Machine) -> None:
    here.values = {"DB_PASSWORD": "file", "SAME": "x", "PATH": "/p"}
    here.environ = {"DB_PASSWORD": "shell", "SAME": "x", "PATH": "/bin"}
    ((status, message),) = here.check(projects.shell)
    assert (status, "DB_PASSWORD" in message, "SAME" in message) == ("warn", True, False)
    assert "shell'" not in message
    assert "file'" not in message


def test_names_that_nobody_sets_are_told_once(here: Machine) -> None:
    line = 'time="t" level=warning msg="The \\"{}\\" variable is not set. Defaulting to a blank string."'
    here.warnings = (line.format("WORD"), line.format("WORD"), line.format("OTHER"), "something else")
    assert here.check(projects.unset) == [("warn", "OTHER, WORD are not set and become empty")]


def test_two_schedulers_are_one_too_many(here: Machine) -> None:
    beat = {"environment": {"MODE": "beat"}}
    here.model = project(beat=beat)
    assert here.check(projects.schedulers) == []
    here.model = project(beat={**beat, "scale": 2})
    assert here.check(projects.schedulers)[0][0] == "fail"


def test_logs_without_a_limit_are_told(here: Machine) -> None:
    bounded = {"logging": {"driver": "json-file", "options": {"max-size": "1m"}}}
    here.model = project(a=bounded, b={"logging": {"driver": "journald"}})
    assert here.check(projects.log_limits) == []
    here.model = project(a=bounded, **{name: {} for name in "bcdef"})
    assert "b, c, d, e and 1 more grow" in here.check(projects.log_limits)[0][1]


def test_a_folder_of_somebody_else_is_told_with_the_command(here: Machine, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    owner = data.stat().st_uid
    here.model = project(db={"user": f"{owner + 5}", "volumes": [bind(data, "/var/lib/postgresql/data")]})
    (found,) = here.results(folders.owners)
    assert (found.status, found.mend) == ("fail", f"sudo chown -R {owner + 5} {data}")
    here.model = project(db={"user": f"{owner}", "volumes": [bind(data, "/var/lib/postgresql/data")]})
    assert here.check(folders.owners) == []


def test_data_of_another_major_version_is_refused(here: Machine, tmp_path: Path) -> None:
    inner = tmp_path / "data" / "pgdata"
    inner.mkdir(parents=True)
    (inner / "PG_VERSION").write_text("14\n")
    service = {
        "image": "postgres:15-alpine",
        "environment": {"PGDATA": "/var/lib/postgresql/data/pgdata"},
        "volumes": [bind(inner.parent, "/var/lib/postgresql/data")],
    }
    here.model = project(db=service)
    assert [status for status, _ in here.check(folders.postgres_versions)] == ["fail"]
    here.model = project(db={**service, "image": "pgvector/pgvector:pg14"})
    assert [status for status, _ in here.check(folders.postgres_versions)] == ["ok"]


def test_data_that_went_away_after_a_launch_is_told(here: Machine, tmp_path: Path) -> None:
    data = tmp_path / "data"
    here.model = project(db={"volumes": [bind(data, "/var/lib/postgresql/data")]})
    assert here.check(folders.data_gone) == []
    folders.remember_launch(tmp_path)
    assert [status for status, _ in here.check(folders.data_gone)] == ["warn"]
    data.mkdir()
    (data / "PG_VERSION").write_text("15")
    assert here.check(folders.data_gone) == []


def test_a_database_on_a_share_is_refused(here: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    parts = [SimpleNamespace(mountpoint="/", fstype="ext4"), SimpleNamespace(mountpoint=str(tmp_path), fstype="cifs")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: parts)
    data, files = bind(tmp_path / "db", "/var/lib/postgresql/data"), bind(tmp_path / "files", "/app/api/storage")
    here.model = project(
        db={"volumes": [data]}, api={"volumes": [files]}, web={"volumes": [bind(Path("/etc"), "/data")]}
    )
    assert [status for status, _ in here.check(folders.file_systems)] == ["fail", "warn"]


def test_windows_line_ends_in_a_mounted_script_are_told(here: Machine, tmp_path: Path) -> None:
    bad, good = tmp_path / "start.sh", tmp_path / "stop.sh"
    bad.write_bytes(b"#!/bin/sh\r\necho\r\n")
    good.write_bytes(b"#!/bin/sh\necho\n")
    here.model = project(a={"volumes": [bind(bad, "/s"), bind(good, "/t")]}, b={"volumes": [bind(bad, "/s")]})
    assert [message for _, message in here.check(folders.line_ends)] == [
        f"{bad} (a) has Windows line ends, which its interpreter stumbles over"
    ]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_certificate_has_to_be_there_to_fit_and_to_last(here: Machine, tmp_path: Path) -> None:
    ssl = tmp_path / "nginx" / "ssl"
    ssl.mkdir(parents=True)
    here.values = {
        "NGINX_HTTPS_ENABLED": "true",
        "NGINX_SSL_CERT_FILENAME": "a.crt",
        "NGINX_SSL_CERT_KEY_FILENAME": "a.key",
    }
    assert [status for status, _ in here.check(folders.certificates)] == ["fail"]
    make = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=a",
    ]

    def certificate(name: str, days: int) -> None:
        files = ["-keyout", ssl / f"{name}.key", "-out", ssl / f"{name}.crt", "-days", str(days)]
        subprocess.run([*make, *files], check=True, capture_output=True)

    certificate("a", 90)
    assert [status for status, _ in here.check(folders.certificates)] == ["ok"]
    certificate("b", 90)
    shutil.copy(ssl / "b.key", ssl / "a.key")
    assert "is not the key of" in here.check(folders.certificates)[0][1]
    certificate("a", 3)
    assert [status for status, _ in here.check(folders.certificates)] == ["warn"]
    here.values = {**here.values, "NGINX_HTTPS_ENABLED": "false"}
    assert here.check(folders.certificates) == []


def test_an_interrupted_rotation_is_told_without_its_secrets(here: Machine, tmp_path: Path) -> None:
    assert here.check(interrupted) == []
    Journal("DB_PASSWORD", "the-old-one", "the-new-one").write(tmp_path)
    ((status, message),) = here.check(interrupted)
    assert (status, message) == ("fail", "the rotation of DB_PASSWORD was interrupted")
