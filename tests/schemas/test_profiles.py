"""Profiles: what they set, and that nothing is wrong with it."""

from __future__ import annotations

import pytest

from schemas.catalog import load_catalog
from schemas.kinds import check_value
from schemas.profiles import PROFILES, profile_values
from schemas.rules import check

TABLE = {
    "development": {
        "DEBUG": "true",
        "FLASK_DEBUG": "true",
        "SQLALCHEMY_ECHO": "true",
        "ENABLE_REQUEST_LOGGING": "true",
        "LOG_LEVEL": "DEBUG",
        "DEPLOY_ENV": "DEVELOPMENT",
        "CELERY_WORKER_CLASS": "threads",
        "CELERY_WORKER_AMOUNT": "2",
        "MIGRATION_ENABLED": "true",
        "CONSOLE_CORS_ALLOW_ORIGINS": "*",
    },
    "production": {
        "DEBUG": "false",
        "FLASK_DEBUG": "false",
        "SQLALCHEMY_ECHO": "false",
        "ENABLE_REQUEST_LOGGING": "false",
        "LOG_LEVEL": "INFO",
        "DEPLOY_ENV": "PRODUCTION",
        "SERVER_WORKER_CLASS": "gevent",
        "CELERY_WORKER_CLASS": "gevent",
        "SERVER_WORKER_AMOUNT": "8",
        "MIGRATION_ENABLED": "true",
    },
}
"""As in the design."""


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_sets_what_the_design_says(name: str) -> None:
    assert TABLE[name].items() <= profile_values(name, 8).items()


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("cpus", [0, 1, 2, 4, 16, 96])
def test_a_profile_raises_no_alarm(name: str, cpus: int) -> None:
    catalog = load_catalog()
    given = profile_values(name, cpus)
    for variable, text in given.items():
        assert check_value(catalog[variable], text) is None
    before = {(one.id, one.variables) for one in check(catalog, {})}
    assert [one for one in check(catalog, given) if (one.id, one.variables) not in before] == []


def test_more_processes_get_more_connections() -> None:
    assert "POSTGRES_MAX_CONNECTIONS" not in profile_values("production", 1)
    assert int(profile_values("production", 16)["POSTGRES_MAX_CONNECTIONS"]) > 16 * 40


def test_beyond_a_limit_the_pools_shrink() -> None:
    values = profile_values("production", 64)
    assert values["POSTGRES_MAX_CONNECTIONS"] == "900"
    assert int(values["SQLALCHEMY_POOL_SIZE"]) < 30


def test_an_unknown_profile() -> None:
    with pytest.raises(KeyError):
        profile_values("staging", 2)
