"""The entrypoint for somebody else's application: three variables, and the order of gevent's patches."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.healthcheck import HEALTHY, check
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import stop

pytestmark = pytest.mark.e2e

APPLICATION = """
import os
from celery import Celery
from flask import Flask

web = Flask(__name__)
jobs = Celery("shop", broker_url=os.environ["CELERY_BROKER_URL"])

@web.get("/health")
def health():
    order = open("order").read().split() if os.path.exists("order") else []
    return {"shop": "open", "key": os.environ.get("SHOP_KEY", ""), "order": order}

@web.cli.command("seed")
def seed():
    print("seeded")

@jobs.task(name="shop.note", queue="goods")
def note(text):
    open("noted", "w").write(text)

open("order", "a").write("application\\n")
"""

FAKE_GRPC = """
import socket
from gevent import monkey

def init_gevent():
    import psycopg2.extensions
    line = "grpc" if monkey.is_module_patched("socket") else "grpc-before-stdlib"
    if psycopg2.extensions.get_wait_callback() is not None:
        line = "grpc-after-psycopg2"
    open("order", "a").write(line + "\\n")
"""


@pytest.fixture
def shop(environ: dict[str, str], tmp_path: Path) -> Runner:
    (tmp_path / "shop.py").write_text(APPLICATION)
    package = tmp_path / "grpc" / "experimental"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").write_text("")
    (package / "gevent.py").write_text(FAKE_GRPC)
    found = Runner(environ, tmp_path)
    found.environ |= {
        "PYTHONPATH": f"{tmp_path}:{found.environ['PYTHONPATH']}",
        "RUNTIME_APP": "shop:web",
        "RUNTIME_CELERY_APP": "shop:jobs",
        "RUNTIME_MIGRATE_COMMAND": "touch migrated",
        "CELERY_QUEUES": "goods",
    }
    return found


def test_an_application_without_database_and_broker(shop: Runner) -> None:
    """Its own secrets from files, and nothing to wait for."""
    secret = shop.folder / "secret"
    secret.write_text("sesame\n")
    nowhere = {"DB_HOST": "nowhere.invalid", "CELERY_BROKER_URL": "redis://nowhere.invalid/1"}
    given = {"RUNTIME_WAIT_FOR": "none", "RUNTIME_FILE_SECRETS": "SHOP_KEY", "SHOP_KEY_FILE": str(secret)}
    api = shop.start("api", **nowhere, **given, SERVER_WORKER_CLASS="gthread")
    assert shop.wait_until_healthy()["key"] == "sesame"
    assert stop(api) == 0, shop.output()
    shop.stop_all()


def test_a_foreign_application_in_all_modes(shop: Runner, tmp_path: Path) -> None:
    assert shop.run("migration") == 0, shop.output()
    assert (tmp_path / "migrated").exists()
    assert shop.run("job", "seed") == 0, shop.output()
    assert "seeded" in shop.output()
    assert shop.run("job", "sh", "-c", "exit 7") == 7
    (tmp_path / "order").unlink()
    servers = [shop.start("api")]
    try:
        answer = shop.wait_until_healthy()
        servers += [shop.start("worker", CELERY_WORKER_CLASS="threads"), shop.start("beat")]
        # gRPC came after the standard library and before psycopg2, and the application came last.
        assert answer["order"] == ["grpc", "application"]
        for mode in ("worker", "beat"):
            environ = {**shop.environ, "MODE": mode}
            eventually(lambda environ=environ: check(environ)[0] == HEALTHY, f"{mode} is healthy", output=shop.output)
        assert check({**shop.environ, "MODE": "api", "DIFY_PORT": str(shop.port)})[0] == HEALTHY
        sender = "import shop; shop.note.delay('héllo')"
        assert shop.run("job", "python", "-c", sender) == 0, shop.output()
        eventually((tmp_path / "noted").exists, "the worker did the task")
        assert [stop(server) for server in servers] == [0, 0, 0], shop.output()
    finally:
        shop.stop_all()
