"""A folder of another product: what is asked for, what is made, and what nobody touches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.workspace.initial import initial_values
from tui.workspace.interview import Interview
from tui.workspace.proposal import profiles_with_differences
from tui.workspace.questions import MOST_QUESTIONS, VALUE
from tui.workspace.workspace import Workspace

COMPOSE = """\
services:
  db:
    image: postgres:16
    environment:
      POSTGRES_PASSWORD: ${DB_PASSWORD:?the database keeps it}
      POSTGRES_INITDB: ${CACHE_PASSWORD}
  web:
    image: forge:${TAG:-1.22}
    environment:
      ADMIN_EMAIL: ${ADMIN_EMAIL:?who gets the first account}
      SMTP_PASSWORD: ${SMTP_PASSWORD:?ask whoever runs the mail server}
      LOG_LEVEL: ${LOG_LEVEL:-Info}
      SESSION_SECRET: ${SESSION_SECRET}
      STORE: ${STORE_PASSWORD}
      STORE_URL: ${STORE_URL}
      SEARCH_PASSWORD: ${SEARCH_PASSWORD}
"""
EXAMPLE = """\
LOG_LEVEL=Info
DB_PASSWORD=
ADMIN_EMAIL=
SESSION_SECRET=change-me
STORE_PASSWORD=changeme
STORE_URL=store://app:changeme@store
SEARCH_PASSWORD=
"""


@pytest.fixture
def forge(tmp_path: Path) -> Workspace:
    """A small product that the schema does not know."""
    (tmp_path / "compose.yaml").write_text(COMPOSE, "utf-8")
    (tmp_path / ".env.example").write_text(EXAMPLE, "utf-8")
    return Workspace.open(tmp_path, {})


def test_only_what_is_demanded_and_nobody_else_knows_is_asked(forge: Workspace) -> None:
    interview = Interview(forge)
    asked = {question.key: question.kind for question in interview.questions}
    assert asked == {
        f"{VALUE}ADMIN_EMAIL": "text",
        f"{VALUE}SMTP_PASSWORD": "password",
        "secrets": "secrets",
        "review": "review",
    }
    assert interview.question.help.startswith("Who gets the first account. It goes to web.")


def test_a_password_of_the_services_is_made_and_one_that_stands_in_an_address_stays(forge: Workspace) -> None:
    made = initial_values(forge.catalog, {})
    assert set(made) == {"DB_PASSWORD", "SESSION_SECRET"}
    assert len(set(made.values())) == 2
    assert all(len(text) == 32 for text in made.values())


def test_no_value_of_the_product_that_the_schema_describes_gets_into_another_one(forge: Workspace) -> None:
    values = initial_values(forge.catalog, {"profile": "development", f"{VALUE}ADMIN_EMAIL": "me@example.com"})
    assert "LOG_LEVEL" not in values
    assert values["ADMIN_EMAIL"] == "me@example.com"
    assert set(profiles_with_differences(forge).values()) == {0}


def test_the_file_is_the_example_with_the_answers_in_it_and_what_is_missing_stays_an_error(forge: Workspace) -> None:
    interview = Interview(forge)
    interview.keep("me@example.com")
    interview.forward()
    interview.keep("")
    forge.start_file(interview.values())
    assert forge.text("LOG_LEVEL") == "Info"
    assert forge.text("ADMIN_EMAIL") == "me@example.com"
    assert interview.secrets() == ["DB_PASSWORD", "SESSION_SECRET"]
    missing = [one.variables for one in forge.diagnostics if one.id == "LD-REQUIRED"]
    assert missing == [("SMTP_PASSWORD",)]


def test_a_wrong_answer_is_said_and_an_empty_one_may_stand(forge: Workspace) -> None:
    interview = Interview(forge)
    assert interview.check("") is None
    assert interview.check("nobody") is not None
    assert interview.need(forge.survey.project) is None


def test_a_folder_that_demands_much_is_asked_nine_questions(tmp_path: Path) -> None:
    names = [f"HOST_{letter}" for letter in "ABCDEFGHIJKL"]
    lines = "".join(f"      {name}: ${{{name}:?}}\n" for name in names)
    (tmp_path / "compose.yaml").write_text(f"services:\n  a:\n    image: x\n    environment:\n{lines}", "utf-8")
    interview = Interview(Workspace.open(tmp_path, {}))
    assert len([question for question in interview.questions if question.is_value]) == MOST_QUESTIONS
