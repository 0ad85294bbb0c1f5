"""Headings of example files."""

from __future__ import annotations

import pytest

from tui.workspace.discovery.sections import Outline
from tui.workspace.document import EnvDocument


def titles(text: str) -> list[tuple[str, str]]:
    """Each variable with the heading that it stands under."""
    document = EnvDocument.parse(text.encode())
    outline = Outline(document)
    return [(key, outline.title_at(found.start)) for key, found in document.views.assigned.items()]


@pytest.mark.parametrize(
    "heading",
    [
        "# ----------\n# Database\n# ----------\n",
        "# ========\n# Database:\n# ========\n",
        "# === Database ===\n",
        "# --- Database\n",
        "### Database ###\n",
        "## Database\n\n",
        "# Database\n\n",
    ],
)
def test_a_heading_is_found_in_each_habit(heading: str) -> None:
    assert titles(f"TOP=1\n\n{heading}# Where it is.\nDB_HOST=x\nDB_PORT=1\n") == [
        ("TOP", ""), ("DB_HOST", "Database"), ("DB_PORT", "Database"),
    ]  # fmt: skip


def test_a_comment_over_a_paragraph_heads_it_when_there_is_no_other_heading() -> None:
    assert titles("# Mail\nA=1\nB=2\n\n# Web\nC=1\nD=2\n\n# This one is alone.\nE=1\n") == [
        ("A", "Mail"), ("B", "Mail"), ("C", "Web"), ("D", "Web"), ("E", "Web"),
    ]  # fmt: skip


def test_a_sentence_over_a_paragraph_is_no_heading() -> None:
    assert titles("# raw: no quotes, no references\nA=1\nB=2\n") == [("A", ""), ("B", "")]


def test_help_is_no_heading() -> None:
    assert titles("# How long to wait, in seconds.\nA=1\n\n# KEY=value\n\n# @required\n\nB=1\n") == [
        ("A", ""),
        ("B", ""),
    ]


def test_a_heading_is_left_out_of_the_help() -> None:
    document = EnvDocument.parse(b"# === Database ===\n# Where it is.\nDB_HOST=x\n")
    outline = Outline(document)
    assert [line.body for line in document.views.comments.lines if not outline.is_heading(line)] == ["Where it is."]
