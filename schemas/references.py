"""Where the documentation of a variable is: addresses that were looked up, by category and by variable.

``{name}`` stands for the name in lower case, as the headings of those pages are anchored.
"""

from __future__ import annotations

DIFY = "https://docs.dify.ai/en/self-host/deploy/configuration/environments#{name}"
"""Dify's own reference of environment variables."""

UNDOCUMENTED = frozenset({"compose_host", "packaging", "hosted_models", "remote_settings", "enterprise"})
"""Categories that this reference does not have."""

_COMPOSE = "https://docs.docker.com/compose/how-tos/environment-variables/envvars/#{name}"
_GUNICORN = "https://docs.gunicorn.org/en/stable/settings.html"
_MYSQL = "https://dev.mysql.com/doc/refman/8.0/en/innodb-parameters.html#sysvar_"
_NGINX = "https://nginx.org/en/docs/http/ngx_http_"
_POSTGRES = "https://www.postgresql.org/docs/current/runtime-config-"
_POOL = "https://docs.sqlalchemy.org/en/20/core/pooling.html"
_WEAVIATE = "https://docs.weaviate.io/deploy/configuration/env-vars"

UPSTREAM = {
    **dict.fromkeys(("COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME", "COMPOSE_FILE"), _COMPOSE),
    "GUNICORN_TIMEOUT": f"{_GUNICORN}#timeout",
    "SERVER_WORKER_AMOUNT": f"{_GUNICORN}#workers",
    "SERVER_WORKER_CLASS": _GUNICORN,
    "SERVER_WORKER_CONNECTIONS": _GUNICORN,
    "MYSQL_INNODB_BUFFER_POOL_SIZE": f"{_MYSQL}innodb_buffer_pool_size",
    "MYSQL_INNODB_LOG_FILE_SIZE": f"{_MYSQL}innodb_log_file_size",
    "MYSQL_INNODB_FLUSH_LOG_AT_TRX_COMMIT": f"{_MYSQL}innodb_flush_log_at_trx_commit",
    "NGINX_CLIENT_MAX_BODY_SIZE": f"{_NGINX}core_module.html#client_max_body_size",
    "NGINX_KEEPALIVE_TIMEOUT": f"{_NGINX}core_module.html#keepalive_timeout",
    "NGINX_PROXY_READ_TIMEOUT": f"{_NGINX}proxy_module.html#proxy_read_timeout",
    "NGINX_PROXY_SEND_TIMEOUT": f"{_NGINX}proxy_module.html#proxy_send_timeout",
    "NGINX_SERVER_NAME": f"{_NGINX}core_module.html#server_name",
    "POSTGRES_MAX_CONNECTIONS": f"{_POSTGRES}connection.html",
    "POSTGRES_SHARED_BUFFERS": f"{_POSTGRES}resource.html",
    "POSTGRES_WORK_MEM": f"{_POSTGRES}resource.html",
    "POSTGRES_MAINTENANCE_WORK_MEM": f"{_POSTGRES}resource.html",
    "POSTGRES_STATEMENT_TIMEOUT": f"{_POSTGRES}client.html",
    "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT": f"{_POSTGRES}client.html",
    "SQLALCHEMY_POOL_SIZE": _POOL,
    "SQLALCHEMY_MAX_OVERFLOW": _POOL,
    "SQLALCHEMY_POOL_RECYCLE": f"{_POOL}#setting-pool-recycle",
    "SQLALCHEMY_POOL_USE_LIFO": _POOL,
    "SQLALCHEMY_POOL_PRE_PING": f"{_POOL}#disconnect-handling-pessimistic",
    "SQLALCHEMY_POOL_TIMEOUT": _POOL,
    **dict.fromkeys(
        (
            "WEAVIATE_PERSISTENCE_DATA_PATH",
            "WEAVIATE_QUERY_DEFAULTS_LIMIT",
            "WEAVIATE_AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED",
            "WEAVIATE_DEFAULT_VECTORIZER_MODULE",
            "WEAVIATE_CLUSTER_HOSTNAME",
            "WEAVIATE_AUTHENTICATION_APIKEY_ENABLED",
            "WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS",
            "WEAVIATE_AUTHENTICATION_APIKEY_USERS",
            "WEAVIATE_AUTHORIZATION_ADMINLIST_ENABLED",
            "WEAVIATE_AUTHORIZATION_ADMINLIST_USERS",
        ),
        _WEAVIATE,
    ),
}
"""The documentation of the program that a variable is handed on to unchanged."""


def docs_of_category(name: str) -> str:
    """Where the variables of a category are described; empty where nobody does."""
    return "" if name in UNDOCUMENTED else DIFY
