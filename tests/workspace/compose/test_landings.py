"""Where variables land."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspace.projects import FIXTURES
from tui.workspace.compose.landings import PASSED, Landing, Where, by_name, landings, scan_text
from tui.workspace.compose.loader import load_project
from tui.workspace.compose.locate import locate


@pytest.fixture(scope="module")
def found() -> dict[str, list[Landing]]:
    """The places of the project that has every sort of them."""
    return by_name(landings(load_project(locate(FIXTURES / "sinks", {}), {})))


def test_each_place_is_named_for_people(found: dict[str, list[Landing]]) -> None:
    assert {name: [one.says() for one in places] for name, places in found.items()} == {
        "REGISTRY": ["image of cache"],
        "CACHE_TAG": ["image tag of cache"],
        "CACHE_PASSWORD": ["command of cache", "health check of cache", "address CACHE_URL of app"],
        "CACHE_PORT": ["command of cache", "published port of cache", "address CACHE_URL of app"],
        "BIND": ["ports.1 of cache"],
        "CACHE_DATA": ["volume path of cache"],
        "CACHE_CONF": ["volume path of cache"],
        "CACHE_INTERVAL": ["healthcheck.interval of cache"],
        "APP_MEMORY": ["deploy.resources.limits.memory of app"],
        "CACHE_TOKEN": ["environment of app"],
    }


def test_a_place_knows_line_default_and_whether_it_is_whole(found: dict[str, list[Landing]]) -> None:
    port = next(one for one in found["CACHE_PORT"] if one.where is Where.PUBLISHED_PORT)
    assert port.place is not None
    assert (port.place.line, port.reference.default, port.whole) == (6, "6379", False)
    assert found["CACHE_INTERVAL"][0].whole
    assert found["CACHE_TOKEN"][0].reference is PASSED


def test_names_without_a_dollar_count_where_compose_looks_them_up(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        "services:\n  a:\n    build: {context: ., args: [REVISION, X=1]}\n"
        "secrets: {token: {environment: API_TOKEN}}\nconfigs: {c: {content: 'x ${IN_CONFIG} $$NOT'}}\n"
        "volumes: {v: {name: '${VOLUME?}'}}\n"
    )
    places = by_name(landings(load_project(locate(tmp_path, {}), {})))
    assert set(places) == {"REVISION", "API_TOKEN", "IN_CONFIG", "VOLUME"}
    assert places["VOLUME"][0].reference.required


def test_nested_references_are_all_found() -> None:
    (file,) = (Path("compose.yaml"),)
    text = "a: ${A:-${B:?no ${C}}}${D+x}\n# ${COMMENT}\nb: $E $$F ${G\n"
    assert [(one.name, one.reference.operator) for one in scan_text(file, text)] == [
        ("A", ":-"), ("B", ":?"), ("C", ""), ("D", "+"), ("E", ""),
    ]  # fmt: skip


def test_what_a_later_file_takes_away_is_still_a_reference() -> None:
    places = by_name(landings(load_project(locate(FIXTURES / "reset", {}), {})))
    assert [one.service for one in places["DROP"]] == [""]
    assert [one.says() for one in places["OTHER_PORT"]] == ["published port of app"]
