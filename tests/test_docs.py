"""The documentation: its links lead somewhere, and the commands in it are commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tui.cli import DONE, build_parser, run

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")
_BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PLACEHOLDER = re.compile(r"\b(DIR|FILE|KEY|VALUE|N|SERVICE|JOB|NEW|OLD)\b|\.\.\.|[\[\]|<>]")
"""Marks a line that describes a form rather than being a command."""


def commands(page: Path) -> list[str]:
    """The launchdeck commands in the code blocks of a page, without what explains them."""
    lines = [line for block in _BLOCK.findall(page.read_text("utf-8")) for line in block.splitlines()]
    found = [re.split(r"\s{2,}|\s+#\s", line.strip().removeprefix("$ "))[0] for line in lines]
    return [line for line in found if line.startswith("launchdeck ") and not PLACEHOLDER.search(line)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    missing = [link for link in _LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_are_understood(page: Path) -> None:
    for line in commands(page):
        build_parser().parse_args(shlex.split(line)[1:])


def test_what_the_readme_tells_to_do_without_a_screen_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = commands(ROOT / "README.md")
    assert len(lines) >= 5
    for line in lines:
        arguments = shlex.split(line)[1:]
        if not {"up", "status", "logs", "down", "serve", "graph", "--plain"} & set(arguments):
            assert run(arguments) == DONE, line


def test_every_page_is_reached_from_the_readme() -> None:
    named = set(_LINK.findall((ROOT / "README.md").read_text("utf-8")))
    assert {f"docs/{page.name}" for page in PAGES[1:]} - named == set()
