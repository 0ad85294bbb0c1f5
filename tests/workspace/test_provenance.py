"""Where a value comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workspace.projects import copied
from tui.cli import run
from tui.workspace.provenance import Kind, Origin, as_json, chain, lines
from tui.workspace.workspace import Workspace


def origin(root: Path, name: str, **shell: str) -> Origin:
    """The chain of a variable of a project, with this shell."""
    return Workspace.open(root, shell).provenance(name)


def test_the_chain_of_a_name_that_several_files_set(tmp_path: Path) -> None:
    root = copied("env-files", tmp_path)
    assert list(lines(origin(root, "LEVEL"), root)) == [
        "* file .env:1: debug",
        "  compose default compose.yaml:12: info",
        "  app receives LEVEL=debug  from environment compose.yaml:12, over env_file .env:1, env_file common.env:1",
        "  job receives LEVEL=debug  from environment compose.yaml:17, over env_file common.env:1",
    ]


def test_the_documentation_shows_what_is_printed(tmp_path: Path, root: Path) -> None:
    folder = copied("env-files", tmp_path)
    shown = (root / "docs" / "adopting.md").read_text()
    for line in lines(origin(folder, "LEVEL", LEVEL="trace"), folder):
        assert f"\n{line}\n" in shown


def test_literal_and_resolved_stand_beside_each_other(tmp_path: Path) -> None:
    root = copied("env-files", tmp_path)
    (root / ".env").write_text("BASE=/srv\nLEVEL=${BASE}/x\n")
    found = origin(root, "LEVEL")
    assert found.winner is not None
    assert (found.winner.literal, found.winner.value, found.value) == ("${BASE}/x", "/srv/x", "/srv/x")
    assert next(lines(found, root)) == "* file .env:2: ${BASE}/x -> /srv/x"


def test_a_name_that_only_an_env_file_sets_reaches_its_services(tmp_path: Path) -> None:
    root = copied("env-files", tmp_path)
    found = origin(root, "DATA")
    assert [(link.kind, link.literal, link.value, link.wins) for link in found.links] == [
        (Kind.ENV_FILE, "${BASE}/data", "/srv/data", True)
    ]
    assert [(one.service, one.value) for one in found.deliveries] == [("app", "/srv/data"), ("job", "/srv/data")]


def test_the_shell_is_named_and_does_not_win_here(tmp_path: Path) -> None:
    root = copied("env-files", tmp_path)
    found = origin(root, "LEVEL", LEVEL="trace", PATH="/bin")
    assert [(link.kind, link.wins) for link in found.links[:2]] == [(Kind.SHELL, False), (Kind.FILE, True)]
    assert found.value == "debug"
    assert "a launch from here does not get it" in next(lines(found, root))
    assert dict(chain(found, root))["Shell"].startswith("trace (wins when you launch by hand")


def test_what_a_launch_gets_of_the_shell_wins_unless_the_file_sets_it(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {a: {environment: {P: '${HTTP_PROXY:-none}'}}}\n")
    (tmp_path / ".env").write_text("X=1\n")
    assert origin(tmp_path, "HTTP_PROXY", HTTP_PROXY="http://p:1").value == "http://p:1"
    (tmp_path / ".env").write_text("HTTP_PROXY=\n")
    found = origin(tmp_path, "HTTP_PROXY", HTTP_PROXY="http://p:1")
    assert (found.value, found.deliveries[0].value) == ("", "none")
    assert found.links[2].note == "stands in for the empty text there"


def test_of_several_lines_the_last_one_counts(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {a: {environment: [A]}}\n")
    (tmp_path / ".env").write_text("A=1\nB=2\nA=3\n")
    assert next(lines(origin(tmp_path, "A"), tmp_path)) == "* file .env:3: 3  (the last of lines 1, 3)"


def test_an_edit_that_is_not_saved_counts(tmp_path: Path) -> None:
    root = copied("env-files", tmp_path)
    workspace = Workspace.open(root, {})
    workspace.set("LEVEL", "quiet")
    found = workspace.provenance("LEVEL")
    assert found.value == "quiet"
    assert {one.value for one in found.deliveries} == {"quiet"}


def test_the_env_file_of_an_include_is_part_of_the_chain(tmp_path: Path) -> None:
    root = copied("monorepo", tmp_path)
    found = origin(root, "API_PORT")
    assert [(link.kind, link.value, link.wins) for link in found.links[:2]] == [
        (Kind.FILE, "9100", False), (Kind.COMPOSE_DEFAULT, "9000", True),
    ]  # fmt: skip
    assert {one.service: one.value for one in found.deliveries} == {
        "web": "http://api:9000", "api": "9100", "proxy": "http://api:9000",
    }  # fmt: skip


CANARY = "canary-4711"


@pytest.fixture
def secretive(tmp_path: Path) -> Path:
    """A project whose password lands in an address, and whose secrets all hold the canary."""
    root = copied("sinks", tmp_path)
    (root / ".env").write_text(f"CACHE_PASSWORD={CANARY}\nCACHE_TOKEN=t{CANARY}\nCACHE_PORT=6380\n")
    return root


@pytest.mark.parametrize("name", ["CACHE_PASSWORD", "CACHE_TOKEN", "CACHE_PORT"])
def test_no_secret_is_shown_also_not_inside_an_address(secretive: Path, name: str) -> None:
    found = origin(secretive, name, CACHE_PASSWORD=f"shell-{CANARY}")
    shown = [
        *lines(found, secretive),
        json.dumps(as_json(found, secretive)),
        repr(found),
        *map(str, chain(found, secretive)),
    ]
    assert [text for text in shown if CANARY in text] == []
    assert CANARY in json.dumps(as_json(found, secretive, show_secrets=True))


def test_the_command_line_explains(secretive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(secretive), "env", "get", "CACHE_PORT", "--explain"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "* file .env:3: 6380"
    assert run(["-C", str(secretive), "env", "get", "CACHE_PASSWORD", "--explain", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["secret"], record["value"], record["links"][0]["place"]) == (True, None, ".env:1")
    assert record["lands_in"][1] == {
        "where": "health check",
        "service": "cache",
        "key": "healthcheck.test.1",
        "place": "compose.yaml:14",
        "required": False,
        "default": None,
    }
    assert run(["-C", str(secretive), "env", "get", "NOBODY", "--explain"]) == 1
    assert "nothing in" in capsys.readouterr().err
    assert run(["-C", str(secretive), "env", "get", "CACHE_PORT", "--json"]) == 2


def test_a_guess_does_not_keep_the_command_line_from_setting(
    secretive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(secretive), "env", "set", "CACHE_PORT", "auto"]) == 0
    assert "warning: CACHE_PORT must be a port" in capsys.readouterr().err
    assert "CACHE_PORT=auto\n" in (secretive / ".env").read_text()
