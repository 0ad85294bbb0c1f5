"""Rules on the database, the broker, the worker, the server and capacity."""

from __future__ import annotations

import pytest

from schemas.rules.base import Severity, Values
from schemas.rules.capacity import demand, needed
from tests.schemas.rule_cases import Case, catalog_with, run, show_clean, show_failing

PASSWORD = "k7Qm2xWb9TzR4vLp8NcY"
GOOD_URL = f"redis://:{PASSWORD}@redis:6379/1"
ALL_QUEUES = (
    "dataset,priority_dataset,priority_pipeline,pipeline,mail,ops_trace,app_deletion,plugin,workflow_storage,"
    "conversation,workflow,schedule_poller,schedule_executor,triggered_workflow_dispatcher,trigger_refresh_executor,"
    "retention"
)
SENTINELS = {"CELERY_USE_SENTINEL": "true", "REDIS_USE_SENTINEL": "true", "REDIS_SENTINELS": "a:26379,b:26379"}

CASES = [
    Case("LD-DB-HOST", {"DB_TYPE": "mysql"}, "DB_HOST", {"DB_TYPE": "mysql", "DB_HOST": "db_mysql"}),
    Case("LD-DB-HOST", {"DB_HOST": "db_mysql", "DB_USERNAME": "root"}, "DB_HOST", {"DB_HOST": "db.example.org"}),
    Case("LD-DB-PORT", {"DB_PORT": "15432"}, "DB_PORT", {"DB_PORT": "15432", "DB_HOST": "db.example.org"}),
    Case(
        "LD-DB-USER",
        {"DB_TYPE": "mysql", "DB_HOST": "db_mysql", "DB_USERNAME": "dify"},
        "DB_USERNAME",
        {"DB_TYPE": "mysql", "DB_HOST": "db_mysql", "DB_USERNAME": "root"},
    ),
    Case(
        "LD-DB-OCEANBASE",
        {"DB_TYPE": "seekdb", "DB_HOST": "seekdb", "DB_PASSWORD": PASSWORD},
        "DB_PASSWORD",
        {"DB_TYPE": "seekdb", "DB_HOST": "seekdb", "DB_PASSWORD": PASSWORD, "OCEANBASE_VECTOR_PASSWORD": PASSWORD},
    ),
    Case("LD-DB-CHARSET", {"DB_TYPE": "mysql", "DB_CHARSET": "utf8mb4"}, "DB_CHARSET", {"DB_CHARSET": "utf8"}),
    Case("LD-DB-PLUGIN-DATABASE", {"DB_PLUGIN_DATABASE": "dify"}, "DB_PLUGIN_DATABASE", {"DB_DATABASE": "main"}),
    Case(
        "LD-DB-PASSWORD-ADDRESS",
        {"DB_PASSWORD": "p@ss-k7Qm2xWb9T"},
        "DB_PASSWORD",
        {"DB_PASSWORD": PASSWORD},
        fix=False,
    ),
    Case(
        "LD-PG-MEMORY",
        {"POSTGRES_SHARED_BUFFERS": "8GB"},
        "POSTGRES_SHARED_BUFFERS",
        {"POSTGRES_SHARED_BUFFERS": "1GB"},
        fix=False,
    ),
    Case(
        "LD-PG-MEMORY",
        {"POSTGRES_WORK_MEM": "64MB"},
        "POSTGRES_WORK_MEM",
        {"POSTGRES_WORK_MEM": "64MB", "DB_TYPE": "mysql"},
        "100 connections x 64 MB + 128 MB buffers = 6.375 GB",
        fix=False,
    ),
    Case(
        "LD-PG-TIME-LIMIT",
        {"POSTGRES_STATEMENT_TIMEOUT": "30"},
        "POSTGRES_STATEMENT_TIMEOUT",
        {"POSTGRES_STATEMENT_TIMEOUT": "30000"},
    ),
    Case("LD-DATA-OUTSIDE-VOLUME", {"PGDATA": "/data/pg"}, "PGDATA", {"PGDATA": "/var/lib/postgresql/data/pg16"}),
    Case(
        "LD-DATA-OUTSIDE-VOLUME",
        {"OPENDAL_FS_ROOT": "../files"},
        "OPENDAL_FS_ROOT",
        {"OPENDAL_FS_ROOT": "storage/files"},
    ),
    Case(
        "LD-REDIS-BROKER-MISMATCH",
        {"REDIS_PASSWORD": PASSWORD},
        "CELERY_BROKER_URL",
        {"REDIS_PASSWORD": PASSWORD, "CELERY_BROKER_URL": GOOD_URL},
    ),
    Case(
        "LD-REDIS-BROKER-MISMATCH",
        {"REDIS_HOST": "cache.example.org"},
        "CELERY_BROKER_URL",
        {},
        "REDIS_HOST is cache.example.org",
    ),
    Case("LD-REDIS-BROKER-MISMATCH", {"REDIS_USE_SSL": "true"}, "CELERY_BROKER_URL", SENTINELS, "REDIS_USE_SSL"),
    Case(
        "LD-BROKER-ENCODING",
        {"REDIS_PASSWORD": "p/w#d@9", "CELERY_BROKER_URL": "redis://:p/w#d@9@redis:6379/1"},
        "CELERY_BROKER_URL",
        {"REDIS_PASSWORD": "p/w#d@9", "CELERY_BROKER_URL": "redis://:p%2Fw%23d%409@redis:6379/1"},
    ),
    Case(
        "LD-BROKER-ENCODING",
        {"REDIS_PASSWORD": "p/w9abcd", "CELERY_BROKER_URL": "redis://:p%252Fw9abcd@redis:6379/1"},
        "CELERY_BROKER_URL",
        {},
        "percent-encoded once",
    ),
    Case(
        "LD-BROKER-ENCODING",
        {"CELERY_BROKER_URL": "redis://:abc:def/ghi@redis/1"},
        "CELERY_BROKER_URL",
        {"CELERY_BROKER_URL": "amqp://x"},
    ),
    Case(
        "LD-BROKER-SENTINEL",
        {**SENTINELS, "CELERY_BROKER_URL": GOOD_URL},
        "CELERY_BROKER_URL",
        {**SENTINELS, "CELERY_BROKER_URL": "sentinel://a:26379/1"},
    ),
    Case("LD-BROKER-SENTINEL", {"CELERY_BROKER_URL": "sentinel://a:26379/1"}, "CELERY_USE_SENTINEL", {}),
    Case("LD-SENTINEL-HALF", {"REDIS_USE_SENTINEL": "true"}, "CELERY_USE_SENTINEL", SENTINELS, fix=False),
    Case("LD-BROKER-DATABASE", {"REDIS_DB": "1"}, "REDIS_DB", {"REDIS_DB": "2"}),
    Case(
        "LD-REDIS-DATABASE-RANGE", {"REDIS_DB": "16"}, "REDIS_DB", {"REDIS_DB": "16", "REDIS_HOST": "cache.example.org"}
    ),
    Case(
        "LD-REDIS-DATABASE-RANGE",
        {"CELERY_BROKER_URL": "redis://redis:6379/99"},
        "CELERY_BROKER_URL",
        {},
        "database 99",
    ),
    Case(
        "LD-REDIS-BUNDLED",
        {"REDIS_PORT": "16379"},
        "REDIS_PORT",
        {"REDIS_PORT": "16379", "REDIS_HOST": "cache.example.org"},
    ),
    Case("LD-REDIS-BUNDLED", {"REDIS_USERNAME": "app"}, "REDIS_USERNAME", {"REDIS_USERNAME": "default"}),
    Case(
        "LD-REDIS-BUNDLED",
        {"REDIS_USE_SSL": "true"},
        "REDIS_USE_SSL",
        {"REDIS_USE_SSL": "true", "REDIS_HOST": "x.example.org"},
    ),
    Case("LD-REDIS-MODE", {**SENTINELS, "REDIS_USE_CLUSTERS": "true"}, "REDIS_USE_CLUSTERS", SENTINELS),
    Case(
        "LD-REDIS-MODE",
        {"REDIS_USE_CLUSTERS": "true", "REDIS_DB": "3"},
        "REDIS_DB",
        {"REDIS_USE_CLUSTERS": "true"},
        fix=False,
    ),
    Case(
        "LD-REDIS-MODE", {**SENTINELS, "REDIS_USE_SSL": "true"}, "REDIS_USE_SSL", {"REDIS_USE_SSL": "true"}, fix=False
    ),
    Case(
        "LD-REDIS-TLS-FILES",
        {"REDIS_USE_SSL": "true", "REDIS_SSL_CERTFILE": "/certs/client.crt"},
        "REDIS_SSL_KEYFILE",
        {"REDIS_USE_SSL": "true", "REDIS_SSL_CERTFILE": "/certs/client.crt", "REDIS_SSL_KEYFILE": "/certs/client.key"},
        fix=False,
    ),
    Case(
        "LD-BROKER-TLS-SWITCH",
        {"BROKER_USE_SSL": "true"},
        "BROKER_USE_SSL",
        {"BROKER_USE_SSL": "true", "CELERY_BROKER_URL": "rediss://redis:6379/1"},
        fix=False,
    ),
    Case(
        "LD-REDIS-CLIENT-CACHE",
        {"REDIS_ENABLE_CLIENT_SIDE_CACHE": "true", "REDIS_SERIALIZATION_PROTOCOL": "2"},
        "REDIS_SERIALIZATION_PROTOCOL",
        {"REDIS_ENABLE_CLIENT_SIDE_CACHE": "true"},
    ),
    Case(
        "LD-CELERY-AUTOSCALE-POOL",
        {"CELERY_AUTO_SCALE": "true", "CELERY_WORKER_CLASS": "threads"},
        "CELERY_AUTO_SCALE",
        {"CELERY_AUTO_SCALE": "true"},
    ),
    Case(
        "LD-CELERY-AUTOSCALE-FIXED",
        {"CELERY_AUTO_SCALE": "true", "CELERY_WORKER_AMOUNT": "4"},
        "CELERY_WORKER_AMOUNT",
        {"CELERY_WORKER_AMOUNT": "4"},
    ),
    Case(
        "LD-CELERY-AUTOSCALE-FIXED",
        {"CELERY_MAX_WORKERS": "4"},
        "CELERY_MAX_WORKERS",
        {"CELERY_AUTO_SCALE": "true", "CELERY_MAX_WORKERS": "4"},
    ),
    Case(
        "LD-CELERY-AUTOSCALE-FIXED",
        {"CELERY_AUTO_SCALE": "true", "CELERY_WORKER_CONCURRENCY": "4"},
        "CELERY_AUTO_SCALE",
        {},
        "nothing scales",
        fix=False,
    ),
    Case(
        "LD-CELERY-SOLO-SLOTS",
        {"CELERY_WORKER_CLASS": "solo", "CELERY_WORKER_AMOUNT": "4"},
        "CELERY_WORKER_AMOUNT",
        {"CELERY_WORKER_AMOUNT": "4"},
        fix=False,
    ),
    Case(
        "LD-CELERY-REMAP-SIGTERM",
        {"REMAP_SIGTERM": "SIGQUIT"},
        "REMAP_SIGTERM",
        {"REMAP_SIGTERM": "SIGQUIT", "CELERY_WORKER_CLASS": "prefork"},
        "gevent",
    ),
    Case("LD-QUEUE-MISSING", {"CELERY_QUEUES": "dataset,workflow"}, "CELERY_QUEUES", {"CELERY_QUEUES": ALL_QUEUES}),
    Case(
        "LD-QUEUE-UNKNOWN",
        {"CELERY_QUEUES": f"{ALL_QUEUES},triger_refresh_executor"},
        "CELERY_QUEUES",
        {"CELERY_QUEUES": ALL_QUEUES},
        "did you mean trigger_refresh_executor?",
    ),
    Case(
        "LD-QUEUE-FORM",
        {"CELERY_WORKER_QUEUES": "dataset, mail,"},
        "CELERY_WORKER_QUEUES",
        {"CELERY_WORKER_QUEUES": "dataset,mail"},
    ),
    Case("LD-QUEUE-MONITOR", {"ENABLE_DATASETS_QUEUE_MONITOR": "true"}, "ENABLE_DATASETS_QUEUE_MONITOR", {}, fix=False),
    Case(
        "LD-QUEUE-MONITOR",
        {"ENABLE_DATASETS_QUEUE_MONITOR": "true", "CELERY_QUEUES": f"{ALL_QUEUES},monitor"},
        "QUEUE_MONITOR_ALERT_EMAILS",
        {
            "ENABLE_DATASETS_QUEUE_MONITOR": "true",
            "CELERY_QUEUES": f"{ALL_QUEUES},monitor",
            "QUEUE_MONITOR_ALERT_EMAILS": "ops@example.org",
        },
        fix=False,
    ),
    Case("LD-DEBUG-PRODUCTION", {"DEBUG": "true"}, "DEBUG", {"DEBUG": "true", "DEPLOY_ENV": "DEVELOPMENT"}),
    Case("LD-DEBUG-PRODUCTION", {"FLASK_DEBUG": "1"}, "FLASK_DEBUG", {"FLASK_DEBUG": "0"}),
    Case(
        "LD-LOUD-PRODUCTION",
        {"SQLALCHEMY_ECHO": "debug"},
        "SQLALCHEMY_ECHO",
        {"SQLALCHEMY_ECHO": "true", "DEPLOY_ENV": "TESTING"},
    ),
    Case(
        "LD-LOG-LEVEL-PRODUCTION",
        {"LOG_LEVEL": "DEBUG"},
        "LOG_LEVEL",
        {"LOG_LEVEL": "DEBUG", "DEPLOY_ENV": "DEVELOPMENT"},
    ),
    Case("LD-SERVER-SYNC", {"SERVER_WORKER_CLASS": "sync"}, "SERVER_WORKER_CLASS", {"SERVER_WORKER_CLASS": "gthread"}),
    Case("LD-SERVER-LOOPBACK", {"DIFY_BIND_ADDRESS": "127.0.0.1"}, "DIFY_BIND_ADDRESS", {"DIFY_BIND_ADDRESS": "::"}),
    Case("LD-MIGRATION-OFF", {"MIGRATION_ENABLED": "false"}, "MIGRATION_ENABLED", {"MIGRATION_ENABLED": "true"}),
    Case("LD-LOG-FILE", {"LOG_FILE": "server.log"}, "LOG_FILE", {"LOG_FILE": ""}),
    Case(
        "LD-LOG-DISK",
        {"LOG_FILE_MAX_SIZE": "2000", "LOG_FILE_BACKUP_COUNT": "9"},
        "LOG_FILE_MAX_SIZE",
        {"LOG_FILE_MAX_SIZE": "200"},
        "2000 MB x (9 backups + 1) = 19.53 GB",
        fix=False,
    ),
    Case(
        "LD-LOG-DISK",
        {"LOG_FILE_MAX_SIZE": "0"},
        "LOG_FILE_MAX_SIZE",
        {"LOG_FILE_MAX_SIZE": "0", "LOG_FILE": ""},
        fix=False,
    ),
    Case("LD-LOG-ZONE", {"LOG_TZ": "Berlin"}, "LOG_TZ", {"LOG_TZ": "America/Argentina/Buenos_Aires"}, fix=False),
    Case(
        "LD-DB-CONNECTIONS",
        {"SERVER_WORKER_AMOUNT": "4"},
        "POSTGRES_MAX_CONNECTIONS",
        {"SERVER_WORKER_AMOUNT": "4", "POSTGRES_MAX_CONNECTIONS": "300"},
        "API 4 x 40 + worker 1 x 11 + scheduler 1 + plugin daemon 30 = 202",
    ),
    Case(
        "LD-POOL-BOUNDS",
        {"GRAPH_ENGINE_MIN_WORKERS": "20"},
        "GRAPH_ENGINE_MIN_WORKERS",
        {"GRAPH_ENGINE_MIN_WORKERS": "10"},
    ),
    Case(
        "LD-POOL-BOUNDS",
        {"CELERY_AUTO_SCALE": "true", "CELERY_MIN_WORKERS": "8", "CELERY_MAX_WORKERS": "2"},
        "CELERY_MIN_WORKERS",
        {"CELERY_MIN_WORKERS": "8", "CELERY_MAX_WORKERS": "2"},
    ),
    Case(
        "LD-POOL-BOUNDS",
        {"VECTOR_STORE": "opensearch", "OPENSEARCH_JAVA_OPTS_MIN": "2g"},
        "OPENSEARCH_JAVA_OPTS_MIN",
        {"OPENSEARCH_JAVA_OPTS_MIN": "2g"},
    ),
    Case(
        "LD-TIMEOUT-CHAIN",
        {"NGINX_PROXY_READ_TIMEOUT": "5m"},
        "NGINX_PROXY_READ_TIMEOUT",
        {"NGINX_PROXY_READ_TIMEOUT": "1h"},
        "300 s < 1200 s",
    ),
    Case(
        "LD-TIMEOUT-CHAIN",
        {"PLUGIN_MAX_EXECUTION_TIMEOUT": "900"},
        "PLUGIN_DAEMON_TIMEOUT",
        {"PLUGIN_MAX_EXECUTION_TIMEOUT": "60"},
    ),
    Case("LD-GUNICORN-TIMEOUT", {"SERVER_WORKER_CLASS": "sync"}, "GUNICORN_TIMEOUT", {"GUNICORN_TIMEOUT": "30"}),
    Case(
        "LD-UPLOAD-CHAIN",
        {"UPLOAD_FILE_SIZE_LIMIT": "500"},
        "NGINX_CLIENT_MAX_BODY_SIZE",
        {"UPLOAD_FILE_SIZE_LIMIT": "500", "NGINX_CLIENT_MAX_BODY_SIZE": "0"},
        "(500 MB)",
    ),
    Case(
        "LD-UPLOAD-CHAIN",
        {"NGINX_CLIENT_MAX_BODY_SIZE": "50m"},
        "NGINX_CLIENT_MAX_BODY_SIZE",
        {"NGINX_CLIENT_MAX_BODY_SIZE": "1g"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.first}")
def test_failing(case: Case) -> None:
    show_failing(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.first}")
def test_clean(case: Case) -> None:
    show_clean(case)


def test_certificates_of_public_authorities_are_a_hint_only() -> None:
    given = {"REDIS_USE_SSL": "true", "REDIS_SSL_CERT_REQS": "CERT_REQUIRED"}
    assert [one.severity for one in run("LD-REDIS-TLS-FILES", given)] == [Severity.HINT]


def test_the_hosted_edition_has_its_own_queues() -> None:
    given = {"CELERY_QUEUES": ALL_QUEUES, "EDITION": "CLOUD"}
    (found,) = run("LD-QUEUE-MISSING", given)
    assert "workflow_professional, workflow_team, workflow_sandbox" in found.message


@pytest.mark.parametrize(
    ("given", "api", "worker"),
    [
        ({}, 40, 11),
        ({"SERVER_WORKER_AMOUNT": "3"}, 120, 11),
        ({"SERVER_WORKER_CLASS": "sync"}, 11, 11),
        ({"CELERY_WORKER_CLASS": "prefork", "CELERY_WORKER_AMOUNT": "4"}, 40, 44),
        ({"CELERY_WORKER_CLASS": "threads", "CELERY_WORKER_AMOUNT": "8"}, 40, 40),
        ({"CELERY_AUTO_SCALE": "true", "CELERY_MAX_WORKERS": "2", "CELERY_WORKER_AMOUNT": "9"}, 40, 22),
        ({"SQLALCHEMY_POOL_SIZE": "5", "SQLALCHEMY_MAX_OVERFLOW": "0"}, 5, 5),
        ({"CELERY_WORKER_CLASS": "solo", "CELERY_WORKER_AMOUNT": "8"}, 40, 11),
    ],
)
def test_the_sum_of_database_connections(given: dict[str, str], api: int, worker: int) -> None:
    wanted = demand(Values(catalog_with(), given))
    assert wanted is not None
    assert (wanted.api, wanted.worker, wanted.total) == (api, worker, api + worker + 31)
    assert run("LD-DB-CONNECTIONS", {**given, "POSTGRES_MAX_CONNECTIONS": str(needed(wanted.total))}) == []


def test_an_unreadable_number_is_not_counted_with() -> None:
    assert demand(Values(catalog_with(), {"SQLALCHEMY_POOL_SIZE": "many"})) is None
