"""Compose's progress as events, and its refusals as one line."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tui.engine.compose.cli import Call, Compose, Event, event_of, find_compose, refusal
from tui.engine.compose.launch import fetch, run_to_end
from tui.engine.protocol import EngineError, Step


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ('{"id":"Network P_default","status":"Creating"}', Event("Network", "P_default", "Creating")),
        ('{"id":"Container P-db-1","status":"Healthy"}', Event("Container", "P-db-1", "Healthy")),
        ('{"id":"a","text":"Pulling"}', Event("", "a", "Pulling")),
        (
            '{"id":"b8d6","parent_id":"db","text":"Extracting","status":"[==>] 1B/2B","current":1,"percent":50}',
            Event("", "b8d6", "Extracting", "[==>] 1B/2B", 50, "db"),
        ),
        ('{"id":"db","text":"Error","status":"no such host"}', Event("", "db", "Error", "no such host")),
        (
            '{"error":true,"message":"container P-a-1 is unhealthy"}',
            Event("", "", "container P-a-1 is unhealthy", error=True),
        ),
        (
            '{"vertexes":[{"name":"[api build 2/6] COPY a b","started":"2026-01-01T00:00:00Z"}]}',
            Event("Build", "api", "Building", "build 2/6 COPY"),
        ),
        (
            '{"vertexes":[{"name":"[stage-1 3/4] RUN set -eu","started":"2026-01-01T00:00:00Z"}]}',
            Event("Build", "", "Building", "stage-1 3/4 RUN"),
        ),
        ('{"vertexes":[{"name":"[api build 2/6] COPY a b"}]}', None),
        ('{"vertexes":[{"name":"[api internal] load .dockerignore","started":"2026-01-01T00:00:00Z"}]}', None),
        ('{"logs":[{"data":"bm8gd2hlZWwK"}]}', Event("Build", "", "", "no wheel\n")),
        ('{"statuses":[{"id":"transferring"}]}', None),
        ('{"error":true}', Event("", "", "interrupted", error=True)),
        ('{"level":"warning","msg":"The \\"X\\" variable is not set","time":"2026-01-01T00:00:00Z"}', None),
        ('{"broken', None),
        ("[1, 2]", Event("", "", "[1, 2]")),
        (" Container P-db-1  Started", Event("Container", "P-db-1", "Started")),
        ('time="2026-01-01T00:00:00Z" level=warning msg="the attribute version is obsolete"', None),
        ('time="2026-01-01T00:00:00Z" level=error msg="it broke"', Event("", "", "it broke", error=True)),
        (" b Pulling \n", Event("", "b", "Pulling")),
        (
            ' b Error Get "http://localhost:1/v2/": connection refused\n',
            Event("", "b", "Error", 'Get "http://localhost:1/v2/": connection refused'),
        ),
        ("Error response from daemon: no such image", Event("", "", "no such image", error=True)),
        ("no such service: x", Event("", "", "no such service: x")),
        ("", None),
    ],
)
def test_each_shape_of_progress_is_understood(line: str, event: Event | None) -> None:
    assert event_of(line) == event


def test_a_refusal_is_the_last_word_without_warnings() -> None:
    stderr = 'required variable X is missing a value: must be set\ntime="t" level=warning msg="obsolete"\n\n'
    assert refusal(stderr).message == "Compose refuses: required variable X is missing a value: must be set"
    assert "without a word" in refusal("").message


def program(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def environ(folder: Path) -> dict[str, str]:
    return {"PATH": f"{folder}:/usr/bin:/bin"}


@pytest.fixture(autouse=True)
def no_named_compose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAUNCHDECK_COMPOSE", raising=False)


def test_compose_is_found_as_a_plugin_first(tmp_path: Path) -> None:
    program(
        tmp_path, "docker", 'case "$*" in "compose version --short") echo v2.40.3-desktop.1;; *) echo --help;; esac'
    )
    program(tmp_path, "docker-compose", "echo 2.29.0")
    found = find_compose(tmp_path, environ(tmp_path))
    assert found.command == (str(tmp_path / "docker"), "compose")
    assert (found.version_text, found.json_progress) == ("2.40.3", False)


def test_the_standalone_compose_stands_in_for_a_missing_plugin(tmp_path: Path) -> None:
    program(tmp_path, "docker", "exit 1")
    program(
        tmp_path,
        "docker-compose",
        'if [ "$1" = version ]; then echo 2.40.3; else echo "--progress string (auto, plain, json)"; echo "--x"; fi',
    )
    assert find_compose(tmp_path, environ(tmp_path)).json_progress


@pytest.mark.parametrize(
    ("docker", "standalone", "message"),
    [
        ("exit 1", "echo 1.29.2", "Compose 1.29.2 is too old"),
        ("exit 1", None, "docker has no Compose plugin"),
        (None, None, "Docker is not installed"),
    ],
)
def test_what_is_missing_is_told_apart(
    tmp_path: Path, docker: str | None, standalone: str | None, message: str
) -> None:
    if docker:
        program(tmp_path, "docker", docker)
    if standalone:
        program(tmp_path, "docker-compose", standalone)
    with pytest.raises(EngineError) as caught:
        find_compose(tmp_path, {"PATH": str(tmp_path)})
    assert caught.value.message == message
    assert caught.value.hint


def test_an_interrupt_reaches_the_child_of_docker_too(tmp_path: Path) -> None:
    # A shell waits for its child whatever signal it gets itself, as docker does for its plugin.
    script = program(tmp_path, "compose", "echo ready >&2; sleep 600")
    call = Call([str(script)], tmp_path, environ(tmp_path))
    events = call.events()
    assert next(events).text == "ready"
    call.interrupt()
    assert list(events) == []
    assert call.code == -signal.SIGTERM


def test_a_call_that_is_interrupted_before_it_begins_never_begins(tmp_path: Path) -> None:
    script = program(tmp_path, "compose", 'touch "$0.ran"')
    call = Call([str(script)], tmp_path, environ(tmp_path))
    call.interrupt()
    assert list(call.events()) == []
    assert not (tmp_path / "compose.ran").exists()


def test_a_compose_that_cannot_be_run_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="Compose cannot be run: No such file"):
        list(Call([str(tmp_path / "gone")], tmp_path, {}).events())


PULL_226 = """ b Pulling
 b Error Get "http://localhost:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused
Error response from daemon: Get "http://localhost:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused"""
UP_226 = """ Network P_default  Creating
 Network P_default  Created
 Container P-a-1  Starting
 Container P-a-1  Started
no such service: nope"""
"""What Compose 2.26.1 wrote on stderr with --progress plain; it knows no json."""


def old_compose(folder: Path, stderr: str, code: int) -> Compose:
    script = program(folder, "compose", f"case $* in *json*) exit 16;; esac\ncat >&2 <<'E'\n{stderr}\nE\nexit {code}")
    return Compose((str(script),), (2, 26, 1), folder, environ(folder), json_progress=False)


def test_a_compose_without_json_says_why_an_image_did_not_come(tmp_path: Path) -> None:
    told = list(fetch(old_compose(tmp_path, PULL_226, 18), ["pull", "b"], {"b": "b"}))
    assert [(one.service, one.step) for one in told] == [
        ("", Step.COMMAND),
        ("b", Step.PREPARING),
        ("b", Step.FAILED),
    ]
    assert "connection refused" in f"{told[-1].message} {told[-1].log}"


def test_a_compose_without_json_tells_its_steps_and_its_last_word(tmp_path: Path) -> None:
    seen: list[Event] = []
    with pytest.raises(EngineError, match="no such service: nope"):
        list(run_to_end(old_compose(tmp_path, UP_226, 1), ["up"], seen.append))
    assert [one.text for one in seen] == ["Creating", "Created", "Starting", "Started", "no such service: nope"]


def test_the_command_that_runs_is_told_as_one_would_type_it(tmp_path: Path) -> None:
    folder = tmp_path / "my stack"
    environment = {"COMPOSE_FILE": f"a.yaml{os.pathsep}b c.yaml", "COMPOSE_PROJECT_NAME": "shop"}
    compose = Compose(("/usr/bin/docker", "compose"), (2, 40, 3), folder, environment)
    typed = f"cd '{folder}' && docker compose -p shop -f a.yaml -f 'b c.yaml' up --detach api"
    assert compose.typed("up", "--detach", "api") == typed
