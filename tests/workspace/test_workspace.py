"""The workspace: opening, editing, undo, findings, search, saving."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from schemas.errors import UsageError
from tui.workspace.bundled import copy_bundled
from tui.workspace.envfile import EnvDocument, EnvEditError, EnvFileChanged
from tui.workspace.initial import initial_values, preview
from tui.workspace.questions import questions
from tui.workspace.workspace import Origin, Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled workspace with a small .env."""
    target = tmp_path / "deployment"
    copy_bundled(target)
    (target / ".env").write_text("# mine\nLOG_LEVEL=ERROR   # quiet\nDB_PORT='5432'\nUNKNOWN_THING=1\n")
    return target


@pytest.fixture
def workspace(folder: Path) -> Workspace:
    """That folder, opened, with an empty shell."""
    return Workspace.open(folder, {})


def test_opening_needs_something_to_configure(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no compose file"):
        Workspace.open(tmp_path)


def test_text_default_and_origin(workspace: Workspace) -> None:
    assert (workspace.text("LOG_LEVEL"), workspace.origin("LOG_LEVEL")) == ("ERROR", Origin.FILE)
    assert (workspace.text("DB_HOST"), workspace.effective("DB_HOST")) == (None, "db_postgres")
    assert workspace.origin("DB_HOST") is Origin.DEFAULT


def test_the_shell_is_shown_when_it_overrides(folder: Path) -> None:
    workspace = Workspace.open(folder, {"DB_HOST": "elsewhere", "LOG_LEVEL": "ERROR"})
    assert workspace.origin("DB_HOST") is Origin.SHELL
    assert workspace.origin("LOG_LEVEL") is Origin.FILE


def test_an_unknown_key_of_the_file_is_discovered(workspace: Workspace) -> None:
    assert workspace.catalog["UNKNOWN_THING"].inferred
    assert workspace.catalog["UNKNOWN_THING"].category == "discovered"


def test_check_judges_without_storing(workspace: Workspace) -> None:
    problem = workspace.check("DB_PORT", "99999")
    assert problem is not None
    assert "port" in problem.message
    assert workspace.text("DB_PORT") == "5432"


def test_set_marks_the_variable_and_finds_the_mistake(workspace: Workspace) -> None:
    change = workspace.set("DB_PORT", "http")
    assert "DB_PORT" in change.affected
    assert workspace.is_changed("DB_PORT")
    assert workspace.origin("DB_PORT") is Origin.EDITED
    assert any("DB_PORT" in found.variables for found in workspace.diagnostics)
    assert workspace.counts("database").errors >= 1
    workspace.set("DB_PORT", "5432")
    assert not workspace.is_changed("DB_PORT")
    assert not any(found.id == "LD-TYPE" and "DB_PORT" in found.variables for found in workspace.diagnostics)


def test_a_condition_wakes_the_variables_that_it_governs(workspace: Workspace) -> None:
    assert not workspace.is_active("S3_ENDPOINT")
    assert "STORAGE_TYPE" in workspace.condition_text("S3_ENDPOINT")
    assert "S3_ENDPOINT" in workspace.set("STORAGE_TYPE", "s3").affected
    assert workspace.is_active("S3_ENDPOINT")


def test_undo_and_redo_go_across_variables_and_give_the_bytes_back(workspace: Workspace, folder: Path) -> None:
    before = (folder / ".env").read_bytes()
    workspace.set("LOG_LEVEL", "INFO")
    workspace.set("DB_HOST", "db.example.com")
    workspace.unset("DB_PORT")
    after = workspace.document.to_bytes()
    assert [workspace.undo() is not None for _ in range(4)] == [True, True, True, False]
    assert workspace.document.to_bytes() == before
    assert workspace.changes() == []
    assert [workspace.redo() is not None for _ in range(4)] == [True, True, True, False]
    assert workspace.document.to_bytes() == after


def test_a_new_edit_forgets_what_was_undone(workspace: Workspace) -> None:
    workspace.set("LOG_LEVEL", "INFO")
    workspace.undo()
    workspace.set("DB_HOST", "x")
    assert not workspace.can_redo


def test_a_value_that_no_file_can_hold_changes_nothing(workspace: Workspace) -> None:
    before = workspace.document.to_bytes()
    with pytest.raises(Exception, match="NUL"):
        workspace.set("DB_HOST", "a\0b")
    assert workspace.document.to_bytes() == before
    assert not workspace.can_undo


def test_search_finds_names_first_then_help(workspace: Workspace) -> None:
    found = workspace.search("db port")
    assert found[0] == "DB_PORT"
    assert "LOG_LEVEL" in workspace.search("severity")
    assert workspace.search("  ") == []
    assert workspace.search("zzzz nothing") == []


def test_save_writes_one_line_and_not_a_byte_more(workspace: Workspace, folder: Path) -> None:
    before = (folder / ".env").read_bytes()
    workspace.set("LOG_LEVEL", "INFO")
    result = workspace.save()
    assert result.written
    assert (folder / ".env").read_bytes() == before.replace(b"LOG_LEVEL=ERROR", b"LOG_LEVEL=INFO")
    assert workspace.changes() == []
    assert not workspace.save().written


def test_save_refuses_a_file_that_somebody_else_wrote(workspace: Workspace, folder: Path) -> None:
    workspace.set("LOG_LEVEL", "INFO")
    theirs = (folder / ".env").read_bytes() + b"DB_HOST=theirs\n"
    (folder / ".env").write_bytes(theirs)
    with pytest.raises(EnvFileChanged):
        workspace.save()
    assert (folder / ".env").read_bytes() == theirs
    workspace.reload()
    assert (workspace.text("LOG_LEVEL"), workspace.text("DB_HOST")) == ("INFO", "theirs")
    workspace.save()
    assert (folder / ".env").read_bytes() == theirs.replace(b"LOG_LEVEL=ERROR", b"LOG_LEVEL=INFO")


def test_the_diff_shows_that_a_secret_changed_and_not_what_it_is(workspace: Workspace) -> None:
    workspace.set("DB_PASSWORD", "canary-4711")
    workspace.set("LOG_LEVEL", "INFO")
    text = "\n".join(workspace.diff())
    assert "canary" not in text
    assert "DB_PASSWORD" in text
    assert "+LOG_LEVEL=INFO" in text
    pending = {change.name: change for change in workspace.changes()}
    assert "canary" not in (pending["DB_PASSWORD"].shown_after or "")


def test_a_fix_is_applied_in_one_step(workspace: Workspace) -> None:
    workspace.set("DB_PASSWORD", "difyai123456")
    fixable = next(found for found in workspace.diagnostics if found.fix and "DB_PASSWORD" in found.variables)
    assert fixable.fix is not None
    workspace.apply(fixable.fix)
    assert workspace.text("DB_PASSWORD") != "difyai123456"
    workspace.undo()
    assert workspace.text("DB_PASSWORD") == "difyai123456"


def test_the_questions_lead_to_values_that_have_no_error(folder: Path) -> None:
    (folder / ".env").unlink()
    workspace = Workspace.open(folder, {})
    answers: dict[str, str] = {}
    for question in questions(workspace.catalog):
        answer = question.default(answers)
        assert question.check(answer, answers) is None
        answers[question.key] = answer
    answers["public_url"] = "https://dify.example.com"
    values = initial_values(workspace.catalog, answers)
    workspace.start_file(values)
    assert [found.message for found in workspace.diagnostics if found.severity.word == "error"] == []
    shown = dict(preview(workspace.catalog, values))
    assert shown["CONSOLE_API_URL"] == "https://dify.example.com"
    assert values["DB_PASSWORD"] not in shown.values()
    assert not workspace.has_env


def test_a_wrong_answer_is_named(folder: Path) -> None:
    by_key = {question.key: question for question in questions(Workspace.open(folder, {}).catalog)}
    assert by_key["public_url"].check("dify.example.com", {}) is not None
    assert by_key["public_url"].check("https://dify.example.com/path", {}) is not None
    assert by_key["workers"].check("0", {}) is not None
    assert by_key["workers"].check("4", {}) is None


@pytest.fixture
def adopted(reference: Path, tmp_path: Path) -> Path:
    """The real files of Dify 1.11.4, laid out as a user has them."""
    target = tmp_path / "docker"
    target.mkdir()
    shutil.copyfile(reference / "docker.env.example", target / ".env.example")
    shutil.copyfile(reference / "docker.env.example", target / ".env")
    shutil.copyfile(reference / "docker-compose.yaml", target / "docker-compose.yaml")
    return target


def test_the_real_folder_shows_all_its_variables(adopted: Path) -> None:
    workspace = Workspace.open(adopted, {})
    template = workspace.template
    assert template is not None
    assert len(template.keys()) == 678
    assert set(template.keys()) <= set(workspace.catalog.names())
    assert all(workspace.catalog[name].help for name in template.keys() if name in workspace.catalog)  # noqa: SIM118


def test_the_real_env_changes_by_one_line(adopted: Path) -> None:
    before = (adopted / ".env").read_bytes()
    workspace = Workspace.open(adopted, {})
    workspace.set("LOG_LEVEL", "DEBUG")
    workspace.save()
    assert (adopted / ".env").read_bytes() == before.replace(b"\nLOG_LEVEL=INFO\n", b"\nLOG_LEVEL=DEBUG\n")


@pytest.mark.compose
@pytest.mark.parametrize("value", ["plain", "it's", "a$b ${X} $$", 'q"uo\\te', "#x # y", " blanks "])
def test_compose_reads_the_value_that_was_typed(adopted: Path, compose_binary: list[str], value: str) -> None:
    import json

    workspace = Workspace.open(adopted, {})
    workspace.set("SMTP_PASSWORD", value)
    workspace.save()
    command = [*compose_binary, "-f", "docker-compose.yaml", "config", "--format", "json"]
    result = subprocess.run(command, cwd=adopted, capture_output=True, text=True, check=True)
    environment = json.loads(result.stdout)["services"]["api"]["environment"]
    assert environment["SMTP_PASSWORD"] == value.replace("$", "$$")  # config escapes each dollar


def test_a_folder_of_another_product_has_discovered_variables_only(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  app:\n    image: app:${TAG:-1}\n    ports: ['${PORT}:80']\n")
    (tmp_path / ".env.example").write_text("# Where the app listens.\nPORT=8080\nAPP_SECRET=change-me\nDEBUG=false\n")
    workspace = Workspace.open(tmp_path, {})
    assert set(workspace.catalog.names()) == {"PORT", "APP_SECRET", "DEBUG", "TAG"}
    assert workspace.catalog["PORT"].help == "Where the app listens."
    assert workspace.catalog["PORT"].kind == "port"
    assert workspace.catalog["APP_SECRET"].secret
    assert workspace.catalog["TAG"].default == "1"
    assert workspace.check("PORT", "http") is not None


def test_the_lines_of_the_file_are_judged_with_the_values(workspace: Workspace, folder: Path) -> None:
    before = (folder / ".env").read_bytes()
    found = next(found for found in workspace.diagnostics if found.id == "LD-ENV-QUOTES")
    assert (found.line, found.variables) == (3, ("DB_PORT",))
    assert found.fix is not None
    workspace.set("LOG_LEVEL", "INFO")
    with pytest.raises(EnvEditError, match="changed since"):
        workspace.apply(found.fix)
    (fresh,) = [d.fix for d in workspace.diagnostics if d.id == "LD-ENV-QUOTES"]
    assert fresh is not None
    workspace.apply(fresh)
    assert not [d for d in workspace.diagnostics if d.id == "LD-ENV-QUOTES"]
    assert [change.name for change in workspace.changes()] == ["LOG_LEVEL"]
    workspace.undo()
    workspace.undo()
    assert workspace.document.to_bytes() == before
    workspace.redo()
    workspace.redo()
    workspace.save()
    assert (folder / ".env").read_bytes() == before.replace(b"'5432'", b"5432").replace(b"ERROR", b"INFO")


def test_a_mended_spelling_is_saved_though_no_value_changed(workspace: Workspace, folder: Path) -> None:
    before = (folder / ".env").read_bytes()
    assert not workspace.modified
    assert [found.id for found in workspace.mend_spelling()] == ["LD-ENV-QUOTES"]
    assert workspace.modified
    assert workspace.changes() == []
    workspace.set("DB_HOST", "x")
    workspace.set("DB_PORT", "1")
    workspace.set("DB_PORT", "5432")
    assert workspace.document.to_bytes() == before.replace(b"'5432'", b"5432") + b"DB_HOST=x\n"
    assert workspace.save().written
    assert not workspace.modified


def test_a_mended_spelling_is_forgotten_when_the_file_was_written_by_something_else(
    workspace: Workspace, folder: Path
) -> None:
    workspace.mend_spelling()
    workspace.set("LOG_LEVEL", "INFO")
    (folder / ".env").write_bytes(b"LOG_LEVEL=ERROR\nDB_HOST=theirs\n")
    workspace.reload(keep=True)
    workspace.undo()
    assert not workspace.can_undo
    assert workspace.document.to_bytes() == b"LOG_LEVEL=ERROR\nDB_HOST=theirs\n"


def test_a_former_file_is_looked_at_and_restored(workspace: Workspace, folder: Path) -> None:
    before = (folder / ".env").read_bytes()
    workspace.set("LOG_LEVEL", "INFO")
    workspace.set("DB_PASSWORD", "hunter2-hunter2")
    workspace.save()
    workspace.set("DB_HOST", "unsaved")
    (entry,) = workspace.history.entries()
    lines = workspace.former_diff(entry.number)
    assert "-LOG_LEVEL=ERROR   # quiet" in lines
    assert "hunter2" not in "".join(lines)
    assert workspace.restore(entry.number).written
    assert (folder / ".env").read_bytes() == before
    assert workspace.text("LOG_LEVEL") == "ERROR"
    assert not workspace.modified
    assert len(workspace.history.entries()) == 2


def test_a_read_only_file_is_said_before_anything_is_saved_to_root_too(adopted: Path) -> None:
    (adopted / ".env").touch()
    assert Workspace.open(adopted, {}).read_only_reason == ""
    (adopted / ".env").chmod(0o400)
    assert Workspace.open(adopted, {}).read_only_reason == f"{adopted / '.env'} is read-only"


def test_many_values_are_written_at_once_and_taken_back_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.workspace import editing
    from tui.workspace.edits import Edits

    alone: list[str] = []
    real = editing.assign
    monkeypatch.setattr(editing, "assign", lambda views, key, value: alone.append(key) or real(views, key, value))
    monkeypatch.setattr(editing, "remove", lambda _views, key: alone.append(key))
    base = EnvDocument.parse("".join(f"K{number}={number}\n" for number in range(300)).encode())
    edits = Edits(base)
    edits.apply("many", {f"{letter}{number}": "x y" for letter in "KN" for number in range(300)})
    assert edits.document.literal("N299") == "x y"
    edits.undo()
    assert edits.document == base
    edits.redo()
    assert edits.document.literal("K0") == "x y"
    assert alone == [], "the file is proven once for all, not once for each value"
