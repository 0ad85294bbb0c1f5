"""Documents become segments and are found again, by keywords always and by vectors where there is an endpoint."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.datasets.splitting import LONGEST, WANTED, split
from runtime.datasets.words import words_of
from runtime.workflows.cron import CronError, next_run
from tests.runtime.application import app, database
from tests.runtime.peers import Peer, peer

__all__ = ["app", "database", "peer"]


@given(st.text(st.sampled_from("abc. \n\u3002\u4f60"), max_size=6000))
def test_splitting_loses_no_letter_and_makes_no_segment_too_long(text: str) -> None:
    segments = split(text)
    assert "".join("".join(segments).split()) == "".join(text.split())
    assert all(segment.strip() == segment and 0 < len(segment) <= WANTED + LONGEST for segment in segments)


def test_paragraphs_are_put_together_and_long_ones_cut_after_a_sentence() -> None:
    assert split("One.\n\nTwo.\n \nThree.") == ["One.\n\nTwo.\n\nThree."]
    first, *_ = split("A sentence of some words. " * 200)
    assert first.endswith("words.")
    assert WANTED <= len(first) <= LONGEST


def test_words_know_no_case_and_scripts_without_blanks_become_pairs() -> None:
    assert words_of("The Straße, the STRASSE & a \uff37\uff4f\uff52\uff44") == {"strasse": 2, "word": 1}
    assert words_of("\u6771\u4eac\u90fd") == {"\u6771\u4eac": 1, "\u4eac\u90fd": 1}


@pytest.fixture
def dataset(environ: dict[str, str], peer: Peer, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    from runtime.accounts.service import register
    from runtime.extensions.database import db
    from runtime.models.dataset import Dataset

    environ |= {"VECTOR_STORE": "qdrant", "RUNTIME_QDRANT_PATH": str(tmp_path / "qdrant")}
    request.getfixturevalue("app")
    dataset = Dataset(tenant_id=register("a@example.org", "A", "passw0rd").id, name="D")
    db.session.add(dataset)
    db.session.commit()
    return dataset.id


def index(dataset: str, text: str) -> str:
    from runtime.datasets import indexing, service
    from runtime.extensions.database import db
    from runtime.models.dataset import Dataset

    document = service.add_document(db.session.get_one(Dataset, dataset), "d", text)
    indexing.index(document.id)
    return document.id


def find(dataset: str, query: str) -> list[tuple[str, str]]:
    from runtime.datasets.searching import search
    from runtime.extensions.database import db
    from runtime.models.dataset import Dataset

    return [(one.content, one.by) for one in search(db.session.get_one(Dataset, dataset), query, 5)]


def test_without_an_endpoint_keywords_find(dataset: str, peer: Peer) -> None:
    index(dataset, "Owls fly at night")
    index(dataset, "Foxes walk at night, owls do not walk")
    assert find(dataset, "OWLS fly") == [
        ("Owls fly at night", "keyword"),
        ("Foxes walk at night, owls do not walk", "keyword"),
    ]
    assert find(dataset, "whales") == find(dataset, "the") == []
    assert peer.requests == []


def test_an_endpoint_is_asked_once_for_a_text_and_what_goes_wrong_stands_at_the_document(
    dataset: str, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runtime.extensions.database import db
    from runtime.models.dataset import Document, Keyword
    from runtime.outbound import OutboundError

    monkeypatch.setenv("RUNTIME_EMBEDDING_URL", f"{peer.url}/v1")
    monkeypatch.setenv("RUNTIME_EMBEDDING_MODEL", "words")
    for _ in range(2):
        index(dataset, "Owls fly at night")
    assert len(peer.requests) == 1
    assert find(dataset, "owls fly at night")[0] == ("Owls fly at night", "vector")
    peer.status = 401
    with pytest.raises(OutboundError, match="status 401"):
        index(dataset, "Something new")
    failed = db.session.query(Document).where(Document.status == "failed").one()
    assert failed.error == "The embedding endpoint refused with status 401"
    assert db.session.query(Keyword).where(Keyword.word == "something").count() == 0


def test_indexing_again_replaces_and_removing_forgets(
    dataset: str, peer: Peer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from runtime.datasets import indexing
    from runtime.vectors.factory import collection_name, vector_store

    monkeypatch.setenv("RUNTIME_EMBEDDING_URL", f"{peer.url}/v1")
    monkeypatch.setenv("RUNTIME_EMBEDDING_MODEL", "words")
    document = index(dataset, "Owls fly")
    for _ in range(2):
        assert indexing.index(document) == 1
    assert vector_store().count(collection_name(dataset)) == 1
    assert indexing.remove(document) is True
    assert indexing.remove(document) is False
    assert indexing.index(document) == 0
    assert vector_store().count(collection_name(dataset)) == 0
    assert find(dataset, "owls") == []
    assert list((tmp_path / "storage" / "upload_files").rglob("*.txt")) == []


def test_another_model_is_refused_until_the_vectors_are_made_anew(
    dataset: str, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runtime.datasets import migrating
    from schemas.errors import LaunchdeckError

    monkeypatch.setenv("RUNTIME_EMBEDDING_URL", f"{peer.url}/v1")
    monkeypatch.setenv("RUNTIME_EMBEDDING_MODEL", "words")
    index(dataset, "Owls fly")
    monkeypatch.setenv("RUNTIME_EMBEDDING_MODEL", "better words")
    with pytest.raises(LaunchdeckError, match="vdb-migrate"):
        index(dataset, "Bats fly")
    assert find(dataset, "owls")[0][1] == "keyword"
    assert migrating.migrate_knowledge().vectors == 1
    assert find(dataset, "owls fly")[0][1] == "vector"


@pytest.mark.parametrize(
    ("cron", "zone", "after", "wanted"),
    [
        ("*/15 * * * *", "UTC", "2026-01-01T00:15", "2026-01-01T00:30"),
        ("0 9 * * 1-5", "UTC", "2026-01-02T09:00", "2026-01-05T09:00"),
        ("0 9 * * *", "Asia/Tokyo", "2026-01-01T00:30", "2026-01-02T00:00"),
        ("0 0 29 2 *", "UTC", "2026-01-01T00:00", "2028-02-29T00:00"),
        ("0 0 13 * 5", "UTC", "2026-01-01T00:00", "2026-01-02T00:00"),
        # 02:30 does not exist on that day; it comes when the clock has moved on.
        ("30 2 * * *", "Europe/Vienna", "2026-03-28T12:00", "2026-03-29T01:30"),
        # 02:30 comes twice on that day, and is taken once.
        ("30 2 * * *", "Europe/Vienna", "2026-10-25T00:30", "2026-10-26T01:30"),
    ],
)
def test_cron_expressions_come_when_cron_says(cron: str, zone: str, after: str, wanted: str) -> None:
    utc = ZoneInfo("UTC")
    found = next_run(cron, zone, datetime.fromisoformat(after).replace(tzinfo=utc))
    assert found == datetime.fromisoformat(wanted).replace(tzinfo=utc)


@given(st.integers(0, 59), st.integers(0, 23), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_a_daily_time_comes_within_a_day_and_again_after_it(minute: int, hour: int, after: datetime) -> None:
    moment = after.replace(tzinfo=ZoneInfo("UTC"))
    found = next_run(f"{minute} {hour} * * *", "UTC", moment)
    assert timedelta() < found - moment <= timedelta(days=1)
    assert next_run(f"{minute} {hour} * * *", "UTC", found) == found + timedelta(days=1)


@pytest.mark.parametrize("cron", ["* * * *", "61 * * * *", "x * * * *", "", "0 0 31 2 *"])
def test_what_is_no_time_is_refused(cron: str) -> None:
    with pytest.raises(CronError):
        next_run(cron, "UTC", datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")))


@pytest.mark.parametrize("zone", ["Mars", "", "../etc/passwd"])
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(CronError):
        next_run("* * * * *", zone, datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")))
