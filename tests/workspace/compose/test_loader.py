"""Faults of compose files: each is one line with its place, and all else is still read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.workspace.compose.environment import Resolution
from tui.workspace.compose.landings import landings
from tui.workspace.compose.loader import load_project
from tui.workspace.compose.locate import locate
from tui.workspace.compose.project import Project


def load(root: Path, **files: str) -> Project:
    """The project of these files; a name's double underscore is a dot, its triple one a slash."""
    for name, text in files.items():
        path = root / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_project(locate(root, {}), {})


def says(project: Project) -> list[str]:
    """The faults, relative to the folder."""
    return [fault.says(project.directory) for fault in project.faults]


def test_broken_yaml_is_one_line_with_line_and_column(tmp_path: Path) -> None:
    project = load(
        tmp_path, compose__yaml="services:\n  a: [1\n", compose__override__yaml="services: {b: {image: x}}\n"
    )
    (fault,) = says(project)
    assert fault.startswith("compose.yaml:3:1: is not YAML: ")
    assert "\n" not in fault
    assert list(project.services) == ["b"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- a\n", "compose.yaml:1:1: holds no mapping"),
        ("include: [gone.yaml]\n", "gone.yaml: cannot be read: no such file or directory"),
        ("include: [compose.yaml]\n", "compose.yaml:1:11: includes itself by way of compose.yaml"),
        ("services: {a: {extends: a}}\n", "the service a extends itself"),
        ("services: {a: {extends: b}}\n", "extends the service b, which compose.yaml does not have"),
        ("services: {a: {extends: {file: gone.yaml, service: b}}}\n", "gone.yaml: cannot be read"),
        ("a: &a\n  b: *a\n", "an anchor holds itself"),
        ("a: &a [1]\nb: {<<: *a}\n", "<< takes mappings only"),
    ],
)
def test_what_compose_refuses_is_named(tmp_path: Path, text: str, fault: str) -> None:
    assert any(fault in one for one in says(load(tmp_path, compose__yaml=text)))


def test_a_service_defined_twice_by_an_include_is_named(tmp_path: Path) -> None:
    project = load(
        tmp_path,
        compose__yaml="include: [part.yaml]\nservices:\n  a: {image: x}\n",
        part__yaml="services:\n  a: {image: y}\n",
    )
    assert says(project) == ["compose.yaml:3:3: the service a is defined here and in an included file"]


@pytest.mark.parametrize("text", ["", "services:\n", "services: 3\n", "services: [a]\n", "services: {a: 3, b: }\n"])
def test_odd_shapes_give_no_services_and_no_crash(tmp_path: Path, text: str) -> None:
    project = load(tmp_path, compose__yaml=text)
    resolution = Resolution(project, {})
    assert all(resolution.service(name) == {} for name in project.services)


def test_odd_shapes_inside_a_service_are_passed_over(tmp_path: Path) -> None:
    text = "services: {a: {environment: x$B, env_file: {path: [1]}, ports: 3, volumes: {a: b}, healthcheck: no}}\n"
    project = load(tmp_path, compose__yaml=text)
    assert Resolution(project, {}).service("a") == {}
    assert [landing.name for landing in landings(project)] == ["B"]


def test_a_name_of_a_file_with_a_nul_is_a_missing_file(tmp_path: Path) -> None:
    text = 'include: ["a\\0.yaml"]\nservices: {a: {env_file: "b\\0.env", extends: {file: "c\\0.yaml", service: x}}}\n'
    project = load(tmp_path, compose__yaml=text)
    assert ["no such file" in fault for fault in says(project)] == [True, True]
    assert load_project(locate(tmp_path, {"COMPOSE_FILE": "a\0b"}), {}).faults


def test_a_flood_of_anchors_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    (fault,) = says(load(tmp_path, compose__yaml="\n".join(lines) + "\n"))
    assert fault.endswith("is too large with its anchors put in")


def test_a_missing_env_file_and_a_missing_value_are_faults_of_the_resolution(tmp_path: Path) -> None:
    text = "services:\n  a:\n    env_file: gone.env\n    environment:\n      A: ${B:?say what}\n"
    resolution = Resolution(load(tmp_path, compose__yaml=text), {})
    resolution.service("a")
    assert [(fault.line, fault.message) for fault in resolution.faults][:2] == [
        (5, "B is required and has no value"),
        (3, "the env file gone.env of a is missing"),
    ]


def test_the_project_is_named_after_the_variable_the_file_or_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "My.Shop 2"
    root.mkdir()
    project = load(root, compose__yaml="services: {}\n")
    assert project.name_in({}) == "myshop2"
    project = load(root, compose__yaml="name: ${N:-given}\n")
    assert project.name_in({}) == "given"
    assert project.name_in({"COMPOSE_PROJECT_NAME": "own"}) == "own"
