"""What a container was made with, against what the files and the images are now."""

from __future__ import annotations

import copy
from typing import Any

from tests.engine.compose.samples import CONFIG, inspect, project
from tui.engine.compose.started import Document, started_of
from tui.engine.started import Started

IMAGE: dict[str, Any] = {
    "Id": "sha256:712f3d98a529aaaa",
    "Config": {
        "Env": ["PATH=/bin", "REDIS_VERSION=6.2"],
        "Entrypoint": ["entry.sh"],
        "Cmd": ["redis-server"],
        "Volumes": {"/data": {}},
    },
}
NAMED = {"Type": "volume", "Name": "ab12", "Destination": "/data", "RW": True}
BOUND = {"Type": "bind", "Source": "/srv/rec/conf", "Destination": "/etc/redis", "RW": False}


def container() -> dict[str, Any]:
    """The recorded container of redis, with all that it was made with."""
    document = inspect()
    document["Image"] = IMAGE["Id"]
    document["Config"] |= {
        "Env": ["PATH=/bin", "REDIS_VERSION=6.2", "A=1=2", "https_proxy=http://proxy:3128"],
        "Entrypoint": ["entry.sh"],
        "Cmd": ["redis-server"],
    }
    document["HostConfig"]["PortBindings"] = {
        "6379/tcp": [{"HostIp": "127.0.0.1", "HostPort": "16379"}],
        "9000/tcp": [{"HostIp": "", "HostPort": "0"}],
    }
    document["Mounts"] = [NAMED, BOUND]
    return document


def started(image_of_now: Document = IMAGE, /, **changes: Any) -> Started:
    """The container against a service of the files that is as it was, but for these changes."""
    config = {
        **CONFIG["services"]["redis"],
        "restart": "always",
        "environment": {"A": "1=2"},
        "volumes": [{"type": "bind", "source": "/srv/rec/conf", "target": "/etc/redis", "read_only": True}],
        **changes,
    }
    return started_of(project(redis=config).services["redis"], container(), IMAGE, image_of_now, count=2)


def test_what_was_made_of_the_files_of_now_has_no_drift() -> None:
    found = started()
    assert found.drift == ()
    told = {one.name: one.runs for one in found.made}
    assert told["container"].endswith(", one of 2")  # type: ignore[union-attr]  # it is told
    assert told["command"] == "entry.sh redis-server"
    assert told["mount /data"] == "volume ab12"
    assert told["mount /etc/redis"] == "bind /srv/rec/conf, read only"
    assert told["ports"] == "*:0->9000, 127.0.0.1:16379->6379"
    assert "user" not in told


def test_whatever_the_files_say_otherwise_is_drift() -> None:
    newer = copy.deepcopy(IMAGE) | {"Id": "sha256:ffff"}
    newer["Config"]["Env"] = ["PATH=/bin", "REDIS_VERSION=7.0"]
    found = started(
        newer,
        image="redis:7-alpine",
        command=["redis-server", "--save", ""],
        environment={"B": "2"},
        user="1001",
        restart="no",
        ports=[{"target": 6379, "published": "16380"}],
        volumes=[{"type": "bind", "source": "/srv/rec/conf", "target": "/etc/redis"}],
    )
    assert {one.name: one.standing.value for one in found.drift} == {
        **dict.fromkeys(("image", "image id", "command", "restart", "ports", "mount /etc/redis"), "differs"),
        "user": "only in the file",
        "A": "only running",
        "B": "only in the file",
        "REDIS_VERSION": "differs",
    }


def test_a_command_that_the_files_give_is_the_one_behind_the_images_entrypoint() -> None:
    assert [one.name for one in started(command=["redis-server"]).drift] == []
    assert [one.name for one in started(command=["other"]).drift] == ["command"]
