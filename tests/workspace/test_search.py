"""The search over all variables: ranking, several words, slips of the finger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens.sample import sample_catalog
from tui.workspace.search import SearchIndex, one_slip


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    """The sample's catalog."""
    return SearchIndex(sample_catalog())


def test_the_name_itself_comes_first_then_what_begins_so_then_what_holds_it(index: SearchIndex) -> None:
    assert index.find("db_port")[0] == "DB_PORT"
    assert index.find("db port")[0] == "DB_PORT"
    found = index.find("db")
    assert found[:4] == ["DB_TYPE", "DB_HOST", "DB_PORT", "DB_PASSWORD"]
    assert index.find("host")[0] == "DB_HOST"


def test_an_exclamation_mark_leaves_out_what_holds_the_word(index: SearchIndex) -> None:
    assert index.find("db !password !port !host") == ["DB_TYPE"]
    assert set(index.find("!database !s3")).isdisjoint(index.find("database"))
    assert "LOG_LEVEL" in index.find("!database")
    assert index.find("db !secretvalue", {"DB_HOST": "secretvalue"}) == ["DB_TYPE", "DB_PORT", "DB_PASSWORD"]
    assert index.find("!") == []
    assert index.find("db !") == index.find("db")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("severe messages", "LOG_LEVEL"),  # help
        ("connection pool", "SQLALCHEMY_POOL_SIZE"),  # the group's title
        ("warning", "LOG_LEVEL"),  # an allowed value
        ("where mysql is at hand", "DB_TYPE"),  # what an allowed value means
        ("bucket s3", "S3_BUCKET_NAME"),  # words in any order
    ],
)
def test_every_text_of_a_variable_is_searched(index: SearchIndex, query: str, name: str) -> None:
    assert name in index.find(query)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("bukcet", "S3_BUCKET_NAME"),  # swapped
        ("pasword", "DB_PASSWORD"),  # left out
        ("loglevvel", ""),  # two slips are too many
        ("levvel", "LOG_LEVEL"),  # put in
        ("lexel", "LOG_LEVEL"),  # wrong
        ("db pasword", "DB_PASSWORD"),  # one word is right
        ("dbpwd", "DB_PASSWORD"),  # some letters of the name
    ],
)
def test_slips_are_forgiven_when_nothing_else_is_found(index: SearchIndex, query: str, name: str) -> None:
    assert index.find(query)[:1] == ([name] if name else [])


def test_a_slip_is_not_looked_for_when_the_words_are_there(index: SearchIndex) -> None:
    assert set(index.find("log_level")) == {"LOG_LEVEL"}


def test_values_are_searched_where_they_are_given(index: SearchIndex) -> None:
    assert index.find("db.example.com") == []
    assert index.find("db.example.com", {"DB_HOST": "DB.example.com"}) == ["DB_HOST"]
    assert index.find("host example", {"DB_HOST": "db.example.com"}) == ["DB_HOST"]


@given(st.text("abcde", max_size=6), st.integers(0, 5), st.sampled_from("abcde"))
def test_one_slip_is_one_letter(word: str, at: int, letter: str) -> None:
    at = min(at, len(word))
    assert one_slip(word, word)
    assert one_slip(word, word[:at] + letter + word[at:])
    assert one_slip(word[:at] + letter + word[at:], word)
    assert one_slip(word, word[:at] + letter + word[at + 1 :])
    assert one_slip(word, word[:at] + word[at : at + 2][::-1] + word[at + 2 :])
    assert not one_slip(word, word + "xy")
