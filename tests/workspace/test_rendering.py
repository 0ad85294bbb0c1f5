"""Template and schema become the compose file and the example files, and nobody's work is overwritten."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalog import load_catalog
from schemas.errors import UsageError
from tui.cli import DONE, NO, UNUSABLE, run
from tui.workspace import rendering

SMALL = """\
# mine
x-shared-env: &shared {}

services:
  api:  # a comment that stays
    image: a
    environment:
      <<: *shared
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a template of its own."""
    (tmp_path / rendering.TEMPLATE).write_text(SMALL)
    return tmp_path


def test_the_bundled_files_are_current(root: Path) -> None:
    found = rendering.outputs(root / "docker", load_catalog())
    assert [output.path.name for output in found] == ["docker-compose.yaml", ".env.example", "middleware.env.example"]
    assert [output.difference() for output in found] == [None, None, None]


def test_the_template_alone_is_valid_yaml(root: Path) -> None:
    template = yaml.safe_load((root / "docker" / rendering.TEMPLATE).read_text("utf-8"))
    assert template["x-shared-env"] == {}


def test_the_shared_block_has_each_variable_of_dify_with_its_default() -> None:
    catalog = load_catalog()
    block = yaml.safe_load("\n".join(["x:", *rendering.shared_environment(catalog)]))["x"]
    assert len(block) == 677
    assert "COMPOSE_PROFILES" not in block
    assert block["CELERY_BROKER_URL"] == "${CELERY_BROKER_URL:-redis://:difyai123456@redis:6379/1}"
    assert block["LOG_DATEFORMAT"] == "${LOG_DATEFORMAT:-%Y-%m-%d %H:%M:%S}"
    assert all(text == f"${{{name}:-{catalog[name].default or ''}}}" for name, text in block.items())


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" '\"#:{}[]&*!|>%@`-?,")))
def test_a_scalar_reads_back(text: str) -> None:
    assert yaml.safe_load(f"a: {rendering.scalar('${A:-' + text + '}')}") == {"a": "${A:-" + text + "}"}


def test_rendering_keeps_every_other_line_of_the_template() -> None:
    text = rendering.compose_text(SMALL, load_catalog())
    before, after = SMALL.split("x-shared-env: &shared {}")
    assert text.startswith(rendering.HEADER + before)
    assert text.endswith(after)
    assert "\n  LOG_LEVEL: ${LOG_LEVEL:-INFO}\n" in text


def test_the_template_of_the_product_itself_can_be_rendered(reference: Path) -> None:
    template = (reference / rendering.TEMPLATE).read_text("utf-8")
    rendered = yaml.safe_load(rendering.compose_text(template, load_catalog()))
    theirs = yaml.safe_load((reference / "docker-compose.yaml").read_text("utf-8"))
    assert rendered == theirs


@pytest.mark.parametrize(
    ("template", "words"), [("services: {}\n", "has no line"), (SMALL + "x-shared-env: &other {}\n", "has 2 lines")]
)
def test_a_template_without_one_place_for_the_block_is_refused(template: str, words: str) -> None:
    with pytest.raises(rendering.RenderError, match=words):
        rendering.compose_text(template, load_catalog())


def test_render_writes_what_is_not_current_and_nothing_else(folder: Path) -> None:
    assert run(["-C", str(folder), "compose", "render"]) == DONE
    compose = folder / rendering.COMPOSE
    assert stat.S_IMODE(compose.stat().st_mode) == 0o644
    before = compose.stat().st_ino
    (folder / ".env.example").write_text((folder / ".env.example").read_text() + "# more\n")
    assert [output.path.name for output in rendering.render(folder, load_catalog())] == [".env.example"]
    assert compose.stat().st_ino == before


def test_check_names_the_first_line_that_differs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["-C", str(folder), "compose", "render"])
    assert run(["-C", str(folder), "compose", "render", "--check"]) == DONE
    compose = folder / rendering.COMPOSE
    compose.write_text(compose.read_text().replace("${LOG_LEVEL:-INFO}", "hunter2"))
    capsys.readouterr()
    assert run(["-C", str(folder), "compose", "render", "--check"]) == NO
    said = capsys.readouterr().err
    number = compose.read_text().splitlines().index("  LOG_LEVEL: hunter2") + 1
    assert said.count("\n") == 1
    assert f"docker-compose.yaml, line {number}: should be LOG_LEVEL: ${{LOG_LEVEL:-INFO}}" in said
    assert "hunter2" not in said


def test_check_says_what_is_missing_and_what_is_too_much(folder: Path) -> None:
    assert str(rendering.outputs(folder, load_catalog())[0].difference()).endswith(
        f"line 1: should be {rendering.HEADER.strip()}"
    )
    output = rendering.Output(folder / "a", "one\n", "one\ntwo\n")
    assert str(output.difference()).endswith("line 2: should be the end of the file")


def test_a_compose_file_that_was_not_generated_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compose = folder / rendering.COMPOSE
    compose.write_text("services: {}\n")
    assert run(["-C", str(folder), "compose", "render"]) == NO
    assert "was not made by launchdeck" in capsys.readouterr().err
    assert compose.read_text() == "services: {}\n"
    assert not (folder / ".env.example").exists()


def test_an_example_file_of_a_product_is_left_alone(folder: Path) -> None:
    (folder / ".env.example").write_text("THEIRS=1\n")
    assert [output.path.name for output in rendering.render(folder, load_catalog())] == [
        "docker-compose.yaml",
        "middleware.env.example",
    ]
    assert (folder / ".env.example").read_text() == "THEIRS=1\n"


def test_a_folder_without_a_template_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="has no docker-compose-template"):
        rendering.outputs(tmp_path, load_catalog())
    assert run(["-C", str(tmp_path), "compose", "render"]) == UNUSABLE
    assert capsys.readouterr().err.count("\n") == 1


def test_a_copied_workspace_is_current(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "docker", tmp_path / "copy")
    assert run(["-C", str(tmp_path / "copy"), "compose", "render", "--check"]) == DONE
