"""Addresses, from parts and from one text."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import connections
from runtime.environment import Environment

printable = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)


@given(user=printable, password=printable)
def test_any_login_survives_the_address(user: str, password: str) -> None:
    environment = Environment({"REDIS_USERNAME": user, "REDIS_PASSWORD": password})
    broker = connections.broker(environment)
    assert (broker.user, broker.password, broker.port) == (user, password, 6379)
    parts = urlsplit(connections.redis_url(environment, 1))
    assert unquote(parts.password or "") == password


def test_a_given_address_wins_over_the_parts() -> None:
    environment = Environment({"CELERY_BROKER_URL": "rediss://:p%40w@queue/3", "REDIS_HOST": "other"})
    broker = connections.broker(environment)
    assert (broker.host, broker.port, broker.password, broker.tls) == ("queue", 6379, "p@w", True)


def test_sentinel_addresses_list_their_nodes() -> None:
    url = "sentinel://:pw@a:26379/1;sentinel://:pw@b:26380/1"
    broker = connections.broker(Environment({"CELERY_BROKER_URL": url}))
    assert broker.nodes == (("a", 26379), ("b", 26380))


@pytest.mark.parametrize("url", ["redis", "redis://", "://x", "redis://host:port/1", "redis://h:99999/1"])
def test_an_address_that_is_none_is_a_problem_and_is_not_shown(url: str) -> None:
    environment = Environment({"CELERY_BROKER_URL": url})
    connections.broker(environment)
    assert [problem.variable for problem in environment.problems] == ["CELERY_BROKER_URL"]
    assert f"{url} " not in str(environment.problems[0]).replace("CELERY_BROKER_URL", "")


def test_no_password_is_in_a_repr() -> None:
    environment = Environment({"DB_PASSWORD": "canary", "CELERY_BROKER_URL": "redis://:canary@h/1"})
    assert "canary" not in repr(connections.database(environment)) + repr(connections.broker(environment))
