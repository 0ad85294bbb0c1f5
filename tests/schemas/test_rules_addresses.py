"""Rules on public addresses, cookies, addresses between containers, ports and certificates."""

from __future__ import annotations

import pytest

from schemas.derived import public_urls
from schemas.rules import check
from schemas.rules.base import Severity
from schemas.rules.hosts import is_loopback, is_private
from tests.schemas.rule_cases import Case, catalog_with, run, show_clean, show_failing

PUBLIC = "https://dify.example.org"
URLS = dict.fromkeys(("CONSOLE_API_URL", "CONSOLE_WEB_URL", "APP_API_URL", "APP_WEB_URL", "FILES_URL"), PUBLIC)
SPLIT = {"CONSOLE_API_URL": "https://api.example.org", "CONSOLE_WEB_URL": "https://console.example.org"}
CERTBOT = {
    "COMPOSE_PROFILES": "weaviate,postgresql,certbot",
    "NGINX_ENABLE_CERTBOT_CHALLENGE": "true",
    "EXPOSE_NGINX_PORT": "80",
}

CASES = [
    Case("LD-URL-SCHEMES", {**URLS, "FILES_URL": "http://dify.example.org"}, "FILES_URL", URLS),
    Case("LD-URL-SLASH", {"CONSOLE_API_URL": f"{PUBLIC}/"}, "CONSOLE_API_URL", {"CONSOLE_API_URL": f"{PUBLIC}/base"}),
    Case(
        "LD-URL-PORT", {"APP_WEB_URL": "https://dify.example.org:80"}, "APP_WEB_URL", {"APP_WEB_URL": f"{PUBLIC}:8443"}
    ),
    Case("LD-URL-PORT", {"APP_WEB_URL": "https://dify.example.org:443"}, "APP_WEB_URL", {}, "leave the usual port out"),
    Case(
        "LD-URL-INSIDE", {**URLS, "FILES_URL": "http://api:5001"}, "FILES_URL", URLS, "only containers know", fix=False
    ),
    Case(
        "LD-URL-INSIDE",
        {"CONSOLE_API_URL": PUBLIC, "FILES_URL": "http://localhost"},
        "FILES_URL",
        {"FILES_URL": "http://localhost"},
    ),
    Case("LD-FILES-URL-EMPTY", {"CONSOLE_API_URL": PUBLIC}, "FILES_URL", URLS),
    Case(
        "LD-FILES-URL-MODELS", {"MULTIMODAL_SEND_FORMAT": "url"}, "FILES_URL", {**URLS, "MULTIMODAL_SEND_FORMAT": "url"}
    ),
    Case(
        "LD-URL-FOLLOWERS",
        URLS,
        "TRIGGER_URL",
        {**URLS, "TRIGGER_URL": PUBLIC, "ENDPOINT_URL_TEMPLATE": f"{PUBLIC}/e/{{hook_id}}"},
    ),
    Case(
        "LD-URL-FOLLOWERS",
        {"CONSOLE_API_URL": PUBLIC, "TRIGGER_URL": PUBLIC},
        "ENDPOINT_URL_TEMPLATE",
        {"CONSOLE_API_URL": "http://localhost:8080"},
    ),
    Case(
        "LD-ENDPOINT-HOOK",
        {"ENDPOINT_URL_TEMPLATE": f"{PUBLIC}/e/"},
        "ENDPOINT_URL_TEMPLATE",
        {"ENDPOINT_URL_TEMPLATE": f"{PUBLIC}/e/{{hook_id}}"},
    ),
    Case(
        "LD-NGINX-NAME",
        {**URLS, "NGINX_SERVER_NAME": "other.example.org"},
        "NGINX_SERVER_NAME",
        {**URLS, "NGINX_SERVER_NAME": "*.example.org"},
    ),
    Case(
        "LD-CORS-ORIGIN",
        {**SPLIT, "CONSOLE_CORS_ALLOW_ORIGINS": "https://x.example.org"},
        "CONSOLE_CORS_ALLOW_ORIGINS",
        {**URLS, "CONSOLE_CORS_ALLOW_ORIGINS": "https://x.example.org"},
    ),
    Case(
        "LD-CORS-FORM",
        {"WEB_API_CORS_ALLOW_ORIGINS": f"{PUBLIC}/app"},
        "WEB_API_CORS_ALLOW_ORIGINS",
        {"WEB_API_CORS_ALLOW_ORIGINS": f"{PUBLIC}, http://localhost:3000"},
    ),
    Case(
        "LD-CORS-FORM",
        {"WEB_API_CORS_ALLOW_ORIGINS": "dify.example.org"},
        "WEB_API_CORS_ALLOW_ORIGINS",
        {"WEB_API_CORS_ALLOW_ORIGINS": "*"},
        "no origin",
        fix=False,
    ),
    Case(
        "LD-CORS-ANY",
        {**URLS, "CONSOLE_CORS_ALLOW_ORIGINS": "*"},
        "CONSOLE_CORS_ALLOW_ORIGINS",
        {**URLS, "CONSOLE_CORS_ALLOW_ORIGINS": PUBLIC, "WEB_API_CORS_ALLOW_ORIGINS": PUBLIC},
    ),
    Case(
        "LD-COOKIE-DOMAIN",
        {**SPLIT, "COOKIE_DOMAIN": "example.com"},
        "COOKIE_DOMAIN",
        {**SPLIT, "COOKIE_DOMAIN": ".example.org"},
        fix=False,
    ),
    Case("LD-COOKIE-DOMAIN", {"COOKIE_DOMAIN": "192.168.1.5"}, "COOKIE_DOMAIN", {"COOKIE_DOMAIN": ""}, "no domain"),
    Case(
        "LD-COOKIE-CROSS-DOMAIN",
        SPLIT,
        "COOKIE_DOMAIN",
        {**SPLIT, "COOKIE_DOMAIN": "example.org", "NEXT_PUBLIC_COOKIE_DOMAIN": "1"},
    ),
    Case("LD-COOKIE-CROSS-DOMAIN", {"COOKIE_DOMAIN": "example.org"}, "NEXT_PUBLIC_COOKIE_DOMAIN", URLS),
    Case("LD-LOOPBACK", {"DB_HOST": "localhost"}, "DB_HOST", {"DB_HOST": "db.example.org"}),
    Case(
        "LD-LOOPBACK",
        {"CODE_EXECUTION_ENDPOINT": "http://127.0.0.1:8194"},
        "CODE_EXECUTION_ENDPOINT",
        {"CONSOLE_API_URL": "http://localhost"},
    ),
    Case("LD-LOOPBACK", {"VECTOR_STORE": "chroma"}, "CHROMA_HOST", {"VECTOR_STORE": "chroma", "CHROMA_HOST": "chroma"}),
    Case(
        "LD-SERVICE-PORT",
        {"PLUGIN_DAEMON_URL": "http://plugin_daemon:5003"},
        "PLUGIN_DAEMON_URL",
        {"PLUGIN_DAEMON_URL": "http://daemon.example.org:5003"},
    ),
    Case(
        "LD-SERVICE-PORT",
        {"SANDBOX_PORT": "8195"},
        "CODE_EXECUTION_ENDPOINT",
        {"SANDBOX_PORT": "8195", "CODE_EXECUTION_ENDPOINT": "http://sandbox:8195"},
        "SANDBOX_PORT is 8195",
    ),
    Case("LD-SERVICE-PORT", {"SSRF_HTTP_PORT": "3129"}, "SSRF_PROXY_HTTP_URL", {}),
    Case("LD-CONTAINER-PORT", {"DIFY_PORT": "8000"}, "DIFY_PORT", {"EXPOSE_NGINX_PORT": "8000"}),
    Case(
        "LD-INTERNAL-FILES-URL",
        {"FILES_URL": "http://localhost"},
        "INTERNAL_FILES_URL",
        {"FILES_URL": "http://localhost", "INTERNAL_FILES_URL": "http://api:5001"},
    ),
    Case(
        "LD-PROXY-EXCEPTIONS",
        {"HTTP_PROXY": "http://proxy.corp:8080"},
        "HTTP_PROXY",
        {"HTTP_PROXY": "http://proxy.corp:8080", "NO_PROXY": "*"},
    ),
    Case(
        "LD-PROXY-EXCEPTIONS",
        {"HTTP_PROXY": "http://a.corp", "http_proxy": "http://b.corp", "NO_PROXY": "*"},
        "HTTP_PROXY",
        {"NO_PROXY": "x"},
        "programs differ",
    ),
    Case(
        "LD-SSRF-PRIVATE",
        {"UNSTRUCTURED_API_URL": "http://192.168.1.5:8000"},
        "UNSTRUCTURED_API_URL",
        {"UNSTRUCTURED_API_URL": "http://u.example.org"},
        fix=False,
    ),
    Case("LD-SSRF-TWO-WAYS", {"SSRF_PROXY_HTTPS_URL": "http://proxy.corp:3128"}, "SSRF_PROXY_HTTP_URL", {}, fix=False),
    Case("LD-PORT-TWICE", {"EXPOSE_NGINX_SSL_PORT": "80"}, "EXPOSE_NGINX_SSL_PORT", {"EXPOSE_NGINX_SSL_PORT": "8443"}),
    Case(
        "LD-PORT-TWICE",
        {"VECTOR_STORE": "milvus", "EXPOSE_NGINX_PORT": "9091"},
        "EXPOSE_NGINX_PORT",
        {"EXPOSE_NGINX_PORT": "9091"},
        "the bundled milvus",
    ),
    Case(
        "LD-PORT-VECTOR-TWICE",
        {"COMPOSE_PROFILES": "oceanbase,seekdb"},
        "COMPOSE_PROFILES",
        {"COMPOSE_PROFILES": "seekdb"},
        fix=False,
    ),
    Case(
        "LD-PORT-PUBLIC",
        {"CONSOLE_API_URL": "http://dify.example.org", "EXPOSE_NGINX_PORT": "8080"},
        "CONSOLE_API_URL",
        {"CONSOLE_API_URL": "http://dify.example.org:8080", "EXPOSE_NGINX_PORT": "8080"},
    ),
    Case(
        "LD-PORT-PUBLIC",
        {"CONSOLE_API_URL": PUBLIC, "NGINX_HTTPS_ENABLED": "true", "EXPOSE_NGINX_SSL_PORT": "8443"},
        "CONSOLE_API_URL",
        {"CONSOLE_API_URL": PUBLIC, "EXPOSE_NGINX_SSL_PORT": "8443"},
    ),
    Case("LD-PORT-DEBUGGING", {**URLS, "EXPOSE_PLUGIN_DEBUGGING_PORT": "5103"}, "EXPOSE_PLUGIN_DEBUGGING_HOST", URLS),
    Case(
        "LD-TLS-FILES",
        {"NGINX_HTTPS_ENABLED": "true", "NGINX_SSL_CERT_FILENAME": "ssl/my.crt"},
        "NGINX_SSL_CERT_FILENAME",
        {"NGINX_SSL_CERT_FILENAME": "ssl/my.crt"},
    ),
    Case(
        "LD-TLS-FILES",
        {"NGINX_HTTPS_ENABLED": "true", "NGINX_SSL_CERT_KEY_FILENAME": "dify.crt"},
        "NGINX_SSL_CERT_KEY_FILENAME",
        {"NGINX_HTTPS_ENABLED": "true"},
        fix=False,
    ),
    Case(
        "LD-TLS-PROTOCOLS",
        {"NGINX_HTTPS_ENABLED": "true", "NGINX_SSL_PROTOCOLS": "TLSv1 TLSv1.2"},
        "NGINX_SSL_PROTOCOLS",
        {"NGINX_SSL_PROTOCOLS": "TLSv1"},
    ),
    Case(
        "LD-TLS-PROTOCOLS",
        {"NGINX_HTTPS_ENABLED": "true", "NGINX_SSL_PROTOCOLS": "TLS1.3"},
        "NGINX_SSL_PROTOCOLS",
        {"NGINX_HTTPS_ENABLED": "true"},
        "does not start",
    ),
    Case("LD-TLS-ADDRESSES", URLS, "CONSOLE_API_URL", {**URLS, "NGINX_HTTPS_ENABLED": "true"}, fix=False),
    Case(
        "LD-CERTBOT-DOMAIN",
        {**CERTBOT, **URLS, "CERTBOT_DOMAIN": "203.0.113.7"},
        "CERTBOT_DOMAIN",
        {**CERTBOT, **URLS, "CERTBOT_DOMAIN": "dify.example.org"},
    ),
    Case(
        "LD-CERTBOT-DOMAIN",
        {**CERTBOT, **URLS, "CERTBOT_DOMAIN": "www.example.org"},
        "CERTBOT_DOMAIN",
        {**URLS, "CERTBOT_DOMAIN": "www.example.org"},
        "the public host is dify.example.org",
    ),
    Case("LD-CERTBOT-CHALLENGE", {"COMPOSE_PROFILES": "certbot"}, "NGINX_ENABLE_CERTBOT_CHALLENGE", CERTBOT),
    Case(
        "LD-CERTBOT-CHALLENGE",
        {**CERTBOT, "EXPOSE_NGINX_PORT": "8080"},
        "EXPOSE_NGINX_PORT",
        {"EXPOSE_NGINX_PORT": "8080"},
    ),
    Case(
        "LD-CERTBOT-STAGING",
        {**CERTBOT, "CERTBOT_OPTIONS": "--staging --quiet"},
        "CERTBOT_OPTIONS",
        {**CERTBOT, "CERTBOT_OPTIONS": "--quiet"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.first}")
def test_failing(case: Case) -> None:
    show_failing(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.first}")
def test_clean(case: Case) -> None:
    show_clean(case)


@pytest.mark.parametrize(
    "address",
    [
        "https://dify.example.org",
        "http://dify.example.org:8080",
        "https://203.0.113.7",
        "http://localhost",
        "http://[2001:db8::1]:8080",
    ],
)
def test_what_follows_from_one_address_agrees(address: str) -> None:
    given = public_urls(address)
    about = {*given, "COOKIE_DOMAIN", "NGINX_HTTPS_ENABLED"}
    wrong = [
        found
        for found in check(catalog_with(), given)
        if found.severity > Severity.HINT and about & set(found.variables) and found.id != "LD-INTERNAL-FILES-URL"
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("host", "loopback", "private"),
    [
        ("localhost", True, False),
        ("app.localhost", True, False),
        ("127.0.0.53", True, False),
        ("0.0.0.0", True, False),
        ("::1", True, False),
        ("10.1.2.3", False, True),
        ("192.168.0.1", False, True),
        ("8.8.8.8", False, False),
        ("api", False, False),
        ("127.example.org", False, False),
        ("", False, False),
    ],
)
def test_which_hosts_mean_this_machine(host: str, loopback: bool, private: bool) -> None:
    assert (is_loopback(host), is_private(host)) == (loopback, private)


def test_a_port_is_proposed_that_nobody_has() -> None:
    given = {"EXPOSE_NGINX_PORT": "5003", "EXPOSE_NGINX_SSL_PORT": "5004"}
    (found,) = run("LD-PORT-TWICE", given)
    assert found.variables == ("EXPOSE_PLUGIN_DEBUGGING_PORT", "EXPOSE_NGINX_PORT")
    assert found.fix is not None
    assert found.fix.changes == {"EXPOSE_PLUGIN_DEBUGGING_PORT": "5005"}
