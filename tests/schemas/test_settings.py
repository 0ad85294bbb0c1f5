"""The settings classes as the application loads them: sources, their order, and what is computed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from schemas.database import DatabaseConfig
from schemas.dify import DifyConfig
from schemas.http import HttpConfig
from schemas.remote import RemoteSettingsError


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without a dotenv file."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_environment_beats_the_dotenv_file(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / ".env").write_text("DB_HOST=from-file\nDB_DATABASE=from-file\n")
    monkeypatch.setenv("DB_HOST", "from-environment")
    config = DifyConfig()
    assert (config.DB_HOST, config.DB_DATABASE) == ("from-environment", "from-file")


def test_init_arguments_beat_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB_HOST", "from-environment")
    assert DifyConfig(DB_HOST="from-init").DB_HOST == "from-init"


def test_a_variable_counts_in_any_case_and_by_each_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("db_host", "from-small-letters")
    monkeypatch.setenv("CONSOLE_WEB_URL", "https://c.example.com")
    config = DifyConfig()
    assert config.DB_HOST == "from-small-letters"
    assert (config.CONSOLE_CORS_ALLOW_ORIGINS, config.CONSOLE_WEB_URL) == (
        ["https://c.example.com"],
        "https://c.example.com",
    )


def test_a_variable_of_somebody_else_called_project_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROJECT", "shop")
    assert DifyConfig().project.version


def test_the_version_comes_from_the_project_file() -> None:
    assert DifyConfig().project.version


def test_the_database_address_encodes_the_login() -> None:
    config = DatabaseConfig.from_texts(
        {"DB_USERNAME": "a@b", "DB_PASSWORD": "p/w:d?#", "DB_HOST": "db", "DB_EXTRAS": "x=1"}
    )
    assert config.SQLALCHEMY_DATABASE_URI == "postgresql://a%40b:p%2Fw%3Ad%3F%23@db:5432/dify?x=1"
    assert config.SQLALCHEMY_ENGINE_OPTIONS["connect_args"] == {"options": "-c timezone=UTC"}


def test_a_secret_is_not_in_the_repr() -> None:
    assert "canary-91" not in repr(DatabaseConfig.from_texts({"DB_PASSWORD": "canary-91"}))


def test_origins_fall_back_to_the_console_address() -> None:
    assert HttpConfig.from_texts({"CONSOLE_WEB_URL": "https://c.example.com"}).CONSOLE_CORS_ALLOW_ORIGINS == [
        "https://c.example.com"
    ]


def test_texts_are_read_without_the_environment_and_the_file(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / ".env").write_text("DB_DATABASE=from-file\n")
    monkeypatch.setenv("DB_HOST", "from-environment")
    config = DifyConfig.from_texts({"DB_PORT": "5433"})
    assert (config.DB_HOST, config.DB_DATABASE, config.DB_PORT) == ("localhost", "dify", 5433)


def test_two_fields_that_share_a_name_each_get_their_own_text() -> None:
    config = DifyConfig.from_texts({"CONSOLE_CORS_ALLOW_ORIGINS": "*", "CONSOLE_WEB_URL": "https://c.example.com"})
    assert (config.CONSOLE_CORS_ALLOW_ORIGINS, config.CONSOLE_WEB_URL) == (["*"], "https://c.example.com")


def test_an_error_names_the_variable_and_what_is_right() -> None:
    with pytest.raises(ValueError, match="DB_PORT must be a port"):
        DatabaseConfig.from_texts({"DB_PORT": "http"})


@pytest.fixture
def settings_server() -> Iterator[str]:
    """A settings service that speaks both protocols as far as they are used."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/configs/dify/default/application"):
                body = json.dumps({"configurations": {"DB_HOST": "from-apollo"}})
            elif self.path.startswith("/nacos/v1/cs/configs?"):
                body = "DB_HOST=from-nacos\n"
            else:
                self.send_error(403)
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_apollo_stands_between_the_environment_and_the_file(
    settings_server: str, empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / ".env").write_text("DB_HOST=from-file\n")
    for name, text in {
        "REMOTE_SETTINGS_SOURCE_NAME": "apollo",
        "APOLLO_APP_ID": "dify",
        "APOLLO_CLUSTER": "default",
        "APOLLO_NAMESPACE": "application",
        "APOLLO_CONFIG_URL": settings_server,
    }.items():
        monkeypatch.setenv(name, text)
    assert DifyConfig().DB_HOST == "from-apollo"
    monkeypatch.setenv("DB_HOST", "from-environment")
    assert DifyConfig().DB_HOST == "from-environment"


def test_nacos_hands_out_lines(settings_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMOTE_SETTINGS_SOURCE_NAME", "nacos")
    monkeypatch.setenv("DIFY_ENV_NACOS_SERVER_ADDR", settings_server)
    assert DifyConfig().DB_HOST == "from-nacos"


def test_apollo_without_its_parts_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMOTE_SETTINGS_SOURCE_NAME", "apollo")
    with pytest.raises(RemoteSettingsError, match="APOLLO_CONFIG_URL, APOLLO_APP_ID"):
        DifyConfig()


def test_a_dotenv_file_never_switches_the_remote_source_on(empty_folder: Path) -> None:
    (empty_folder / ".env").write_text("REMOTE_SETTINGS_SOURCE_NAME=apollo\n")
    assert DifyConfig().DB_HOST == "localhost"
