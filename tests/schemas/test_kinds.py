"""What each kind accepts and refuses, and that the settings classes do the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.base import Settings
from schemas.catalog import Choice, Variable, load_catalog
from schemas.dify import DifyConfig
from schemas.kinds import check_value, is_host
from schemas.stack import StackConfig

ACCEPTED = {
    "int": ["0", "-3", "+7", " 12 ", "1_000", "10.0"],
    "float": ["0.5", "-1", "1e3", ".5", "5."],
    "port": ["1", "80", "65535"],
    "bool": ["true", "False", "1", "0", "YES", "off", "t", "n"],
    "host": ["redis", "db_postgres", "db.example.com", "10.0.0.1", "::1", "[::1]", "a.b."],
    "url": ["http://redis:6379", "https://example.com/a?b=c", "http://u:p%40@h/x", "http://[::1]:80/"],
    "url_template": ["http://localhost/e/{hook_id}"],
    "host_port": ["a:1", "a:26379,b.example.com:26379"],
    "size": ["128MB", "512k", "2G", "100M", "4096", "1.5GiB"],
    "duration": ["30s", "5m", "3600", "1h 30m", "250ms"],
    "cron": ["0 3 * * *", "*/5 0-6 1,15 * mon-fri"],
    "email": ["ops@example.com", "Ops <ops@example.com>"],
    "json": ["{}", '["a"]', "3"],
    "string": ["anything at all", "[red]", "$x"],
}
REFUSED = {
    "int": ["1.5", "abc", "1e3", "0x10", "٣", "1 2"],
    "float": ["abc", "nan", "inf", "1,5"],
    "port": ["0", "65536", "-1", "http", "80.5"],
    "bool": ["yess", "2", " true", "enabled"],
    "host": ["http://redis", "a/b", "a b", "-x.example.com", "a..b"],
    "url": ["redis:6379", "example.com", "ftp//x", "http://", "http://a b", "http://h:99999", "http://h:x", "//h/x"],
    "url_template": ["localhost/e/{hook_id}"],
    "host_port": ["a", "a:", "a:0", "a:1,", "a:70000"],
    "size": ["MB", "12XB", "-1G"],
    "duration": ["5 minutes", "s", "-1s"],
    "cron": ["0 3 * *", "a b c d e"],
    "email": ["ops", "ops@", "Ops <ops@example.com"],
    "json": ["{", "nope"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ACCEPTED.items() for text in texts])
def test_accepts(kind: str, text: str) -> None:
    assert check_value(Variable("X", "", "", kind), text) is None


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts])
def test_refuses(kind: str, text: str) -> None:
    problem = check_value(Variable("X", "", "", kind), text)
    assert problem is not None
    assert problem.message.startswith(("must", "is not", "has"))


def test_a_secret_is_never_quoted_in_a_problem() -> None:
    broker = load_catalog()["CELERY_BROKER_URL"]
    problem = check_value(broker, "http://:canary-7fe1@redis:6379/1")
    assert problem is not None
    assert "canary" not in f"{problem.message}{problem.hint}"


def test_a_choice_that_is_misspelled_names_the_nearest_one() -> None:
    variable = Variable("X", "", "", "enum", choices=(Choice("weaviate"), Choice("qdrant")), strict_choices=True)
    problem = check_value(variable, "weavite")
    assert problem is not None
    assert problem.hint == "did you mean weaviate?"


def test_an_empty_text_is_refused_where_a_program_parses_a_number() -> None:
    catalog = load_catalog()
    assert check_value(catalog["DB_PORT"], "") is not None
    assert check_value(catalog["CELERY_WORKER_AMOUNT"], "") is None
    assert check_value(catalog["REDIS_USERNAME"], "") is None


def test_a_placeholder_that_ships_is_accepted_where_it_ships() -> None:
    catalog = load_catalog()
    assert check_value(catalog["TENCENT_COS_SCHEME"], "your-scheme") is None
    assert check_value(catalog["TENCENT_COS_SCHEME"], "my-scheme") is not None


@given(st.text(max_size=40))
def test_no_text_makes_a_check_raise(text: str) -> None:
    for kind in ACCEPTED:
        check_value(Variable("X", "", "", kind, minimum=0, maximum=10), text)
    is_host(text)


DIFFERENTIAL = {
    "DB_PORT": (["5432", " 5432 ", "1"], ["", "0", "65536", "x", "54.5"]),
    "SQLALCHEMY_POOL_SIZE": (["0", "30", "1_0"], ["", "-1", "many"]),
    "DEBUG": (["true", "FALSE", "1", "on"], ["", "maybe", " true"]),
    "STORAGE_TYPE": (["s3", "opendal"], ["", "S3", "disk"]),
    "VECTOR_STORE": (["weaviate", "", "pgvector"], ["Weaviate", "tidb"]),
    "LOG_LEVEL": (["INFO", "FATAL", "CRITICAL"], ["info", "WARN", "LOUD"]),
    "OTEL_SAMPLING_RATE": (["0", "0.1", "1"], ["-0.1", "1.01", "x"]),
    "CELERY_BROKER_URL": (["redis://:p%40w@redis:6379/1", "sentinel://h:26379/1"], ["redis:6379", "http://redis"]),
    "CODE_EXECUTION_ENDPOINT": (["http://sandbox:8194"], ["", "sandbox:8194", "ftp://sandbox"]),
    "REDIS_SENTINELS": (["", "a:26379,b:26379"], ["a,b"]),
    "SQLALCHEMY_ECHO": (["true", "false", "debug"], ["loud"]),
    "CONSOLE_API_URL": (["", "https://api.example.com"], ["api.example.com"]),
    "FILES_ACCESS_TIMEOUT": (["1", "300"], ["", "0", "-1"]),
    "TENANT_ISOLATED_TASK_CONCURRENCY": (["1"], ["0"]),
    "CODE_EXECUTION_READ_TIMEOUT": (["0.5", "60"], ["", "0", "-1"]),
    "WORKFLOW_LOG_RETENTION_DAYS": (["0", "30"], ["-1"]),
    "SERVER_WORKER_AMOUNT": (["", "4"], ["0", "many"]),
    "GUNICORN_TIMEOUT": (["", "0", "360"], ["-1"]),
    "PYTHONIOENCODING": (["", "utf-8", "utf-8:replace"], ["utf 8"]),
    "POSTGRES_MAX_CONNECTIONS": (["", "4", "262143"], ["3", "262144"]),
    "POSTGRES_SHARED_BUFFERS": (["", "1.5GB", "1 GB", "64kB", "16384"], ["128M", "128mb", "64KB", "a lot"]),
    "POSTGRES_STATEMENT_TIMEOUT": (["", "0", "60000", "30s"], ["-1", "5m", "half a minute"]),
    "MYSQL_INNODB_BUFFER_POOL_SIZE": (["", "512M", "2g", "536870912"], ["512MB", "1.5G"]),
    "OPENSEARCH_AUTH_METHOD": (["basic", "aws_managed_iam"], ["", "token"]),
    "ALIYUN_OSS_PATH": (["", "dify/files", "your-path"], ["/dify", "\\dify"]),
    "HOSTED_MODEL_CREDIT_CONFIG": (["", "gpt-4:20,gpt-4o: 10,", "gpt-4"], ["gpt-4:many", "gpt-4:20:3"]),
    "RETRIEVAL_SERVICE_EXECUTORS": (["1", "16"], ["", "0", "-1"]),
    "MAIL_TEMPLATING_TIMEOUT": (["0", "3"], ["", "-1", "2.5"]),
}


def _owner(name: str) -> type[Settings]:
    owner = load_catalog()[name].owner
    return next(cls for cls in (*DifyConfig.__mro__, *StackConfig.__mro__) if cls.__name__ == owner)


@pytest.mark.parametrize("name", DIFFERENTIAL)
def test_the_settings_class_and_the_check_agree(name: str) -> None:
    accepted, refused = DIFFERENTIAL[name]
    variable, owner = load_catalog()[name], _owner(name)
    for text in accepted:
        assert check_value(variable, text) is None, text
        owner.from_texts({name: text})
    for text in refused:
        assert check_value(variable, text) is not None, text
        with pytest.raises(ValidationError):
            owner.from_texts({name: text})
