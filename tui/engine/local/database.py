"""Preparing PostgreSQL: the data folder with its first password, and the databases in it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import subprocess
import sys
from pathlib import Path

from tui.engine.local import binaries
from tui.engine.local.environment import Settings, shell_environment
from tui.engine.local.layout import Layout
from tui.engine.protocol import EngineError
from tui.workspace.storage import write_private


def _fingerprint_file(layout: Layout) -> Path:
    return layout.postgres.with_name("postgres.fingerprint")


def _digest(salt: str, settings: Settings) -> str:
    login = f"{settings.database_user}\0{settings.database_password}"
    return hmac.new(salt.encode(), login.encode(), hashlib.sha256).hexdigest()


def check_password(settings: Settings, layout: Layout) -> None:
    """Refuse a login that the data folder was not made with (FIELD F01). Raises EngineError with both ways out."""
    if not (layout.postgres / "PG_VERSION").exists():
        return
    try:
        salt, digest = _fingerprint_file(layout).read_text().split()
    except (OSError, ValueError):
        return
    if not hmac.compare_digest(digest, _digest(salt, settings)):
        raise EngineError(
            "DB_USERNAME or DB_PASSWORD is not the one that the database was made with",
            "Restore it (launchdeck env history), or give the data up with launchdeck down --volumes",
        )


def prepare(settings: Settings, layout: Layout) -> bool:
    """Make the data folder when there is none; True when it was made. Raises EngineError when initdb refuses."""
    check_password(settings, layout)
    if (layout.postgres / "PG_VERSION").exists():
        return False
    if not settings.database_password:
        raise EngineError("DB_PASSWORD is empty", "launchdeck secrets generate DB_PASSWORD")
    folder = binaries.postgres_folder()
    password = layout.run / "initdb.password"
    write_private(password, f"{settings.database_password}\n")
    spec = layout.run / "initdb.json"
    argv = [str(folder / "initdb"), "-D", str(layout.postgres), "-U", settings.database_user, f"--pwfile={password}"]
    argv += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale"]
    write_spec(spec, argv, shell_environment(), layout, not_root=True)
    try:
        command = [sys.executable, "-m", "tui.engine.local.child", str(spec)]
        result = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    finally:
        password.unlink(missing_ok=True)
    if result.returncode:
        said = (result.stderr or result.stdout).strip().splitlines()
        raise EngineError("the database could not be made", said[0] if said else "")
    salt = secrets.token_hex(16)
    write_private(_fingerprint_file(layout), f"{salt} {_digest(salt, settings)}\n")
    return True


def create_databases(settings: Settings) -> None:
    """Create the databases that do not exist yet. Raises EngineError when the server refuses."""
    import psycopg2
    from psycopg2 import sql

    try:
        connection = psycopg2.connect(
            host=settings.database_host,
            port=settings.database_port,
            user=settings.database_user,
            password=settings.database_password,
            dbname="postgres",
        )
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            present = {row[0] for row in cursor.fetchall()}
            for name in settings.databases:
                if name not in present:
                    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection.close()
    except psycopg2.Error as error:
        raise EngineError(f"the database refused: {str(error).strip().splitlines()[0]}") from None


def write_spec(path: Path, argv: list[str], env: dict[str, str], layout: Layout, *, not_root: bool = False) -> None:
    """What :mod:`tui.engine.local.child` becomes; private, because the environment holds passwords."""
    write_private(path, spec_text(argv, env, layout, not_root=not_root))


def spec_text(argv: list[str], env: dict[str, str], layout: Layout, *, not_root: bool = False) -> str:
    """The document itself; equal texts mean: started with the settings of now."""
    import json

    return json.dumps({"argv": argv, "env": env, "folder": str(layout.run), "not_root": not_root}, sort_keys=True)
