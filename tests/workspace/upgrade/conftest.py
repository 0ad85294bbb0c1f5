"""A folder with a person's file and two templates, and a short way to the plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.workspace.upgrade.drift import EXAMPLE, write
from tui.workspace.upgrade.apply import Applied, apply
from tui.workspace.upgrade.plan import Item, Layout, Options, Plan
from tui.workspace.upgrade.planner import plan_upgrade

Files = str | Mapping[str, str]
"""The text of a main file, or those of all files by name."""


class Bench:
    """One upgrade: ``new`` against ``base`` and the person's files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "deployment"
        self.env = self.root / ".env"
        self.root.mkdir()

    def user(self, files: Files) -> None:
        """Write the person's files."""
        for name, text in _named(files, ".env").items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def template(self, name: str, files: Files) -> Path:
        """Write a template; returns its main file."""
        return write(self.folder / name, {key: text.encode() for key, text in _named(files, EXAMPLE).items()})

    def plan(self, user: Files, base: Files | None, new: Files, **options: Any) -> Plan:
        """The plan of an upgrade."""
        self.user(user)
        old = None if base is None else self.template("old", base)
        if "layout" in options:
            options["layout"] = Layout(options["layout"])
        return plan_upgrade(self.env, self.template("new", new), old, Options(**options))

    def upgrade(self, user: Files, base: Files | None, new: Files, **options: Any) -> str:
        """The main file after an upgrade, without the stamp."""
        self.apply(self.plan(user, base, new, **options))
        return self.text()

    def apply(self, plan: Plan) -> Applied:
        """Write a plan."""
        return apply(plan)

    def text(self, name: str = ".env") -> str:
        """A file of the person as it is, without the stamp."""
        lines = (self.root / name).read_bytes().decode().splitlines(keepends=True)
        return "".join(line for line in lines if "# launchdeck: template" not in line)


def _named(files: Files, main: str) -> Mapping[str, str]:
    return {main: files} if isinstance(files, str) else files


def only(plan: Plan) -> Item:
    """The one item of a plan."""
    assert len(plan.items) == 1, plan.items
    return plan.items[0]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A folder for one upgrade."""
    return Bench(tmp_path)
