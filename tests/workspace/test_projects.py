"""Projects of many shapes: each opens, edits, saves, stays byte-exact elsewhere, and resolves as in Compose."""

from __future__ import annotations

import difflib
import random
from pathlib import Path

import pytest

from schemas.rules.base import Severity
from tests.workspace.judges import resolved_services
from tests.workspace.projects import NAMES, UNREADABLE, WITHOUT_COMPOSE, contents, copied, thousand
from tests.workspace.random_projects import write_project
from tui.workspace.compose.environment import Resolution
from tui.workspace.compose.landings import Where
from tui.workspace.workspace import Workspace

READABLE = [name for name in NAMES if name not in UNREADABLE]
JUDGED = [name for name in READABLE if name not in WITHOUT_COMPOSE]
FORMED = {Where.COMMAND, Where.PUBLISHED_PORT, Where.PORT, Where.IMAGE, Where.IMAGE_TAG}
"""Places in which Compose itself reads the value."""
HOSTILE = 'it\'s ${HOME} #\\ "x"'


def resolved(root: Path) -> dict[str, dict[str, str]]:
    """What our own model hands to each service."""
    workspace = Workspace.open(root, {})
    given = {**workspace.document.values({}), "HOME": str(root)}
    resolution = Resolution(workspace.survey.project, given, {workspace.env_path: workspace.document})
    found = {name: resolution.service(name) for name in workspace.survey.project.services}
    assert [fault.message for fault in resolution.faults] == []
    return found


def edited_name(workspace: Workspace) -> str:
    """A variable that the project has and whose value may be any: Compose refuses a command with an open quote."""
    keys = [key for key in workspace.document.keys() if not key.startswith("COMPOSE_")]  # noqa: SIM118 - no mapping
    landings = workspace.survey.landings
    fit = [key for key in keys if not any(one.where in FORMED for one in landings.get(key, ()))]
    return fit[-1] if fit else next(iter(workspace.catalog)).name


@pytest.fixture(params=[*NAMES, "thousand"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of each project in turn."""
    return thousand(tmp_path) if request.param == "thousand" else copied(request.param, tmp_path)


def test_there_are_at_least_twelve() -> None:
    assert len(NAMES) >= 12


def test_opens_without_a_fault(project: Path) -> None:
    workspace = Workspace.open(project, {})
    assert len(workspace.catalog) > 0
    assert not workspace.follows_schema
    faults = [fault.says(project) for fault in workspace.survey.faults]
    assert bool(faults) == (project.name in UNREADABLE), faults


def test_an_edit_changes_one_line_and_no_other_file(project: Path) -> None:
    before = contents(project)
    workspace = Workspace.open(project, {})
    name = edited_name(workspace)
    workspace.set(name, HOSTILE)
    assert workspace.save().written
    after = contents(project)
    assert Workspace.open(project, {}).effective(name) == HOSTILE
    old, new = before.pop(".env", b""), after.pop(".env")
    assert after == before
    assert _changed_lines(old, new) <= 1


def _changed_lines(old: bytes, new: bytes) -> int:
    """How many lines of the new file are not in the old one; every other byte must be in its place."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    blocks = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    assert all(end - start <= 1 for _, start, end, _, _ in blocks)
    return sum(end - start for _, _, _, start, end in blocks)


def test_taking_an_edit_back_gives_the_same_bytes(project: Path) -> None:
    workspace = Workspace.open(project, {})
    before = workspace.document.to_bytes()
    workspace.set(edited_name(workspace), HOSTILE)
    assert workspace.document.to_bytes() != before
    workspace.undo()
    assert workspace.document.to_bytes() == before


@pytest.mark.parametrize("name", NAMES)
def test_no_guess_is_an_error(tmp_path: Path, name: str) -> None:
    workspace = Workspace.open(copied(name, tmp_path), {})
    guessed = [variable.name for variable in workspace.catalog if variable.inferred]
    workspace.set_all("nonsense", dict.fromkeys(guessed, "no such value, surely"))
    wrong = [found.id for found in workspace.diagnostics if found.severity is Severity.ERROR]
    assert {name for name in wrong if name.startswith("LD-")} <= {"LD-COMPOSE-FILE"}


@pytest.mark.compose
@pytest.mark.parametrize("name", [*JUDGED, "thousand"])
def test_every_service_receives_what_compose_hands_it(compose_binary: list[str], tmp_path: Path, name: str) -> None:
    root = thousand(tmp_path) if name == "thousand" else copied(name, tmp_path)
    assert resolved(root) == resolved_services(compose_binary, root)
    workspace = Workspace.open(root, {})
    workspace.set(edited_name(workspace), HOSTILE)
    workspace.save()
    assert resolved(root) == resolved_services(compose_binary, root)


@pytest.mark.compose
@pytest.mark.parametrize("seed", range(4))
def test_random_projects_resolve_as_in_compose(compose_binary: list[str], tmp_path: Path, seed: int) -> None:
    root = tmp_path / "Random.1"
    write_project(random.Random(f"project {seed}"), root, services=60)
    ours, theirs = resolved(root), resolved_services(compose_binary, root)
    assert ours == theirs
    assert sum(map(len, theirs.values())) > 60


@pytest.fixture
def adopted(reference: Path, tmp_path: Path) -> Path:
    """The real files of Dify 1.11.4 as a user has them, before and after the example was copied."""
    root = tmp_path / "docker"
    root.mkdir()
    (root / ".env.example").write_bytes((reference / "docker.env.example").read_bytes())
    (root / "docker-compose.yaml").write_bytes((reference / "docker-compose.yaml").read_bytes())
    return root


def test_the_real_project_is_read_without_a_fault(adopted: Path) -> None:
    workspace = Workspace.open(adopted, {})
    assert workspace.survey.faults == []
    assert workspace.follows_schema
    assert {found.id for found in workspace.diagnostics} & {
        "LD-UNUSED",
        "LD-UNSET-VARIABLE",
        "LD-COMPOSE-FILE",
    } == set()
    password = workspace.provenance("DB_PASSWORD")
    assert {delivery.key for delivery in password.deliveries} == {
        "DB_PASSWORD",
        "POSTGRES_PASSWORD",
        "MYSQL_ROOT_PASSWORD",
    }


@pytest.mark.compose
def test_every_service_of_the_real_project_receives_what_compose_hands_it(
    compose_binary: list[str], adopted: Path
) -> None:
    assert resolved(adopted) == resolved_services(compose_binary, adopted)
    (adopted / ".env").write_bytes((adopted / ".env.example").read_bytes())
    workspace = Workspace.open(adopted, {})
    workspace.set("SECRET_KEY", HOSTILE)
    workspace.save()
    assert resolved(adopted) == resolved_services(compose_binary, adopted)
    assert resolved(adopted)["api"]["SECRET_KEY"] == HOSTILE
