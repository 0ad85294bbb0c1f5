"""From answers to values: the image, the ports, and what a choice costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.footprint import GIB
from tui.workspace import initial, questions
from tui.workspace.bundled import copy_bundled
from tui.workspace.estimate import Estimate, Machine, estimate
from tui.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the bundled workspace."""
    folder = tmp_path_factory.mktemp("new") / "docker"
    copy_bundled(folder)
    return Workspace.open(folder, {})


def taken(monkeypatch: pytest.MonkeyPatch, *ports: int) -> None:
    monkeypatch.setattr(questions, "is_free", lambda port: port not in ports)


def answered(workspace: Workspace, **given: str) -> dict[str, str]:
    """The answers given, and the defaults of the other questions."""
    answers: dict[str, str] = dict(given)
    for question in questions.questions(workspace.catalog, images=initial.knows_images(workspace.survey)):
        if not question.asked(answers):
            continue
        answers.setdefault(question.key, question.default(answers))
        assert question.check(answers[question.key], answers) is None
    return answers


def test_nine_questions_at_most_and_the_image_comes_first(bundled: Workspace) -> None:
    asked = questions.questions(bundled.catalog, images=initial.knows_images(bundled.survey))
    assert asked[0].key == "image"
    assert len(asked) <= 9


def test_a_folder_whose_compose_file_fixes_its_images_is_not_asked_for_one(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yaml").write_text("services: {api: {image: 'langgenius/dify-api:1.11.4'}}\n")
    assert not initial.knows_images(Workspace.open(tmp_path, {}).survey)


def test_a_copy_that_cannot_build_the_image_is_not_asked_for_one(tmp_path: Path) -> None:
    copy_bundled(tmp_path / "docker")
    (tmp_path / "docker" / initial.BUILD_FILE).unlink()
    assert not initial.knows_images(Workspace.open(tmp_path / "docker", {}).survey)


def test_an_edited_copy_of_the_bundled_file_is_still_asked(tmp_path: Path) -> None:
    copy_bundled(tmp_path / "docker")
    compose = tmp_path / "docker" / "docker-compose.yaml"
    compose.write_text(compose.read_text("utf-8") + "\n# mine\n", "utf-8")
    workspace = Workspace.open(tmp_path / "docker", {})
    assert not workspace.survey.shipped
    assert initial.knows_images(workspace.survey)


@pytest.mark.parametrize("image", ["dify", "bundled"])
@pytest.mark.parametrize("database", ["postgresql", "mysql"])
def test_either_image_leads_to_values_that_have_no_error(bundled: Workspace, image: str, database: str) -> None:
    answers = answered(bundled, image=image, database=database, public_url="https://dify.example.com")
    values = initial.initial_values(bundled.catalog, answers)
    bundled.start_file(values)
    assert [found.message for found in bundled.diagnostics if found.severity.word == "error"] == []
    assert values.get("COMPOSE_PROFILES") == (database if image == "bundled" else None)
    assert values.get("API_READ_ONLY") == ("true" if image == "bundled" else None)
    built = values.get("COMPOSE_FILE", "").split(":")[1:]  # what a launch builds the image by
    assert built == (["docker-compose.build.yaml"] if image == "bundled" else [])


def test_a_text_that_was_chosen_wins_over_what_the_image_brings(bundled: Workspace) -> None:
    chosen = {"API_IMAGE_TAG": "2.0", "COMPOSE_PROFILES": "postgresql,weaviate"}
    values = initial.initial_values(bundled.catalog, {"image": "bundled"}, chosen)
    assert {name: values[name] for name in chosen} == chosen


def test_where_port_80_is_taken_address_and_port_name_a_free_one(
    bundled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(monkeypatch, 80, 8080, 443)
    answers = answered(bundled, profile="development")
    assert answers["public_url"].endswith(":8081")
    values = initial.initial_values(bundled.catalog, answers)
    assert values["EXPOSE_NGINX_PORT"] == "8081"
    assert values["EXPOSE_NGINX_SSL_PORT"] == "8443"


def test_the_port_of_an_https_address_belongs_to_the_server_in_front(
    bundled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(monkeypatch)
    assert answered(bundled, public_url="https://dify.example.com:9443")["port"] == "80"
    assert answered(bundled, public_url="http://dify.example.com:9000")["port"] == "9000"


def test_the_development_profile_with_an_address_lets_only_that_origin_in(bundled: Workspace) -> None:
    values = initial.initial_values(
        bundled.catalog, {"profile": "development", "public_url": "http://dify.example.com"}
    )
    assert values["CONSOLE_CORS_ALLOW_ORIGINS"] == "http://dify.example.com"


def cost(workspace: Workspace, **answers: str) -> Estimate:
    return estimate(workspace.survey.project, workspace.catalog, initial.chosen_values(workspace.catalog, answers))


def test_the_bundled_image_costs_less_and_a_larger_store_costs_more(bundled: Workspace) -> None:
    usual, small = cost(bundled, image="dify"), cost(bundled, image="bundled")
    assert usual.containers - small.containers == 5, "web, sandbox, ssrf_proxy, plugin_daemon and the vector store"
    assert small.memory < usual.memory
    assert small.images < usual.images
    project = bundled.survey.project
    larger = estimate(project, bundled.catalog, {"VECTOR_STORE": "oceanbase"})
    assert larger.memory > usual.memory + 5 * GIB


def test_what_a_machine_lacks_is_named() -> None:
    need = Estimate(8, 4 * GIB, 6 * GIB)
    assert Machine(8 * GIB, 20 * GIB).lacks(need) == ""
    assert Machine(2 * GIB, 20 * GIB).lacks(need) == "memory"
    assert Machine(2 * GIB, 2 * GIB).lacks(need) == "memory and disk"


def test_the_number_of_workers_has_room_in_the_memory(bundled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "cpus", lambda: 16)
    monkeypatch.setattr(questions, "_workers_by_memory", lambda: 3)
    assert answered(bundled)["workers"] == "3"
    monkeypatch.setattr(questions, "_workers_by_memory", lambda: -1)
    assert answered(bundled)["workers"] == "1", "the smallest machine starts one"
