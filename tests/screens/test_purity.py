"""What the screens may use: public names of Textual only, and nothing of Textual where no screen is asked for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.message_pump import MessagePump

from tests.conftest import ROOT

SOURCES = sorted((ROOT / "tui").rglob("*.py"))


@pytest.mark.parametrize(
    "statement",
    [
        "import tui.workspace.workspace",
        "import tui.engine.choice, tui.engine.protocol, tui.engine.local.engine",
        "import tui.cli; tui.cli.build_parser().format_help()",
        "import tui.cli; tui.cli.run(['-C', 'docker', 'check'])",
        "import tui.cli; tui.cli.run(['-C', 'docker', 'env', 'list'])",
    ],
)
def test_nothing_without_a_screen_loads_textual(statement: str) -> None:
    after = "import sys; print('loaded', *sorted({name.split('.')[0] for name in sys.modules} & {'textual', 'rich'}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\n{after}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "loaded"


def _private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _own_names() -> set[str]:
    """Private names that our own classes and modules define."""
    names: set[str] = set()
    for tree in map(_parsed, SOURCES):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
    return names


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_only_public_names_of_a_framework_are_used() -> None:
    own = _own_names()
    used = []
    for path in SOURCES:
        for node in ast.walk(_parsed(path)):
            foreign_module = isinstance(node, ast.ImportFrom) and re.match(r"(textual|rich)\b.*\._", node.module or "")
            foreign_name = isinstance(node, ast.Attribute) and _private(node.attr) and node.attr not in own
            if foreign_module or foreign_name:
                used.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    # argparse has no public name for the type of its sub-commands.
    assert [place for place in used if not place.startswith("tui/cli.py")] == []


def _ours(base: type) -> Iterator[type]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("tui."):
            yield kind
        yield from _ours(kind)


def test_no_private_name_of_ours_hides_one_of_the_framework() -> None:
    import tui.app  # noqa: F401 - loads every screen and widget

    hidden = []
    for kind in set(_ours(MessagePump)):
        theirs = {name for base in kind.__mro__ if base.__module__.startswith("textual") for name in vars(base)}
        theirs |= {name for name in vars(App) if issubclass(kind, App)}
        ours = {name for name in vars(kind) if _private(name)}
        ours -= {"_merged_bindings", "_decorated_handlers", "_computes", "_reactives", "_css_bases", "_css_type_name",
                 "_css_type_names", "_inherit_css", "_inherit_bindings", "_inherit_component_classes"}  # fmt: skip
        hidden += [f"{kind.__name__}.{name}" for name in ours & theirs]
    assert hidden == []


def test_no_value_is_put_into_markup() -> None:
    offenders = []
    for path in SOURCES:
        text = path.read_text("utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if "Content.from_markup" in line or re.search(r"\bmarkup=True", line):
                offenders.append(f"{path.relative_to(ROOT)}:{number}")
        for node in ast.walk(ast.parse(text)):
            shows = isinstance(node, ast.Call) and _called(node) in {"Static", "OptionList", "notify"}
            if shows and "markup" not in {keyword.arg for keyword in node.keywords}:
                offenders.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert offenders == []


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
