"""What the files of a project and the shell tell, as findings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from schemas.rules.base import Severity
from tests.workspace.projects import copied
from tui.workspace.bundled import copy_bundled
from tui.workspace.workspace import Workspace


def found(workspace: Workspace, *ids: str) -> list[tuple[str, str, str]]:
    """Id, severity and message of the findings with these ids."""
    return [(one.id, one.severity.word, one.message) for one in workspace.diagnostics if one.id in ids]


def test_a_broken_file_is_one_line_and_the_env_file_stays_editable(tmp_path: Path) -> None:
    workspace = Workspace.open(copied("broken", tmp_path), {})
    assert found(workspace, "LD-COMPOSE-FILE") == [
        ("LD-COMPOSE-FILE", "error", "compose.yaml:6:6: is not YAML: did not find expected key")
    ]
    assert set(workspace.catalog.names()) == {"A", "TAG"}
    workspace.set("A", "3")
    assert workspace.save().written


def test_without_pyyaml_the_names_are_found_and_a_hint_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    workspace = Workspace.open(copied("sinks", tmp_path), {})
    assert {"CACHE_PASSWORD", "CACHE_PORT", "APP_MEMORY"} <= set(workspace.catalog.names())
    assert [one.id for one in workspace.diagnostics if one.severity is Severity.HINT] == ["LD-COMPOSE-FILE"]


def test_a_shell_that_exports_another_value_is_a_finding(tmp_path: Path) -> None:
    shell = {"LEVEL": "trace", "TOKEN": "canary-1", "TITLE": "A title with $signs", "HOME": "/x", "STRANGER": "1"}
    workspace = Workspace.open(copied("env-files", tmp_path), shell)
    findings = found(workspace, "LD-SHELL-OVERRIDE")
    assert [(severity, message.split(",")[0]) for _, severity, message in findings] == [
        ("warning", "LEVEL is debug"),
        ("warning", "TOKEN is ••••••••"),
    ]
    assert "trace, which wins when you launch by hand; a launch from here does not get it" in findings[0][2]
    assert "canary" not in str(findings)
    workspace.set("LEVEL", "trace")
    assert len(found(workspace, "LD-SHELL-OVERRIDE")) == 1


def test_a_reference_that_nobody_sets_is_a_finding_until_it_is_set(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        "services:\n  a:\n    image: x:${TAG}\n    environment: {A: '${B?say what}', C: '${D:?say}', E: '${F-}'}\n"
    )
    (tmp_path / ".env").write_text("X=1\n")
    workspace = Workspace.open(tmp_path, {})
    assert found(workspace, "LD-UNSET-VARIABLE", "LD-REQUIRED") == [
        ("LD-REQUIRED", "error", "B is not set, and compose.yaml:4 (A of a) requires it: Compose refuses the file"),
        ("LD-REQUIRED", "error", "D is empty, but it is required in every deployment"),
        ("LD-UNSET-VARIABLE", "warning", "TAG is not set: it becomes an empty text in compose.yaml:3 (image tag of a)"),
    ]
    workspace.set_all("set", {"TAG": "", "B": "", "D": "x"})
    assert found(workspace, "LD-UNSET-VARIABLE", "LD-REQUIRED") == []


def test_what_an_include_brings_along_is_not_unset(tmp_path: Path) -> None:
    workspace = Workspace.open(copied("monorepo", tmp_path), {})
    assert found(workspace, "LD-UNSET-VARIABLE") == []


def test_a_missing_env_file_is_a_finding_unless_it_may_be_missing(tmp_path: Path) -> None:
    root = copied("env-files", tmp_path)
    (root / "common.env").unlink()
    findings = found(Workspace.open(root, {}), "LD-ENV-FILE")
    assert [message.split(";")[0] for _, _, message in findings] == [
        "compose.yaml:5: the env file common.env of app is missing",
        "compose.yaml:16: the env file common.env of job is missing",
    ]


def test_a_name_that_nothing_reads_is_a_hint_with_a_fix(tmp_path: Path) -> None:
    root = copied("no-example", tmp_path)
    (root / ".env").write_text("SITE_PROT=1\nTAG=${PART}\nPART=1\nCOMPOSE_PROFILES=x\n")
    workspace = Workspace.open(root, {})
    (hint,) = (one for one in workspace.diagnostics if one.id == "LD-UNUSED")
    assert (hint.severity.word, hint.variables) == ("hint", ("SITE_PROT",))
    assert hint.fix is not None
    workspace.apply(hint.fix)
    assert found(workspace, "LD-UNUSED") == []


def test_a_file_that_is_handed_over_as_a_whole_has_no_unused_names(tmp_path: Path) -> None:
    root = copied("env-files", tmp_path)
    with (root / ".env").open("a") as file:
        file.write("ANYTHING=1\n")
    assert found(Workspace.open(root, {}), "LD-UNUSED") == []


@pytest.mark.parametrize("value", ["a b", "a;id", "$(id)"])
def test_a_value_that_a_command_would_split_is_found_where_it_lands(tmp_path: Path, value: str) -> None:
    workspace = Workspace.open(copied("sinks", tmp_path), {})
    assert found(workspace, "LD-SINK") == []
    workspace.set("CACHE_PASSWORD", value)
    ((_, severity, message),) = found(workspace, "LD-SINK")
    assert severity == "warning"
    assert "cache" in message
    assert f"is {value}" not in message


def test_the_shipped_compose_file_is_trusted_until_it_is_changed(tmp_path: Path) -> None:
    root = tmp_path / "deployment"
    copy_bundled(root)
    assert Workspace.open(root, {}).survey.shipped
    with (root / "docker-compose.yaml").open("a") as file:
        file.write("\n  broken: [\n")
    workspace = Workspace.open(root, {})
    assert not workspace.survey.shipped
    assert len(found(workspace, "LD-COMPOSE-FILE")) == 1
    assert workspace.follows_schema


def test_an_empty_list_of_compose_files_is_refused_by_compose_and_is_an_error_here(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  a:\n    image: x\n")
    (tmp_path / ".env").write_text("COMPOSE_FILE=\n")
    workspace = Workspace.open(tmp_path, {})
    (finding,) = workspace.diagnostics
    assert finding.message == "COMPOSE_FILE is empty, which Compose takes for the folder itself and refuses"
    assert finding.fix is not None
    workspace.apply(finding.fix)
    assert workspace.diagnostics == []


def test_a_folder_whose_compose_file_asks_for_nothing_is_not_taken_for_the_product(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  a:\n    image: x\n")
    workspace = Workspace.open(tmp_path, {})
    assert (list(workspace.catalog.names()), workspace.diagnostics) == ([], [])


def test_a_file_that_names_no_profile_starts_no_database_and_no_store(tmp_path: Path) -> None:
    """A new file would get both; one that is there and does not name them gets nothing (FIELD F13)."""
    copy_bundled(folder := tmp_path / "new")
    rules = ("LD-PROFILE-DATABASE", "LD-PROFILE-STORE")
    workspace = Workspace.open(folder, {})
    assert found(workspace, *rules) == []
    workspace.set("LOG_LEVEL", "DEBUG")
    assert [(name, level) for name, level, _ in found(workspace, *rules)] == [(name, "error") for name in rules]
    workspace.set("COMPOSE_PROFILES", "postgresql,weaviate")
    assert found(workspace, *rules) == []
    workspace.undo()
    workspace.undo()
    assert found(workspace, *rules) == []
