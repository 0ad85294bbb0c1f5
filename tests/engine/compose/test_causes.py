"""Recorded last lines of logs, the failure class that they show, and the variable that mends it."""

from __future__ import annotations

import pytest

from tests.engine.compose.samples import container
from tui.engine.compose.causes import explain, of_fetching

ENVIRONMENT = {
    "DB_HOST": "db_postgres",
    "DB_DATABASE": "dify",
    "DB_PLUGIN_DATABASE": "dify_plugin",
    "CELERY_BROKER_URL": "redis://:x@cache:6379/1",
    "REDIS_HOST": "cache",
    "ENDPOINT": "http://weaviate:8080",
}


@pytest.mark.parametrize(
    ("line", "fault", "variable"),
    [
        ('FATAL:  password authentication failed for user "postgres"', "F01", "DB_PASSWORD"),
        ("ERROR 1045 (28000): Access denied for user 'root'@'172.18.0.3' (using password: YES)", "F01", "DB_PASSWORD"),
        ("redis.exceptions.AuthenticationError: NOAUTH Authentication required.", "F47", "REDIS_PASSWORD"),
        ("WRONGPASS invalid username-password pair or user is disabled.", "F47", "REDIS_PASSWORD"),
        ("FATAL:  database files are incompatible with server", "F32", ""),
        ("DETAIL:  The data directory was initialized by PostgreSQL version 14", "F32", ""),
        ("FATAL:  sorry, too many clients already", "F26", "POSTGRES_MAX_CONNECTIONS"),
        ("FATAL:  remaining connection slots are reserved for roles", "F26", "POSTGRES_MAX_CONNECTIONS"),
        ('FATAL:  database "dify_plugin" does not exist', "F61", "DB_PLUGIN_DATABASE"),
        ('FATAL:  database "elsewhere" does not exist', "F61", "DB_DATABASE"),
        ("alembic.util.exc.CommandError: Can't locate revision identified by '9f3c'", "F22", ""),
        ("max virtual memory areas vm.max_map_count [65530] is too low", "F63", ""),
        ('PANIC:  could not write to file "pg_wal/xlogtemp.28": No space left on device', "F62", ""),
        ("exec /entrypoint.sh: exec format error", "F68", ""),
        ("/docker-entrypoint.sh: line 2: $'\\r': command not found", "F54", ""),
        ("env: 'bash\\r': No such file or directory", "F54", ""),
        ("Bind for 127.0.0.1:16379 failed: port is already allocated", "F17", ""),
        ('nginx: [emerg] host not found in upstream "api" in /etc/nginx/conf.d/default.conf:12', "F46", ""),
        ('could not translate host name "db_postgres" to address: Name or service not known', "F08", "DB_HOST"),
        ("dial tcp: lookup weaviate on 127.0.0.11:53: no such host", "F08", "ENDPOINT"),
        ("Error: getaddrinfo ENOTFOUND cache", "F08", "REDIS_HOST"),
        ("mkdir: can't create directory '/data/x': Permission denied", "F20", ""),
        ("Error -3 connecting to weaviate:8080. Connection refused.", "F13", ""),
    ],
)
def test_a_known_symptom_names_its_cause_and_the_variable(line: str, fault: str, variable: str) -> None:
    found = explain(["starting", line, "exiting"], ENVIRONMENT)
    assert found is not None
    assert (found.id, found.variable) == (fault, variable)
    assert found.sentence


def test_a_quiet_log_has_no_known_cause() -> None:
    assert explain(["ready to accept connections"], ENVIRONMENT) is None
    assert explain([], {}) is None


def test_out_of_memory_needs_no_log() -> None:
    found = explain(["working"], {}, container("a", state="exited", exit_code=137, out_of_memory=True))
    assert found is not None
    assert found.id == "F19"
    assert explain([], {}, container("a", state="exited", exit_code=137)) is not None
    assert explain(["I was stopped"], {}, container("a", state="exited", exit_code=137)) is None


def test_wrong_settings_of_the_bundled_image_name_the_variable_and_the_rule() -> None:
    line = "runtime: error: SERVER_WORKER_AMOUNT must be a whole number [LD-TYPE]"
    found = explain(["x", line], {}, container("api", state="exited", exit_code=78))
    assert found is not None
    assert (found.variable, "LD-TYPE" in found.sentence) == ("SERVER_WORKER_AMOUNT", True)


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        ("toomanyrequests: You have reached your pull rate limit.", "limit"),
        ("no matching manifest for linux/arm64/v8 in the manifest list entries", "processor"),
        ("manifest for busybox:nosuch not found: manifest unknown: manifest unknown", "no such image"),
        ("pull access denied for x, repository does not exist or may require 'docker login': denied: ...", "refuses"),
        ('Get "https://r/v2/": x509: certificate signed by unknown authority', "certificate"),
        ('Get "https://r/v2/": dial tcp: lookup r on 10.0.0.1:53: no such host', "cannot be reached"),
        ("write /var/lib/docker/x: no space left on device", "disk"),
    ],
)
def test_why_an_image_does_not_come(reason: str, word: str) -> None:
    found = of_fetching(reason)
    assert found is not None
    assert word in found.sentence
    assert of_fetching("something else") is None
