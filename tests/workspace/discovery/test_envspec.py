"""Decorators in example files."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.catalog import Variable
from tui.workspace.workspace import Workspace


def opened(root: Path, example: str) -> Workspace:
    """A folder with this example file."""
    (root / ".env.example").write_text(example)
    return Workspace.open(root, {})


def variable(root: Path, above: str, line: str = "A=") -> Variable:
    """The variable of an example with this comment above."""
    return opened(root, f"{above}\n{line}\n").catalog[line.partition("=")[0]]


@pytest.mark.parametrize(
    ("decorator", "line", "kind"),
    [
        ("@type=string", "A=1", "string"),
        ("@type=number", "A=x", "float"),
        ("@type=number(isInt=true)", "A=", "int"),
        ("@type=boolean", "A=", "bool"),
        ("@type=url", "A=", "url"),
        ("@type=email", "A=", "email"),
        ("@type=port", "A=", "port"),
        ("@type=enum(a, b)", "A=", "enum"),
        ("@type=ip", "A=", "host"),
        ("@type=simple-object", "A=", "json"),
    ],
)
def test_a_type_is_stated_and_no_guess(tmp_path: Path, decorator: str, line: str, kind: str) -> None:
    found = variable(tmp_path, f"# {decorator}", line)
    assert (found.kind, found.inferred, found.stated) == (kind, False, True)


def test_options_of_a_type_become_limits(tmp_path: Path) -> None:
    number = variable(tmp_path, "# @type=number(min=1, max=9.5)")
    assert (number.minimum, number.maximum) == (1, 9.5)
    text = variable(tmp_path, '# @type=string(startsWith="sk_", maxLength=10)')
    assert (text.pattern, text.max_length) == ("sk_.*", 10)
    choices = variable(tmp_path, '# @type=enum("by mail", fax)')
    assert ([choice.value for choice in choices.choices], choices.strict_choices) == (["by mail", "fax"], True)


def test_flags_words_and_links(tmp_path: Path) -> None:
    found = variable(
        tmp_path, '# The key.\n# @required @sensitive @example="k-1" @docs(https://e.org/k) # why\n# More.'
    )
    assert (found.required, found.secret, found.example) == (True, True, "k-1")
    assert (found.help, found.docs) == ("The key.\nMore.", "https://e.org/k")
    assert (
        variable(tmp_path, "# See https://docs.acme.dev/k, not http://localhost:1.").docs == "https://docs.acme.dev/k"
    )
    assert variable(tmp_path, "# Such as http://localhost:3000 or https://shop.example.com").docs == ""
    assert variable(tmp_path, '# @deprecated="use B"').deprecated == "use B"
    assert not variable(tmp_path, "# @public", "API_TOKEN=").secret
    assert not variable(tmp_path, "# @required=false").required
    assert not variable(tmp_path, "# @optional").required
    assert not variable(tmp_path, "# @required=forEnv(production)").required


def test_the_head_of_the_file_states_for_all(tmp_path: Path) -> None:
    workspace = opened(
        tmp_path,
        "# @defaultRequired=infer @defaultSensitive=inferFromPrefix(PUBLIC_)\n# ---\nPUBLIC_A=1\nB=\n# @public\nC=2\n",
    )
    got = {found.name: (found.required, found.secret) for found in workspace.catalog}
    assert got == {"PUBLIC_A": (True, False), "B": (False, True), "C": (True, False)}


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("# @requierd", ".env.example:1:1: @requierd is no decorator; did you mean required?"),
        ("# @type=sring", ".env.example:1:1: @type=sring is no type; did you mean string?"),
    ],
)
def test_a_mistake_is_named_with_the_nearest_spelling(tmp_path: Path, comment: str, fault: str) -> None:
    workspace = opened(tmp_path, f"{comment}\nA=1\n")
    found = [one for one in workspace.diagnostics if one.id == "LD-PROJECT-FILE"]
    assert [(one.severity.word, one.message) for one in found] == [("warning", fault)]


def test_a_mention_in_prose_is_no_decorator(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "# @ the office\n# mail to @admin\n# @somebody wrote this\nA=1\n")
    assert workspace.catalog["A"].help == "@ the office\nmail to @admin\n@somebody wrote this"
    assert workspace.diagnostics == []
