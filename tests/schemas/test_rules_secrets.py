"""Rules on secrets, types, required values, names and sinks."""

from __future__ import annotations

import pytest

from schemas.rules.base import Severity, Sink
from schemas.rules.sinks import sinks_of
from tests.schemas.rule_cases import Case, applied, run, show_clean, show_failing

STRONG = "k7Qm2xWb9TzR4vLp8NcY"
OTHER = "P3dJ6sHf1GnV5aEw0KuZ"

DIFYS_SINKS = sinks_of(
    {
        "redis": {
            "command": "redis-server --requirepass ${REDIS_PASSWORD:-difyai123456}",
            "healthcheck": {"test": ["CMD-SHELL", "redis-cli -a ${REDIS_PASSWORD:-difyai123456} ping | grep -q PONG"]},
        },
        "db_postgres": {"command": "postgres -c 'work_mem=${POSTGRES_WORK_MEM:-4MB}'"},
    }
)
"""What a compose file that puts values into commands does with them, as Dify's own file of 1.11.4."""

CASES = [
    Case("LD-TYPE", {"DB_PORT": "99999"}, "DB_PORT", {"DB_PORT": "5433"}, "must be a port"),
    Case("LD-TYPE", {"LOG_LEVEL": "LOUD"}, "LOG_LEVEL", {"LOG_LEVEL": "INFO"}, "must be one of"),
    Case("LD-TYPE", {"SQLALCHEMY_POOL_SIZE": ""}, "SQLALCHEMY_POOL_SIZE", {"REDIS_USERNAME": ""}, "must not be empty"),
    Case("LD-SHELL-SWITCH", {"NGINX_HTTPS_ENABLED": "yes"}, "NGINX_HTTPS_ENABLED", {"NGINX_HTTPS_ENABLED": "off"}),
    Case("LD-SECRET-KNOWN", {"DB_PASSWORD": "difyai123456"}, "DB_PASSWORD", {}, "everybody knows"),
    Case(
        "LD-SECRET-PLACEHOLDER",
        {"RESEND_API_KEY": "your-resend-api-key"},
        "RESEND_API_KEY",
        {"MAIL_TYPE": "smtp"},
        fix=False,
    ),
    Case(
        "LD-SECRET-PAIR",
        {"SANDBOX_API_KEY": STRONG},
        "CODE_EXECUTION_API_KEY",
        {"SANDBOX_API_KEY": STRONG, "CODE_EXECUTION_API_KEY": STRONG},
    ),
    Case(
        "LD-SECRET-PAIR",
        {"WEAVIATE_API_KEY": STRONG, "WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS": f"{OTHER},x"},
        "WEAVIATE_API_KEY",
        {"WEAVIATE_API_KEY": STRONG, "WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS": f"{OTHER}, {STRONG}"},
        "not among the keys",
    ),
    Case(
        "LD-SECRET-PAIR",
        {"VECTOR_STORE": "pgvector", "PGVECTOR_PASSWORD": STRONG, "PGVECTOR_POSTGRES_PASSWORD": OTHER},
        "PGVECTOR_PASSWORD",
        {"VECTOR_STORE": "pgvector", "PGVECTOR_PASSWORD": STRONG, "PGVECTOR_HOST": "db.example.org"},
    ),
    Case(
        "LD-SECRET-EMPTY", {"REDIS_PASSWORD": ""}, "REDIS_PASSWORD", {"REDIS_SENTINEL_PASSWORD": ""}, "everybody knows"
    ),
    Case(
        "LD-SECRET-WEAK",
        {"PLUGIN_DAEMON_KEY": "abc123"},
        "PLUGIN_DAEMON_KEY",
        {"PLUGIN_DAEMON_KEY": STRONG},
        "shorter than 12",
    ),
    Case(
        "LD-SECRET-WEAK", {"DB_PASSWORD": "abababababababab"}, "DB_PASSWORD", {"DB_PASSWORD": STRONG}, "few characters"
    ),
    Case(
        "LD-SECRET-REUSED",
        {"DB_PASSWORD": STRONG, "REDIS_PASSWORD": STRONG},
        "REDIS_PASSWORD",
        {"SANDBOX_API_KEY": STRONG, "CODE_EXECUTION_API_KEY": STRONG, "DB_PASSWORD": OTHER},
    ),
    Case("LD-SECRET-BLANKS", {"SECRET_KEY": f"{STRONG}\n"}, "SECRET_KEY", {"SECRET_KEY": STRONG}),
    Case(
        "LD-SECRET-FILE",
        {"DB_PASSWORD": STRONG, "DB_PASSWORD_FILE": "/run/secrets/db"},
        "DB_PASSWORD",
        {"DB_PASSWORD_FILE": "/run/secrets/db"},
        "/run/secrets/db",
    ),
    Case(
        "LD-REQUIRED",
        {"STORAGE_TYPE": "s3"},
        "S3_ACCESS_KEY",
        {"STORAGE_TYPE": "s3", "S3_ACCESS_KEY": STRONG, "S3_SECRET_KEY": OTHER},
        "required when",
        fix=False,
    ),
    Case("LD-REQUIRED", {"REDIS_USE_SENTINEL": "true"}, "REDIS_SENTINELS", {"REDIS_USE_SENTINEL": "false"}, fix=False),
    Case(
        "LD-PLACEHOLDER",
        {"STORAGE_TYPE": "google-storage"},
        "GOOGLE_STORAGE_BUCKET_NAME",
        {"STORAGE_TYPE": "google-storage", "GOOGLE_STORAGE_BUCKET_NAME": "files"},
        fix=False,
    ),
    Case("LD-NO-EFFECT", {"ALLOW_REGISTER": "true"}, "ALLOW_REGISTER", {"ALLOW_REGISTER": "false"}, "no container"),
    Case("LD-NO-EFFECT", {"ALLOW_REGISTER": "true"}, "ALLOW_REGISTER", {"API_IMAGE": "launchdeck-runtime"}),
    Case(
        "LD-NAME-RENAMED",
        {"VECTOR_STORE": "vikingdb", "VIKINGDB_SCHEMA": "https"},
        "VIKINGDB_SCHEMA",
        {"VIKINGDB_SCHEMA": "http"},
        fix=False,
    ),
    Case(
        "LD-NAME-RENAMED",
        {"VECTOR_STORE": "vikingdb", "VIKINGDB_SCHEMA": "https", "VIKINGDB_SCHEME": "https"},
        "VIKINGDB_SCHEMA",
        {"VECTOR_STORE": "vikingdb", "VIKINGDB_SCHEME": "https"},
    ),
    Case("LD-NAME-DEPRECATED", {"STORAGE_LOCAL_PATH": "files"}, "STORAGE_LOCAL_PATH", {"OPENDAL_FS_ROOT": "files"}),
    Case(
        "LD-NAME-TYPO",
        {"REDIS_PASWORD": STRONG},
        "REDIS_PASWORD",
        {"REDIS_PASWORD": STRONG, "REDIS_PASSWORD": OTHER},
        "REDIS_PASSWORD?",
        unknown=("REDIS_PASWORD",),
    ),
    Case(
        "LD-NAME-TYPO",
        {"DB_PROT": "5432"},
        "DB_PROT",
        {"OUR_OWN_THING": "1"},
        "DB_PORT?",
        unknown=("DB_PROT", "OUR_OWN_THING"),
    ),
    Case(
        "LD-NAME-TEMPLATE",
        {"EXPOSE_POSTGRES_PORT": "5432", "EXPOSE_REDIS_PORT": "6379", "PGDATA_HOST_VOLUME": "./data"},
        "PGDATA_HOST_VOLUME",
        {"EXPOSE_POSTGRES_PORT": "5432", "SECRET_KEY": STRONG},
        "middleware.env.example",
        fix=False,
    ),
    Case(
        "LD-SINK",
        {"REDIS_PASSWORD": "a;id"},
        "REDIS_PASSWORD",
        {"REDIS_PASSWORD": "a-b_c.d~e"},
        "the character ;",
        sinks=DIFYS_SINKS,
    ),
    Case(
        "LD-SINK",
        {"NGINX_SERVER_NAME": "a;return 301 x"},
        "NGINX_SERVER_NAME",
        {"NGINX_SERVER_NAME": "a.example b.example"},
        "configuration file",
        fix=False,
    ),
    Case(
        "LD-SINK",
        {"POSTGRES_WORK_MEM": "4MB'"},
        "POSTGRES_WORK_MEM",
        {"POSTGRES_WORK_MEM": "8 MB"},
        "command line",
        fix=False,
        sinks=DIFYS_SINKS,
    ),
    Case(
        "LD-SINK",
        {"DB_PASSWORD": "p@ss"},
        "DB_PASSWORD",
        {"DB_PASSWORD": "p.ss", "REDIS_PASSWORD": "a;id"},
        "an address",
        sinks={"DB_PASSWORD": (Sink("url", "app"),)},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.first}")
def test_failing(case: Case) -> None:
    show_failing(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.first}")
def test_clean(case: Case) -> None:
    clean = dict(case.clean)
    if case.id == "LD-SECRET-KNOWN":
        clean = _all_strong()
    show_clean(case._replace(clean=clean))


def _all_strong() -> dict[str, str]:
    from schemas.catalog import load_catalog

    return {variable.name: STRONG for variable in load_catalog() if variable.secret}


def test_a_type_mistake_of_a_variable_that_does_not_matter_is_a_hint() -> None:
    assert run("LD-TYPE", {"S3_ENDPOINT": "no address"})[0].severity is Severity.HINT
    assert run("LD-TYPE", {"S3_ENDPOINT": "no address", "STORAGE_TYPE": "s3"})[0].severity is Severity.ERROR


def test_a_guessed_type_forbids_nothing() -> None:
    from schemas.catalog import Variable, load_catalog
    from schemas.rules import check

    guessed = Variable("OUR_PORT", "server", "", "port", inferred=True)
    found = check(load_catalog().extended((), [guessed]), {"OUR_PORT": "many"})
    assert next(one for one in found if one.variables == ("OUR_PORT",)).severity is Severity.WARNING


def test_a_new_secret_reaches_every_place_that_needs_it() -> None:
    given = {"REDIS_PASSWORD": "difyai123456", "CELERY_BROKER_URL": "redis://:difyai123456@redis:6379/1"}
    found = next(one for one in run("LD-SECRET-KNOWN", given) if one.variables[0] == "REDIS_PASSWORD")
    after = applied(given, found)
    assert after["REDIS_PASSWORD"] in after["CELERY_BROKER_URL"]
    assert run("LD-REDIS-BROKER-MISMATCH", after) == []


def test_both_sides_of_a_pair_get_the_same_secret() -> None:
    found = next(one for one in run("LD-SECRET-KNOWN", {}) if one.variables[0] == "SANDBOX_API_KEY")
    assert found.fix is not None
    assert found.fix.changes["SANDBOX_API_KEY"] == found.fix.changes["CODE_EXECUTION_API_KEY"] != "dify-sandbox"


@pytest.mark.parametrize("name", ["DB_PASSWORD", "SECRET_KEY"])
def test_a_secret_that_data_depends_on_is_replaced_with_caution(name: str) -> None:
    found = next(one for one in run("LD-SECRET-KNOWN", {}) if one.variables[0] == name)
    assert found.fix is not None
    assert "before the first start" in found.fix.caution


def test_a_fix_makes_its_secret_when_applied_and_shows_it_nowhere() -> None:
    found = next(one for one in run("LD-SECRET-KNOWN", {}) if one.variables[0] == "PLUGIN_DAEMON_KEY")
    assert found.fix is not None
    text = found.fix.changes["PLUGIN_DAEMON_KEY"]
    assert text
    assert text == found.fix.changes["PLUGIN_DAEMON_KEY"]
    assert text not in repr(found) + repr(found.fix.changes)


def test_the_sinks_of_a_compose_file_are_found() -> None:
    services = {
        "cache": {
            "command": "server --pass ${CACHE_PASSWORD:-x} --name '${NAME}'",
            "healthcheck": {"test": ["CMD-SHELL", 'cli -a "$CACHE_PASSWORD" ping']},
        },
        "app": {
            "environment": {"DATABASE_URL": "postgres://app:${DB_PASSWORD}@db:5432/app", "PLAIN": "${FREE}", "N": 3},
            "entrypoint": ["sh", "-c", "run ${SCRIPT}"],
        },
        "proxy": {
            "volumes": ["./proxy.conf.template:/etc/proxy.template"],
            "environment": ["SERVER_NAME=${SERVER_NAME}"],
        },
        "list": {"command": ["run", "--pass", "${SAFE}"], "healthcheck": {"test": ["CMD", "bash", "-c", "x $INNER"]}},
        "odd": {"command": 7, "healthcheck": None, "environment": None, "volumes": "x"},
        "worse": None,
    }
    assert sinks_of(services) == {
        "CACHE_PASSWORD": (Sink("command", "cache"), Sink("shell", "cache", '"')),
        "NAME": (Sink("command", "cache", "'"),),
        "DB_PASSWORD": (Sink("url", "app"),),
        "SCRIPT": (Sink("shell", "app"),),
        "SERVER_NAME": (Sink("template", "proxy"),),
        "INNER": (Sink("shell", "list"),),
    }


@pytest.mark.parametrize("text", ["a;id", "a b", "a$(id)", "a`id`", "a|b", "a&b", "a>b", "a'b", 'a"b', "a\\b", "a#b\n"])
def test_what_a_shell_would_read_is_found(text: str) -> None:
    assert run("LD-SINK", {"REDIS_PASSWORD": text}, sinks=DIFYS_SINKS)


def test_in_the_bundled_stack_a_password_may_hold_any_character() -> None:
    assert run("LD-SINK", {"REDIS_PASSWORD": "a;id"}) == []
