"""What is proposed while a value is typed: what fits the type, from this folder, and never a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.catalog import Choice, Variable
from tui.workspace.suggesting import MOST, Suggestion, suggest, wanted_folder
from tui.workspace.surroundings import Mount, Surroundings, entries, surroundings
from tui.workspace.workspace import Workspace

COMPOSE = """
services:
  web:
    image: shop/web:${TAG:-1}
    ports: ["${WEB_PORT:-8080}:3000"]
    environment: {API_URL: "${API_URL}", DATABASE_HOST: "${DATABASE_HOST}", CERT: "${CERT_FILE}", K: "${API_SECRET}"}
    volumes: ["${DATA_DIR:-./data}:/data", "./certs:/certs", "cache:/cache"]
  api: {image: shop/api, expose: ["9000"], profiles: [full]}
  database: {image: "postgres:16"}
"""
ENV = """TAG=2
DATABASE_PORT=5432
API_SECRET=hunter2hunter2
API_URL=http://api:9000
DATABASE_HOST=database
CERT_FILE=/certs/site.pem
DATA_DIR=./data
"""


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    (tmp_path / "data" / "uploads").mkdir(parents=True)
    (tmp_path / "data" / ".hidden").mkdir()
    (tmp_path / "certs").mkdir()
    (tmp_path / "certs" / "old.pem").touch()
    (tmp_path / "compose.yaml").write_text(COMPOSE, "utf-8")
    (tmp_path / ".env").write_text(ENV, "utf-8")
    (tmp_path / ".env.example").write_text(ENV, "utf-8")
    return Workspace.open(tmp_path, {})


def shown(workspace: Workspace, name: str, text: str) -> list[str]:
    """What is proposed at the end of a text."""
    variable = workspace.catalog[name]
    around = surroundings(workspace, variable)
    folder = wanted_folder(variable, text, len(text), around)
    folders = {folder: entries(folder)} if folder is not None else {}
    return [one.shown for one in suggest(variable, text, len(text), around, folders)]


@pytest.mark.parametrize(
    ("name", "text", "proposed"),
    [
        ("DATABASE_HOST", "", ["database"]),
        ("DATABASE_HOST", "a", ["api", "database"]),
        ("API_URL", "http", ["http://api:9000", "http://web:3000"]),
        ("API_URL", "web", ["http://web:3000"]),
        ("DATA_DIR", "./d", ["./data/"]),
        ("DATA_DIR", "./data/", ["./data/uploads/"]),
        ("DATA_DIR", "./data/.", ["./data/.hidden/"]),
        ("CERT_FILE", "/c", ["/certs", "/cache"]),
        ("CERT_FILE", "/certs/o", ["/certs/old.pem"]),
        ("CERT_FILE", "/cache/", []),
        ("TAG", "", ["1"]),
    ],
)
def test_what_fits_the_type_is_proposed(shop: Workspace, name: str, text: str, proposed: list[str]) -> None:
    assert shown(shop, name, text) == proposed


def test_a_reference_is_completed_with_what_the_line_sees_and_no_secret_is_shown(shop: Workspace) -> None:
    variable = shop.catalog["API_URL"]
    text = "http://${T}/x"
    around = surroundings(shop, variable)
    assert ("API_SECRET", "secret") in around.names
    assert "hunter2hunter2" not in repr(around)
    found = suggest(variable, text, len("http://${T"), around, {})
    assert found[0] == Suggestion("http://${TAG}/x", len("http://${TAG}"), "${TAG}", "2")
    assert {one.shown for one in found} == {"${TAG}", "${DATABASE_PORT}", "${API_SECRET}"}


def test_nothing_is_proposed_for_a_secret(shop: Workspace) -> None:
    assert surroundings(shop, shop.catalog["API_SECRET"]) == Surroundings()
    assert suggest(Variable("K", "", "", "secret", secret=True), "${", 2, Surroundings(names=(("A", ""),)), {}) == []


def test_former_values_and_those_of_the_example_are_proposed(shop: Workspace) -> None:
    for text in ("3", "4"):
        shop.set("TAG", text)
        shop.save()
    known = {"1": "default", "2": "in the example file", "3": "before"}
    assert dict(surroundings(shop, shop.catalog["TAG"]).values) == known


def test_entries_of_a_list_are_proposed_one_by_one() -> None:
    around = Surroundings({"s1": (26379,), "s2": (26379,), "web": (80,)}, 26379)
    variable = Variable("S", "", "", "host_port", example="n:26379")
    found = suggest(variable, "s1:26379, ", 10, around, {})
    assert [one.text for one in found] == ["s1:26379, s2:26379"]


def test_no_more_than_a_few_are_proposed_and_none_in_the_middle_of_a_text() -> None:
    around = Surroundings(values=tuple((f"v{number}", "") for number in range(20)))
    variable = Variable("V", "", "", "string", choices=(Choice("v1"),))
    assert len(suggest(variable, "v", 1, around, {})) == MOST
    assert suggest(variable, "vx", 1, around, {}) == []


def test_a_folder_that_cannot_be_read_proposes_nothing(tmp_path: Path) -> None:
    assert entries(tmp_path / "nowhere") == ()
    around = Surroundings(mounts=(Mount("/data", tmp_path),))
    assert wanted_folder(Variable("P", "", "", "path"), "/data/sub/x", 11, around) == tmp_path / "sub"
    assert wanted_folder(Variable("P", "", "", "path"), "/database/x", 11, around) is None
