"""Derived variables: the broker's address, the profiles, the public addresses."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalog import load_catalog
from schemas.derived import DERIVED, PUBLIC, broker_url, compose_profiles, derive, public_urls
from schemas.errors import LaunchdeckError
from schemas.rules.base import Values


def values(given_texts: dict[str, str]) -> Values:
    """The values in force."""
    return Values(load_catalog(), given_texts)


@pytest.mark.parametrize(
    ("given_texts", "url"),
    [
        ({}, "redis://:difyai123456@redis:6379/1"),
        ({"REDIS_PASSWORD": "p@s/s:w#d%?"}, "redis://:p%40s%2Fs%3Aw%23d%25%3F@redis:6379/1"),
        ({"REDIS_PASSWORD": "x", "REDIS_USERNAME": "a b"}, "redis://a%20b:x@redis:6379/1"),
        (
            {"REDIS_PASSWORD": "", "REDIS_HOST": "cache.example.org", "REDIS_PORT": "16379"},
            "redis://cache.example.org:16379/1",
        ),
        ({"REDIS_PASSWORD": "x", "REDIS_USE_SSL": "True"}, "rediss://:x@redis:6379/1"),
        ({"REDIS_PASSWORD": "x", "REDIS_HOST": "2001:db8::1"}, "redis://:x@[2001:db8::1]:6379/1"),
        (
            {"REDIS_PASSWORD": "x", "CELERY_USE_SENTINEL": "true", "REDIS_SENTINELS": "a:26379, b:26380"},
            "sentinel://:x@a:26379/1;sentinel://:x@b:26380/1",
        ),
        ({"REDIS_PASSWORD": "x", "CELERY_USE_SENTINEL": "true"}, "redis://:x@redis:6379/1"),
        ({"REDIS_PASSWORD": "x", "REDIS_PORT": ""}, "redis://:x@redis:6379/1"),
    ],
)
def test_the_address_of_the_broker(given_texts: dict[str, str], url: str) -> None:
    assert broker_url(values(given_texts)) == url


LOGIN = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=20)


@given(user=LOGIN, password=LOGIN)
def test_whatever_the_login_is_it_comes_out_again(user: str, password: str) -> None:
    parts = urlsplit(broker_url(values({"REDIS_USERNAME": user, "REDIS_PASSWORD": password})))
    assert (parts.hostname, parts.port, parts.path) == ("redis", 6379, "/1")
    assert (unquote(parts.username or ""), unquote(parts.password or "")) == (user, password)


@pytest.mark.parametrize(
    ("given_texts", "profiles"),
    [
        ({}, "weaviate,postgresql"),
        ({"VECTOR_STORE": "qdrant", "DB_TYPE": "mysql"}, "qdrant,mysql"),
        ({"VECTOR_STORE": "tencent"}, "postgresql"),
        ({"VECTOR_STORE": "seekdb", "DB_TYPE": "seekdb"}, "seekdb"),
        ({"COMPOSE_PROFILES": "milvus,certbot,postgresql"}, "weaviate,postgresql,certbot"),
    ],
)
def test_the_profiles(given_texts: dict[str, str], profiles: str) -> None:
    assert compose_profiles(values(given_texts)) == profiles


@pytest.mark.parametrize(
    ("address", "origin", "name", "port"),
    [
        ("https://dify.example.org", "https://dify.example.org", "dify.example.org", None),
        ("https://dify.example.org:443/", "https://dify.example.org", "dify.example.org", None),
        ("http://Dify.Example.org:8080", "http://dify.example.org:8080", "dify.example.org", "8080"),
        (" http://localhost ", "http://localhost", "localhost", None),
        ("https://192.168.1.5:8443", "https://192.168.1.5:8443", "192.168.1.5", None),
        ("http://[2001:db8::1]:8080", "http://[2001:db8::1]:8080", "_", "8080"),
    ],
)
def test_all_public_addresses_follow_from_one(address: str, origin: str, name: str, port: str | None) -> None:
    urls = public_urls(address)
    assert urls["ENDPOINT_URL_TEMPLATE"] == f"{origin}/e/{{hook_id}}"
    assert urls["NGINX_SERVER_NAME"] == name
    assert urls.get("EXPOSE_NGINX_PORT") == port
    rest = set(PUBLIC) - {"ENDPOINT_URL_TEMPLATE", "NGINX_SERVER_NAME"}
    assert {urls[one] for one in rest} == {origin}
    assert urls.keys() <= set(load_catalog().names())


@pytest.mark.parametrize(
    "address", ["", "dify.example.org", "ftp://dify.example.org", "https://", "http://a:port", "http://["]
)
def test_what_no_browser_opens_is_refused(address: str) -> None:
    with pytest.raises(LaunchdeckError, match="browser") as caught:
        public_urls(address)
    assert caught.value.hint


def test_derive_by_name() -> None:
    assert derive("CELERY_BROKER_URL", values({})) == broker_url(values({}))
    assert derive("COMPOSE_PROFILES", values({})) == "weaviate,postgresql"
    assert derive("LOG_LEVEL", values({})) is None
    assert set(DERIVED) <= set(load_catalog().names())


def test_a_public_address_is_derived_from_the_others() -> None:
    given_texts = {"CONSOLE_API_URL": "https://dify.example.org"}
    assert derive("FILES_URL", values(given_texts)) == "https://dify.example.org"
    assert derive("FILES_URL", values({})) is None
    assert derive("FILES_URL", values({**given_texts, "APP_WEB_URL": "https://other.example.org"})) is None
