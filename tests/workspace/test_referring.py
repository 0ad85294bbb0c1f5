"""References typed by a person: they stay references, they are checked by what they mean, undo gives them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.secrets import mask
from tests.screens.sample import sample_workspace
from tui.workspace.document import EnvDocument
from tui.workspace.draft import DraftFile, pending, take_up
from tui.workspace.facts import comes_to
from tui.workspace.referring import in_sight
from tui.workspace.workspace import Workspace

ENV = "DB_HOST=db.example.com\nDB_PORT=5432\nS3_ENDPOINT=http://${DB_HOST}:9000\nDB_PASSWORD=x\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path, ENV)


def test_an_edited_reference_stays_one(workspace: Workspace) -> None:
    workspace.set("S3_ENDPOINT", "http://${DB_HOST}:9001")
    assert workspace.text("S3_ENDPOINT") == "http://${DB_HOST}:9001"
    assert workspace.effective("S3_ENDPOINT") == "http://db.example.com:9001"
    assert b"S3_ENDPOINT=http://${DB_HOST}:9001\n" in workspace.document.to_bytes()


def test_undo_and_redo_give_a_reference_back(workspace: Workspace) -> None:
    before = workspace.document.to_bytes()
    workspace.set("S3_ENDPOINT", "https://s3")
    workspace.undo()
    assert workspace.document.to_bytes() == before
    workspace.set("S3_ENDPOINT", "http://${DB_HOST}:9001")
    after = workspace.document.to_bytes()
    workspace.undo()
    workspace.redo()
    assert workspace.document.to_bytes() == after


def test_a_reference_is_checked_by_what_it_means(workspace: Workspace) -> None:
    assert workspace.check("S3_ENDPOINT", "http://${DB_HOST}:${DB_PORT}") is None
    assert workspace.check("SQLALCHEMY_POOL_SIZE", "${DB_PORT}") is None
    assert workspace.check("SQLALCHEMY_POOL_SIZE", "${DB_HOST}") is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [("DB_PASSWORD", "a${DB_HOST}b"), ("S3_BUCKET_NAME", "${NOBODY}"), ("DB_HOST", "${DB_PORT}")],
    ids=["a secret", "an unknown name", "a name that stands below"],
)
def test_what_cannot_refer_stands_for_itself(workspace: Workspace, name: str, text: str) -> None:
    workspace.set(name, text)
    assert workspace.effective(name) == text


def test_it_is_told_what_a_reference_comes_to_and_what_is_none_and_no_secret_is(workspace: Workspace) -> None:
    assert comes_to(workspace, "S3_ENDPOINT", "http://${DB_HOST}:1") == "= http://db.example.com:1"
    assert comes_to(workspace, "DB_HOST", "${DB_PORT}").startswith("${DB_PORT} stands for itself")
    assert comes_to(workspace, "DB_PASSWORD", "${DB_PORT}") == comes_to(workspace, "DB_HOST", "x") == ""
    workspace.set_all("longer", {"DB_PASSWORD": "a-long-password"})
    assert comes_to(workspace, "S3_BUCKET_NAME", "${DB_PASSWORD}") == f"= {mask('x')}"


def test_a_line_sees_those_above_it_and_a_new_one_sees_all(workspace: Workspace) -> None:
    assert in_sight(workspace.document, "S3_ENDPOINT") == ["DB_HOST", "DB_PORT"]
    assert in_sight(workspace.document, "DB_HOST") == []
    assert len(in_sight(workspace.document, "S3_BUCKET_NAME")) == 4


def test_a_line_that_is_commented_out_sees_what_stands_above_it() -> None:
    document = EnvDocument.parse(b"A=1\n# B=\nC=3\n")
    assert in_sight(document, "B") == ["A"]


def test_a_draft_keeps_a_reference(workspace: Workspace) -> None:
    workspace.set("S3_BUCKET_NAME", "${DB_HOST}-files")
    file = DraftFile(workspace.env_path)
    file.keep(pending(workspace))
    file.release()
    again, left = workspace.reopened(), DraftFile(workspace.env_path)
    draft = left.read()
    assert draft is not None
    take_up(again, draft)
    left.release()
    assert again.document.value("S3_BUCKET_NAME") == "db.example.com-files"


def test_edits_that_refer_go_on_top_of_what_others_wrote(workspace: Workspace) -> None:
    workspace.set("S3_BUCKET_NAME", "${DB_HOST}-files")
    workspace.env_path.write_text("DB_HOST=other\n", "utf-8")
    workspace.reload()
    assert workspace.effective("S3_BUCKET_NAME") == "other-files"
