"""The application inside the test's own process, on a migrated database of the test's own."""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import ROOT
from tests.runtime.services import Services


@pytest.fixture(scope="session")
def template(services: Services) -> str:
    """A migrated database that others are copied from: migrating each one would take most of the tests' time."""
    name = f"template_{secrets.token_hex(4)}"
    connection = services.connect("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    environ = {**services.environ(name), "PATH": os.environ["PATH"], "FLASK_APP": "runtime.app:app"}
    subprocess.run([sys.executable, "-m", "flask", "upgrade-db"], env=environ, cwd=ROOT, check=True, timeout=120)
    return name


@pytest.fixture
def database(services: Services, template: str) -> Iterator[str]:
    """The name of a migrated database of this test's own."""
    name = f"test_{secrets.token_hex(4)}"
    connection = services.connect("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    connection.close()


@pytest.fixture
def app(environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application, its context entered; the environment is the test's to change before it asks for this."""
    from runtime.extensions.database import db
    from runtime.factory import create_app
    from schemas.dify import DifyConfig

    environ.setdefault("OPENDAL_FS_ROOT", str(tmp_path / "storage"))
    for name, text in environ.items():
        monkeypatch.setenv(name, text)
    root = logging.getLogger()
    before = root.handlers[:], root.level
    made = create_app(DifyConfig())
    root.handlers[:], root.level = before
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()
