"""Rules on storage, profiles, vector stores, plugins, mail and observability."""

from __future__ import annotations

import base64
import json

import pytest

from schemas.catalog import load_catalog
from schemas.rules.vectors import POLICIES
from schemas.secrets import generate
from tests.schemas.rule_cases import Case, run, show_clean, show_failing

KEY = "k7Qm2xWb9TzR4vLp8NcY"
ACCOUNT = base64.b64encode(
    json.dumps({"type": "service_account", "client_email": "a@b.c", "private_key": "k"}).encode()
).decode()
OTHER_JSON = base64.b64encode(b'{"installed": {}}').decode()
S3 = {"STORAGE_TYPE": "s3", "S3_ENDPOINT": "https://s3.eu-central-1.amazonaws.com"}
SMTP = {"MAIL_TYPE": "smtp", "SMTP_SERVER": "mail.example.org", "MAIL_DEFAULT_SEND_FROM": "dify@example.org"}
PLUGIN_S3 = {
    "PLUGIN_STORAGE_TYPE": "aws_s3",
    "PLUGIN_STORAGE_OSS_BUCKET": "plugins",
    "PLUGIN_AWS_REGION": "eu-central-1",
}
LOGSTORE = "extensions.logstore.repositories.logstore_workflow_execution_repository.LogstoreWorkflowExecutionRepository"
SLS = {
    "ALIYUN_SLS_ENDPOINT": "https://sls.example.org",
    "ALIYUN_SLS_PROJECT_NAME": "dify",
    "ALIYUN_SLS_ACCESS_KEY_ID": KEY,
    "ALIYUN_SLS_ACCESS_KEY_SECRET": KEY[::-1],
}

CASES = [
    Case(
        "LD-STORAGE-OPENDAL",
        {"OPENDAL_SCHEME": "s3"},
        "OPENDAL_SCHEME",
        {"OPENDAL_SCHEME": "s3", "OPENDAL_S3_BUCKET": "files"},
        fix=False,
    ),
    Case(
        "LD-STORAGE-S3-STYLE",
        {"STORAGE_TYPE": "s3", "S3_ENDPOINT": "http://minio:9000", "S3_ADDRESS_STYLE": "virtual"},
        "S3_ADDRESS_STYLE",
        {**S3, "S3_ADDRESS_STYLE": "virtual"},
    ),
    Case(
        "LD-STORAGE-S3-IAM",
        {**S3, "S3_USE_AWS_MANAGED_IAM": "true", "S3_ACCESS_KEY": KEY},
        "S3_ACCESS_KEY",
        {**S3, "S3_USE_AWS_MANAGED_IAM": "true"},
    ),
    Case(
        "LD-STORAGE-S3-IAM",
        {"STORAGE_TYPE": "s3", "S3_ENDPOINT": "http://minio:9000", "S3_USE_AWS_MANAGED_IAM": "true"},
        "S3_USE_AWS_MANAGED_IAM",
        {"S3_USE_AWS_MANAGED_IAM": "true", "S3_ENDPOINT": "http://minio:9000"},
    ),
    Case(
        "LD-STORAGE-GOOGLE-KEY",
        {"STORAGE_TYPE": "google-storage", "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64": OTHER_JSON},
        "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
        {"STORAGE_TYPE": "google-storage", "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64": ACCOUNT},
        "client_email",
        fix=False,
    ),
    Case(
        "LD-STORAGE-GOOGLE-KEY",
        {
            "STORAGE_TYPE": "google-storage",
            "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64": base64.b64decode(ACCOUNT).decode(),
        },
        "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64",
        {"GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64": "nonsense"},
        "is the JSON itself",
    ),
    Case(
        "LD-STORAGE-AZURE-KEY",
        {"STORAGE_TYPE": "azure-blob", "AZURE_BLOB_ACCOUNT_KEY": "no base64!"},
        "AZURE_BLOB_ACCOUNT_KEY",
        {"STORAGE_TYPE": "azure-blob", "AZURE_BLOB_ACCOUNT_KEY": "managedidentity"},
        fix=False,
    ),
    Case(
        "LD-STORAGE-ENDPOINT-INSIDE",
        {"STORAGE_TYPE": "s3", "S3_ENDPOINT": "http://minio:9000"},
        "S3_ENDPOINT",
        S3,
        fix=False,
    ),
    Case(
        "LD-STORAGE-ARCHIVE-BUCKET",
        {**S3, "ARCHIVE_STORAGE_ENABLED": "true", "ARCHIVE_STORAGE_ARCHIVE_BUCKET": "difyai"},
        "ARCHIVE_STORAGE_ARCHIVE_BUCKET",
        {**S3, "ARCHIVE_STORAGE_ENABLED": "true", "ARCHIVE_STORAGE_ARCHIVE_BUCKET": "archive"},
        fix=False,
    ),
    Case(
        "LD-STORAGE-LOGSTORE",
        {"CORE_WORKFLOW_EXECUTION_REPOSITORY": LOGSTORE},
        "ALIYUN_SLS_ENDPOINT",
        {"CORE_WORKFLOW_EXECUTION_REPOSITORY": LOGSTORE, **SLS},
        fix=False,
    ),
    Case(
        "LD-VECTOR-HOST",
        {"VECTOR_STORE": "qdrant", "QDRANT_URL": "http://weaviate:6333"},
        "QDRANT_URL",
        {"VECTOR_STORE": "qdrant", "QDRANT_URL": "http://qdrant:6333"},
    ),
    Case(
        "LD-VECTOR-HOST",
        {"VECTOR_STORE": "pgvector", "PGVECTOR_HOST": "db_postgres"},
        "PGVECTOR_HOST",
        {"VECTOR_STORE": "pgvector", "PGVECTOR_HOST": "vectors.example.org"},
    ),
    Case(
        "LD-PROFILE-STORE",
        {"COMPOSE_PROFILES": "postgresql"},
        "COMPOSE_PROFILES",
        {"COMPOSE_PROFILES": "postgresql", "API_IMAGE": "launchdeck-runtime"},
    ),
    Case(
        "LD-PROFILE-STORE",
        {"COMPOSE_PROFILES": "postgresql"},
        "COMPOSE_PROFILES",
        {"COMPOSE_PROFILES": "weaviate,postgresql"},
    ),
    Case(
        "LD-PROFILE-STORE",
        {"VECTOR_STORE": "qdrant", "COMPOSE_PROFILES": "weaviate,postgresql"},
        "COMPOSE_PROFILES",
        {"VECTOR_STORE": "qdrant", "QDRANT_URL": "https://q.example.org", "COMPOSE_PROFILES": "postgresql"},
    ),
    Case(
        "LD-PROFILE-DATABASE",
        {"COMPOSE_PROFILES": "weaviate"},
        "COMPOSE_PROFILES",
        {"COMPOSE_PROFILES": "weaviate", "DB_HOST": "db.example.org"},
    ),
    Case(
        "LD-PROFILE-UNUSED",
        {"COMPOSE_PROFILES": "weaviate,postgresql,milvus"},
        "COMPOSE_PROFILES",
        {"COMPOSE_PROFILES": "weaviate,postgresql,certbot"},
        "milvus is started",
    ),
    Case(
        "LD-PROFILE-UNKNOWN",
        {"COMPOSE_PROFILES": "weaviate,postgres"},
        "COMPOSE_PROFILES",
        {"COMPOSE_PROFILES": "tencent,postgresql"},
        "did you mean postgresql?",
    ),
    Case(
        "LD-PROFILE-UNSTRUCTURED",
        {"ETL_TYPE": "Unstructured", "UNSTRUCTURED_API_URL": "http://unstructured:8000/general/v0/general"},
        "COMPOSE_PROFILES",
        {"ETL_TYPE": "Unstructured", "UNSTRUCTURED_API_URL": "https://u.example.org"},
    ),
    Case(
        "LD-VECTOR-PASSWORD-POLICY",
        {"VECTOR_STORE": "oracle", "ORACLE_PWD": "alllowercaseletters"},
        "ORACLE_PWD",
        {"VECTOR_STORE": "oracle", "ORACLE_PWD": KEY},
        "lacks a capital",
    ),
    Case(
        "LD-VECTOR-LOGIN",
        {"VECTOR_STORE": "pgvector", "PGVECTOR_USER": "app"},
        "PGVECTOR_USER",
        {"VECTOR_STORE": "pgvector", "PGVECTOR_USER": "app", "PGVECTOR_PGUSER": "app"},
    ),
    Case(
        "LD-VECTOR-LOGIN",
        {"VECTOR_STORE": "vastbase", "VASTBASE_PASSWORD": KEY},
        "VASTBASE_PASSWORD",
        {"VECTOR_STORE": "vastbase", "VASTBASE_PASSWORD": KEY, "VASTBASE_HOST": "v.example.org"},
        fix=False,
    ),
    Case(
        "LD-WEAVIATE-USERS",
        {"WEAVIATE_AUTHENTICATION_APIKEY_USERS": "a@b.c,d@e.f"},
        "WEAVIATE_AUTHENTICATION_APIKEY_USERS",
        {"WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS": "a,b,c"},
        fix=False,
    ),
    Case(
        "LD-WEAVIATE-CLOSED",
        {
            "WEAVIATE_AUTHENTICATION_APIKEY_ENABLED": "false",
            "WEAVIATE_AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED": "false",
        },
        "WEAVIATE_AUTHENTICATION_APIKEY_ENABLED",
        {"WEAVIATE_AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED": "false"},
    ),
    Case(
        "LD-WEAVIATE-GRPC",
        {"WEAVIATE_ENDPOINT": "https://w.example.org"},
        "WEAVIATE_GRPC_ENDPOINT",
        {"WEAVIATE_ENDPOINT": "https://w.example.org", "WEAVIATE_GRPC_ENDPOINT": "grpcs://grpc-w.example.org"},
    ),
    Case(
        "LD-IRIS-POOL",
        {"IRIS_MIN_CONNECTION": "5", "IRIS_MAX_CONNECTION": "10"},
        "IRIS_MIN_CONNECTION",
        {"IRIS_MIN_CONNECTION": "2", "IRIS_MAX_CONNECTION": "4"},
        "compared as texts",
    ),
    Case(
        "LD-ANALYTICDB-MODE",
        {"VECTOR_STORE": "analyticdb", "ANALYTICDB_KEY_ID": KEY},
        "ANALYTICDB_KEY_ID",
        {"ANALYTICDB_KEY_ID": KEY},
        fix=False,
    ),
    Case(
        "LD-OPENSEARCH-TLS",
        {"VECTOR_STORE": "opensearch"},
        "OPENSEARCH_VERIFY_CERTS",
        {"VECTOR_STORE": "opensearch", "OPENSEARCH_HOST": "o.example.org"},
    ),
    Case(
        "LD-PLUGIN-STORAGE",
        PLUGIN_S3,
        "PLUGIN_AWS_ACCESS_KEY",
        {**PLUGIN_S3, "PLUGIN_S3_USE_AWS_MANAGED_IAM": "true"},
        fix=False,
    ),
    Case(
        "LD-PLUGIN-S3-STYLE",
        {**PLUGIN_S3, "PLUGIN_S3_ENDPOINT": "http://minio:9000"},
        "PLUGIN_S3_USE_PATH_STYLE",
        {**PLUGIN_S3, "PLUGIN_S3_ENDPOINT": "https://s3.amazonaws.com"},
    ),
    Case(
        "LD-PLUGIN-SIGNATURES",
        {"FORCE_VERIFYING_SIGNATURE": "false"},
        "FORCE_VERIFYING_SIGNATURE",
        {"FORCE_VERIFYING_SIGNATURE": "false", "DEPLOY_ENV": "DEVELOPMENT"},
    ),
    Case(
        "LD-SMTP-PORT",
        {**SMTP, "SMTP_PORT": "587"},
        "SMTP_PORT",
        {**SMTP, "SMTP_PORT": "587", "SMTP_OPPORTUNISTIC_TLS": "true"},
    ),
    Case(
        "LD-SMTP-PORT",
        {**SMTP, "SMTP_OPPORTUNISTIC_TLS": "true", "SMTP_PORT": "465"},
        "SMTP_PORT",
        SMTP,
        "TLS from the first byte",
    ),
    Case(
        "LD-SMTP-STARTTLS",
        {**SMTP, "SMTP_PORT": "2525", "SMTP_USE_TLS": "false", "SMTP_OPPORTUNISTIC_TLS": "true"},
        "SMTP_OPPORTUNISTIC_TLS",
        {**SMTP, "SMTP_PORT": "2525", "SMTP_OPPORTUNISTIC_TLS": "true"},
    ),
    Case(
        "LD-SMTP-LOGIN",
        {**SMTP, "SMTP_USERNAME": "dify"},
        "SMTP_PASSWORD",
        {**SMTP, "SMTP_USERNAME": "dify", "SMTP_PASSWORD": KEY},
        fix=False,
    ),
    Case(
        "LD-SMTP-CLEAR-LOGIN",
        {**SMTP, "SMTP_PORT": "2525", "SMTP_USE_TLS": "false", "SMTP_PASSWORD": KEY},
        "SMTP_USE_TLS",
        {**SMTP, "SMTP_PASSWORD": KEY},
        fix=False,
    ),
    Case(
        "LD-MAIL-SENDER",
        {"MAIL_TYPE": "smtp", "SMTP_SERVER": "mail.example.org"},
        "MAIL_DEFAULT_SEND_FROM",
        SMTP,
        fix=False,
    ),
    Case(
        "LD-SAMPLING-FULL",
        {"API_SENTRY_DSN": "https://k@sentry.example.org/1"},
        "API_SENTRY_TRACES_SAMPLE_RATE",
        {"API_SENTRY_TRACES_SAMPLE_RATE": "1.0"},
    ),
    Case(
        "LD-SAMPLING-FULL",
        {"ENABLE_OTEL": "true", "OTEL_SAMPLING_RATE": "1"},
        "OTEL_SAMPLING_RATE",
        {"ENABLE_OTEL": "true"},
    ),
    Case(
        "LD-SENTRY-PLUGIN",
        {"PLUGIN_SENTRY_ENABLED": "true"},
        "PLUGIN_SENTRY_DSN",
        {"PLUGIN_SENTRY_ENABLED": "true", "PLUGIN_SENTRY_DSN": "https://k@s.example.org/2"},
    ),
    Case(
        "LD-SENTRY-SCHEDULER-ONLY",
        {"SENTRY_DSN": "https://k@s.example.org/1"},
        "API_SENTRY_DSN",
        {"API_SENTRY_DSN": "https://k@s.example.org/1"},
    ),
    Case(
        "LD-TASK-MARKETPLACE",
        {"MARKETPLACE_ENABLED": "false", "ENABLE_CHECK_UPGRADABLE_PLUGIN_TASK": "true"},
        "ENABLE_CHECK_UPGRADABLE_PLUGIN_TASK",
        {"MARKETPLACE_ENABLED": "false"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.first}")
def test_failing(case: Case) -> None:
    show_failing(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.first}")
def test_clean(case: Case) -> None:
    show_clean(case)


def test_clear_text_between_servers_is_a_warning() -> None:
    given = {**SMTP, "SMTP_PORT": "25", "SMTP_USE_TLS": "true"}
    assert run("LD-SMTP-PORT", given)[0].severity.word == "warning"
    assert run("LD-SMTP-PORT", {**given, "SMTP_OPPORTUNISTIC_TLS": "true"}) == []


def test_an_iris_pool_that_is_upside_down_is_said_so() -> None:
    (found,) = run("LD-IRIS-POOL", {"IRIS_MIN_CONNECTION": "4", "IRIS_MAX_CONNECTION": "2"})
    assert "above it" in found.message
    assert "texts" not in found.message


@pytest.mark.parametrize(
    ("store", "name"),
    [
        ("opensearch", "OPENSEARCH_INITIAL_ADMIN_PASSWORD"),
        ("opengauss", "OPENGAUSS_PASSWORD"),
        ("oracle", "ORACLE_PWD"),
    ],
)
def test_a_generated_password_meets_what_the_image_demands(store: str, name: str) -> None:
    (found,) = run("LD-VECTOR-PASSWORD-POLICY", {"VECTOR_STORE": store, name: "short"})
    assert found.fix is not None
    for _ in range(20):
        text = generate(load_catalog()[name])
        assert POLICIES[name].lacks(text) == ""
        assert run("LD-VECTOR-PASSWORD-POLICY", {"VECTOR_STORE": store, name: text}) == []
