"""A small workspace with fixed contents: what the screens show in tests and screenshots never depends on the schema."""

from __future__ import annotations

from pathlib import Path

from schemas.catalog import Catalog, Category, Choice, Generator, Group, Variable
from tui.workspace import discovery
from tui.workspace.envfile import EnvFile
from tui.workspace.workspace import Workspace

CANARY = "canary-Zq8Lw3Rt7"
"""Part of every secret of the sample; it must never be seen."""

ENV = f"""\
# Written for the sample.
LOG_LEVEL=DEBUG
DB_HOST=db.example.com
DB_PORT=70000
DB_PASSWORD={CANARY}-db
SECRET_KEY={CANARY}-key
"""

CATEGORIES = (
    Category("common", "Addresses", "Where people and programs reach the deployment.", (Group("urls", "Public URLs"),)),
    Category(
        "server",
        "Server",
        "Logging, limits and the identity of the API.",
        (Group("logging", "Logging"), Group("identity", "Identity"), Group("limits", "Limits")),
    ),
    Category(
        "database",
        "Database",
        "The main database and how it is reached.",
        (Group("connection", "Connection"), Group("pool", "Connection pool")),
    ),
    Category("storage", "Storage", "Where uploaded files are kept.", (Group("selector", "Backend"), Group("s3", "S3"))),
)

READERS = ("api", "worker")
KEY = Generator("base64", 42)
PASSWORD = Generator("alphanumeric", 32)


def _variables() -> list[Variable]:
    return [
        Variable(
            "CONSOLE_API_URL", "common", "urls", "url", "Address of the console's API.", "", schemes=("http", "https")
        ),
        Variable("APP_WEB_URL", "common", "urls", "url", "Address of published apps.", "", schemes=("http", "https")),
        Variable(
            "LOG_LEVEL",
            "server",
            "logging",
            "enum",
            "The least severe messages that are written.",
            "INFO",
            choices=(
                Choice("DEBUG", "everything, also queries"),
                Choice("INFO", "what happens"),
                Choice("WARNING", "what may go wrong"),
                Choice("ERROR", "what went wrong"),
            ),
            strict_choices=True,
            readers=READERS,
        ),
        Variable("ENABLE_REQUEST_LOGGING", "server", "logging", "bool", "Write a line for each request.", "false"),
        Variable(
            "LOG_FILE_MAX_SIZE",
            "server",
            "logging",
            "int",
            "Size at which a log file is closed.",
            "20",
            minimum=1,
            unit="MB",
        ),
        Variable(
            "SECRET_KEY",
            "server",
            "identity",
            "secret",
            "Signs sessions and seals stored credentials.",
            "sk-shipped-with-everyone",
            secret=True,
            secret_class="frozen",
            generator=KEY,
            insecure=("sk-shipped-with-everyone",),
            readers=READERS,
        ),
        Variable(
            "APP_MAX_EXECUTION_TIME",
            "server",
            "limits",
            "int",
            "How long one run of an app may take.",
            "1200",
            minimum=1,
            unit="seconds",
            readers=READERS,
        ),
        Variable("WEB_ALLOWED_ORIGINS", "server", "limits", "csv", "Origins that browsers may come from.", "*"),
        Variable("DB_TYPE", "database", "connection", "enum", "The database engine.", "postgresql",
                 choices=(Choice("postgresql", "the usual one"), Choice("mysql", "where MySQL is at hand"))),
        Variable("DB_HOST", "database", "connection", "host", "Host of the database.", "db_postgres", readers=READERS),
        Variable("DB_PORT", "database", "connection", "port", "Port of the database.", "5432", readers=READERS),
        Variable(
            "DB_PASSWORD",
            "database",
            "connection",
            "secret",
            "Password of the database user.",
            "difyai123456",
            secret=True,
            secret_class="stateful",
            generator=PASSWORD,
            insecure=("difyai123456",),
            readers=READERS,
        ),
        Variable("SQLALCHEMY_POOL_SIZE", "database", "pool", "int", "Connections kept open.", "30", minimum=0,
                 unit="connections"),
        Variable("SERVER_WORKER_AMOUNT", "server", "limits", "int", "Processes that answer requests.", "1", minimum=1),
        Variable("STORAGE_TYPE", "storage", "selector", "enum", "Where files are kept.", "opendal",
                 choices=(Choice("opendal", "files on this machine"), Choice("s3", "Amazon S3 or compatible"))),
        Variable("S3_ENDPOINT", "storage", "s3", "url", "Address of the S3 service.", "",
                 active_when={"STORAGE_TYPE": ["s3"]}),
        Variable("S3_BUCKET_NAME", "storage", "s3", "string", "Name of the bucket.", "difyai",
                 active_when={"STORAGE_TYPE": ["s3"]}),
    ]  # fmt: skip


def sample_catalog() -> Catalog:
    """Four categories with an editor of every sort."""
    return Catalog(CATEGORIES, _variables())


def sample_workspace(folder: Path, env: str | None = ENV, **environment: str) -> Workspace:
    """A workspace on a new folder; without a .env when env is None."""
    root = folder / "shop" / "docker"
    root.mkdir(parents=True, exist_ok=True)
    (root / "docker-compose.yaml").write_text("services: {}\n", "utf-8")
    if env is not None:
        (root / ".env").write_text(env, "utf-8")
    found = discovery.look(root)
    return Workspace(found, EnvFile.load(found.env), sample_catalog(), None, environment)
