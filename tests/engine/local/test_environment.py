"""From configured values to what plain processes get."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.engine.local.environment import local_settings
from tui.engine.local.layout import Layout
from tui.engine.protocol import EngineError

LAYOUT = Layout.of(Path("/srv/deployment"))
CONFIGURED = {
    "DB_HOST": "db_postgres",
    "DB_PORT": "5433",
    "DB_PASSWORD": "p@ss",
    "DB_DATABASE": "main",
    "DB_PLUGIN_DATABASE": "plugins",
    "REDIS_HOST": "redis",
    "REDIS_PORT": "6380",
    "REDIS_PASSWORD": "r/w",
    "CELERY_BROKER_URL": "redis://:r%2Fw@redis:6379/3",
    "LOG_FILE": "/app/logs/server.log",
    "DIFY_BIND_ADDRESS": "0.0.0.0",
}


def test_service_names_become_this_machine() -> None:
    settings = local_settings(CONFIGURED, LAYOUT)
    assert (settings.database_host, settings.database_port) == ("127.0.0.1", 5433)
    assert settings.databases == ("main", "plugins")
    assert settings.environment["DB_HOST"] == "127.0.0.1"
    assert settings.environment["CELERY_BROKER_URL"] == "redis://:r%2Fw@127.0.0.1:6380/3"
    assert settings.environment["LOG_FILE"] == ""
    assert (settings.embeds_database, settings.embeds_redis) == (True, True)


def test_the_api_is_not_open_to_the_network_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert local_settings(CONFIGURED, LAYOUT).api_host == "127.0.0.1"
    monkeypatch.setenv("LAUNCHDECK_LOCAL_BIND", "0.0.0.0")
    assert local_settings(CONFIGURED, LAYOUT).api_host == "0.0.0.0"


def test_somebody_elses_servers_are_not_brought_along() -> None:
    settings = local_settings({**CONFIGURED, "DB_HOST": "db.example.com", "REDIS_HOST": "10.0.0.7"}, LAYOUT)
    assert (settings.embeds_database, settings.embeds_redis) == (False, False)
    assert settings.environment["DB_HOST"] == "db.example.com"
    assert settings.environment["CELERY_BROKER_URL"] == CONFIGURED["CELERY_BROKER_URL"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"DB_TYPE": "mysql"}, "PostgreSQL only"),
        ({"DB_PORT": "http"}, "DB_PORT is not a port"),
        ({"CELERY_BROKER_URL": "redis://:other@redis:6379/1"}, "another password"),
    ],
)
def test_what_cannot_run_is_said_without_a_secret(changed: dict[str, str], words: str) -> None:
    with pytest.raises(EngineError, match=words) as caught:
        local_settings({**CONFIGURED, **changed}, LAYOUT)
    assert "other" not in caught.value.message.split()
    assert "r/w" not in str(caught.value)


def test_the_operators_shell_does_not_reach_the_services(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB_HOST", "poisoned")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary")
    environment = local_settings(CONFIGURED, LAYOUT).environment
    assert environment["DB_HOST"] == "127.0.0.1"
    assert "AWS_SECRET_ACCESS_KEY" not in environment


def test_an_empty_value_is_not_handed_on() -> None:
    assert "CELERY_MAX_WORKERS" not in local_settings({**CONFIGURED, "CELERY_MAX_WORKERS": ""}, LAYOUT).environment


@given(st.text(min_size=1, max_size=30).filter(lambda text: "\0" not in text and text.isprintable()))
def test_any_password_survives_the_brokers_address(password: str) -> None:
    from urllib.parse import unquote, urlsplit

    values = {**CONFIGURED, "REDIS_PASSWORD": password, "CELERY_BROKER_URL": ""}
    url = local_settings(values, LAYOUT).environment["CELERY_BROKER_URL"]
    assert unquote(urlsplit(url).password or "") == password
