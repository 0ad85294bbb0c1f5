"""The commands: what they really change, what they refuse, and that they ask before they destroy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from runtime import exits
from runtime.modes import job
from tests.conftest import ROOT
from tests.runtime.application import app, database
from tests.runtime.peers import Peer, peer
from tests.runtime.services import Services

__all__ = ["app", "database", "peer"]

PASSWORD = "corr3ct-horse"


def run(app: Flask, *arguments: str, typed: str = "") -> tuple[int, str]:
    """A command with what is written to its standard input; exit code and output."""
    result = app.test_cli_runner().invoke(args=list(arguments), input=typed)
    return result.exit_code, result.output


def register(app: Flask, email: str = "me@example.org") -> Any:
    from runtime.accounts.service import register

    return register(email, "Me", PASSWORD)


def accepts(email: str, password: str) -> bool:
    from runtime.accounts import passwords, service
    from runtime.extensions.database import db

    db.session.expire_all()
    return passwords.matches(service.find(email).password_hash, password)


def test_the_list_of_the_job_mode_is_that_of_the_application(app: Flask) -> None:
    assert set(app.cli.commands) - {"db"} == job.REFERENCE_COMMANDS


def test_register_makes_an_account_with_a_workspace_and_a_key_pair(app: Flask, tmp_path: Path) -> None:
    code, output = run(app, "register", "--email", "Me@Example.org", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert code == 0, output
    assert PASSWORD not in output
    assert accepts("me@example.org", PASSWORD)
    tenant = output.split()[-1]
    key = tmp_path / "storage" / "privkeys" / tenant / "private.pem"
    assert key.read_text().startswith("-----BEGIN PRIVATE KEY-----")
    code, output = run(app, "register", "--email", "me@example.org", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert (code, "already" in output) == (1, True)
    assert len(list(key.parent.parent.iterdir())) == 1


def test_create_tenant_prints_the_password_that_it_made(app: Flask) -> None:
    code, output = run(app, "create-tenant", "--email", "o@example.org", "--name", "O", "--language", "de-DE")
    assert code == 0, output
    assert accepts("o@example.org", output.split()[-1])


@pytest.mark.parametrize(
    ("email", "language", "typed", "word"),
    [
        ("nobody", "en-US", f"{PASSWORD}\n{PASSWORD}\n", "no e-mail address"),
        ("a@b.c", "english", f"{PASSWORD}\n{PASSWORD}\n", "no language tag"),
        ("a@b.c", "en-US", "short1\nshort1\n", "at least 8"),
        ("a@b.c", "en-US", f"{PASSWORD}\nother-0ne\n", "differ"),
        ("a@b.c", "en-US", "", "nothing was given"),
    ],
)
def test_register_refuses_with_one_line(app: Flask, email: str, language: str, typed: str, word: str) -> None:
    code, output = run(app, "register", "--email", email, "--language", language, typed=typed)
    assert code == exits.FAILED
    assert word in output
    assert len(output.splitlines()) == 1


def test_a_database_without_tables_is_one_line(app: Flask) -> None:
    from runtime.extensions.database import Base, db

    Base.metadata.drop_all(db.engine)
    code, output = run(app, "reset-password", "--email", "me@example.org")
    assert (code, "upgrade-db" in output, len(output.splitlines())) == (exits.FAILED, True, 1)


def test_reset_password(app: Flask) -> None:
    register(app)
    other = "an0ther-word"
    code, output = run(app, "reset-password", "--email", "me@example.org", typed=f"{other}\n{other}\n")
    assert (code, accepts("me@example.org", other)) == (0, True), output
    code, output = run(
        app, "reset-password", "--email", "me@example.org", "--new-password", PASSWORD, "--password-confirm", PASSWORD
    )
    assert (code, accepts("me@example.org", PASSWORD)) == (0, True), output
    assert run(app, "reset-password", "--email", "you@example.org")[0] == exits.FAILED


def test_reset_email(app: Flask) -> None:
    register(app)
    register(app, "taken@example.org")
    reset = ("reset-email", "--email", "me@example.org")
    assert run(app, *reset, "--new-email", "n@example.org", "--email-confirm", "m@example.org")[0] == exits.FAILED
    assert (
        run(app, *reset, "--new-email", "taken@example.org", "--email-confirm", "taken@example.org")[0] == exits.FAILED
    )
    assert run(app, *reset, typed="new@example.org\nnew@example.org\n")[0] == 0
    assert accepts("new@example.org", PASSWORD)
    assert run(app, *reset, "--new-email", "x@example.org", "--email-confirm", "x@example.org")[0] == exits.FAILED


def test_a_new_key_pair_takes_the_credentials_with_it(app: Flask, tmp_path: Path) -> None:
    from runtime.accounts import credentials
    from runtime.extensions.database import db
    from runtime.models.account import Tenant

    tenant = register(app)
    credentials.save(tenant, "embedding", {"api_key": "k"})
    key = tmp_path / "storage" / "privkeys" / tenant.id / "private.pem"
    before = key.read_bytes()
    code, output = run(app, "reset-encrypt-key-pair")
    assert (code, "--yes" in output) == (exits.FAILED, True)
    assert credentials.load(tenant.id, "embedding") == {"api_key": "k"}
    code, output = run(app, "reset-encrypt-key-pair", "--yes")
    assert code == 0, output
    assert key.read_bytes() != before
    assert credentials.load(tenant.id, "embedding") is None
    credentials.save(db.session.get_one(Tenant, tenant.id), "embedding", {"api_key": "new"})
    assert credentials.load(tenant.id, "embedding") == {"api_key": "new"}


def test_the_hosted_edition_keeps_its_keys(environ: dict[str, str], request: pytest.FixtureRequest) -> None:
    environ["EDITION"] = "CLOUD"
    app: Flask = request.getfixturevalue("app")
    assert run(app, "reset-encrypt-key-pair", "--yes")[0] == exits.FAILED


@pytest.fixture
def knowledge(environ: dict[str, str], peer: Peer, tmp_path: Path, request: pytest.FixtureRequest) -> Flask:
    """An application whose documents were indexed without vectors, and an endpoint that came after them."""
    from runtime.datasets import indexing, service
    from runtime.extensions.database import db
    from runtime.models.dataset import Dataset
    from runtime.models.workflow import Workflow
    from runtime.workflows import annotating

    environ |= {"VECTOR_STORE": "qdrant", "RUNTIME_QDRANT_PATH": str(tmp_path / "qdrant")}
    app: Flask = request.getfixturevalue("app")
    tenant = register(app)
    dataset = Dataset(id="d" * 36, tenant_id=tenant.id, name="D")
    workflow = Workflow(id="e" * 36, tenant_id=tenant.id, name="W", steps=[{"kind": "template", "text": "x"}])
    db.session.add_all((dataset, workflow))
    db.session.commit()
    indexing.index(service.add_document(dataset, "birds", "Owls fly.\n\n" + "Bats fly too. " * 80).id)
    annotating.add(workflow, "Who flies at night?", "Owls.")
    return app


def count(collection: str) -> int:
    from runtime.vectors.factory import collection_name, vector_store

    return vector_store().count(collection_name(collection * 36))


@pytest.mark.parametrize(("scope", "made"), [("knowledge", (2, 0)), ("annotation", (0, 1)), ("all", (2, 1))])
def test_vdb_migrate(
    knowledge: Flask, peer: Peer, monkeypatch: pytest.MonkeyPatch, scope: str, made: tuple[int, int]
) -> None:
    code, output = run(knowledge, "vdb-migrate", "--scope", scope)
    assert (code, "without an endpoint: 1" in output) == (0, True), output
    assert (count("d"), count("e")) == (0, 0)
    monkeypatch.setenv("RUNTIME_EMBEDDING_URL", f"{peer.url}/v1")
    monkeypatch.setenv("RUNTIME_EMBEDDING_MODEL", "words")
    for _ in range(2):
        code, output = run(knowledge, "vdb-migrate", "--scope", scope)
        assert code == 0, output
        assert (count("d"), count("e")) == made


def test_vdb_migrate_into_a_store_that_nobody_serves_is_refused(
    environ: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environ["VECTOR_STORE"] = "weaviate"
    code, output = run(request.getfixturevalue("app"), "vdb-migrate")
    assert (code, "use pgvector or qdrant" in output) == (exits.FAILED, True)


def test_without_a_terminal_what_is_missing_is_named_with_the_option_that_gives_it(app: Flask) -> None:
    register(app)
    for arguments, option in (
        (("reset-password",), "--email"),
        (("reset-password", "--email", "me@example.org"), "--new-password"),
        (("reset-email", "--email", "me@example.org"), "--new-email"),
        (("create-tenant", "--email", "o@example.org"), "--name"),
        (("reset-encrypt-key-pair",), "--yes"),
    ):
        code, output = run(app, *arguments)
        assert (code, option in output, len(output.splitlines())) == (exits.FAILED, True, 1), output
    assert accepts("me@example.org", PASSWORD)


def test_an_input_that_stays_open_and_says_nothing_is_not_waited_for(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register(app)
    monkeypatch.setattr("runtime.commands.asking.PATIENCE", 0.1)
    reading, writing = os.pipe()
    with os.fdopen(reading) as silent, os.fdopen(writing, "w"):
        monkeypatch.setattr("sys.stdin", silent)
        with pytest.raises(SystemExit) as ended:
            app.cli.main(["reset-password", "--email", "me@example.org"])
    assert ended.value.code == exits.FAILED
    assert "--new-password" in capsys.readouterr().err
    assert accepts("me@example.org", PASSWORD)


@pytest.mark.e2e
def test_a_job_reads_the_password_from_standard_input(app: Flask, environ: dict[str, str], services: Services) -> None:
    register(app)
    arguments = [sys.executable, "-m", "runtime", "reset-password", "--email", "me@example.org"]
    variables = {**environ, "MODE": "job", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        arguments, env=variables, input=b"fr0m-stdin\nfr0m-stdin\n", capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert accepts("me@example.org", "fr0m-stdin")
    assert b"fr0m-stdin" not in done.stdout + done.stderr
    again = subprocess.run(arguments, env=variables, input=b"", capture_output=True, timeout=120, check=False)
    assert again.returncode == exits.FAILED
