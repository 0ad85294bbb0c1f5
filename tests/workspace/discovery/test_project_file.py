"""launchdeck.toml: what it states, and what it says of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.kinds import check_value
from tests.workspace.projects import copied
from tui.workspace.workspace import Workspace


@pytest.fixture
def stated(tmp_path: Path) -> Workspace:
    """The project that states everything."""
    return Workspace.open(copied("stated", tmp_path), {})


def test_the_file_states_what_cannot_be_guessed(stated: Workspace) -> None:
    key = stated.catalog["SHOP_PAYMENT_KEY"]
    assert (key.category, key.secret, key.inferred) == ("money", True, False)
    assert key.help == "Payment key\nGiven by the payment service."
    assert stated.catalog.category("money").title == "Payments"
    assert not stated.is_active("SHOP_PAYMENT_KEY")
    assert stated.condition_text("SHOP_PAYMENT_KEY") == "when SHOP_PAYMENT_URL is set"
    stated.set("SHOP_PAYMENT_URL", "https://pay.example.org")
    assert stated.is_active("SHOP_PAYMENT_KEY")


def test_a_stated_type_forbids_and_a_guess_does_not(stated: Workspace) -> None:
    stated.set_all("wrong", {"CONTACT": "nobody", "SHOP_MODE": "ajar", "SHOP_LIMIT": "0"})
    severities = {found.variables[0]: found.severity.word for found in stated.diagnostics if found.id == "LD-TYPE"}
    assert severities == {"CONTACT": "error", "SHOP_MODE": "error", "SHOP_LIMIT": "error"}


def test_own_rules_run_with_their_own_ids(stated: Workspace) -> None:
    def found() -> dict[str, tuple[str, str]]:
        return {one.id: (one.severity.word, one.message) for one in stated.diagnostics if one.id.startswith("SHOP-")}

    assert found() == {}
    stated.set("SHOP_PAYMENT_URL", "https://pay.example.org")
    stated.set("SHOP_TAG", "latest")
    assert found() == {
        "SHOP-PAY": ("error", "SHOP_PAYMENT_KEY is empty, but it is required with SHOP_PAYMENT_URL"),
        "SHOP-TAG": ("error", "SHOP_TAG is latest, which does not match [0-9.]+"),
    }
    stated.set_all("keys", {"SHOP_KEY": "sk_1", "SHOP_PAYMENT_KEY": "sk_1", "SHOP_TAG": "1.2"})
    assert found() == {"SHOP-KEYS": ("warning", "The two keys should not be one")}


def opened(root: Path, text: str) -> Workspace:
    """A folder with this launchdeck.toml."""
    (root / "compose.yaml").write_text("services: {a: {image: 'x:${TAG:-1}', environment: {A: '${A}', B: '${B}'}}}\n")
    (root / "launchdeck.toml").write_text(text)
    return Workspace.open(root, {})


def test_equal_values_are_mended_in_one_step(tmp_path: Path) -> None:
    workspace = opened(tmp_path, '[[rules]]\nid = "X-1"\nequal = ["A", "B"]\n')
    workspace.set("A", "one")
    (found,) = (one for one in workspace.diagnostics if one.id == "X-1")
    assert found.fix is not None
    workspace.apply(found.fix)
    assert workspace.text("B") == "one"
    assert not any(one.id == "X-1" for one in workspace.diagnostics)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[variables.A]\ntype = 3\n", "launchdeck.toml:2: variables.A.type must be a text"),
        ("[variables.A]\ntipe = 'int'\n", "launchdeck.toml:2: variables.A.tipe is not known here; did you mean type?"),
        ("[variables.A]\ntype = 'ulr'\n", "launchdeck.toml:2: variables.A.type ulr is no type; did you mean url?"),
        ("[variables.A]\nsecret = 'yes'\n", "launchdeck.toml:2: variables.A.secret must be true or false"),
        (
            "[variables.A]\nchoices = 'a'\n",
            "launchdeck.toml:2: variables.A.choices must be a list of texts, or a table of",
        ),
        ("[variables.A]\npattern = '('\n", "launchdeck.toml:2: variables.A.pattern is no regular expression"),
        ("[variables.A]\nactive_when = 'B'\n", "launchdeck.toml:2: variables.A.active_when must be a table such as"),
        ("[variables]\nA = 1\n", "launchdeck.toml:2: variables.A must be a table"),
        ("[variables.'A B']\n", "launchdeck.toml:1: variables.A B is no name of a variable"),
        ("[variabels.A]\n", "launchdeck.toml:1: variabels is not known here; did you mean variables?"),
        ("rules = 3\n", "launchdeck.toml:1: rules must be a list of tables"),
        ("[[rules]]\nid = 'x'\n", "launchdeck.toml:2: rules[1].id must be a name of your own in capitals"),
        ("[[rules]]\nid = 'LD-1'\n", "launchdeck.toml:2: rules[1].id must not begin with LD-"),
        ("[[rules]]\nid = 'X-1'\n", "launchdeck.toml:1: rules[1] must have one of equal, differs"),
        ("[[rules]]\nid = 'X-1'\nequal = ['A']\n", "launchdeck.toml:3: rules[1].equal must name two variables or more"),
        ("[[rules]]\nid = 'X-1'\nmatches = {A='('}\n", "launchdeck.toml:3: rules[1].matches holds what is no regular"),
        (
            "[[rules]]\nid = 'X-1'\nequal = ['A', 'B']\nseverity = 'eror'\n",
            "launchdeck.toml:4: rules[1].severity must be one of hint, warning, error; did you mean error?",
        ),
        (
            "[[rules]]\nid = 'X-1'\nequal = ['A', 'B']\n[[rules]]\nid = 'X-1'\ndiffers = ['A', 'B']\n",
            "launchdeck.toml:5: rules[2].id X-1 names two rules",
        ),
        ("a = = 1\n", "launchdeck.toml:1:5: is not TOML: Invalid value"),
    ],
)
def test_a_mistake_names_file_key_and_what_would_be_right(tmp_path: Path, text: str, fault: str) -> None:
    workspace = opened(tmp_path, text)
    found = [one for one in workspace.diagnostics if one.id == "LD-PROJECT-FILE"]
    assert [one.severity.word for one in found] == ["error"]
    assert found[0].message.startswith(fault)
    assert "\n" not in found[0].message
    workspace.set("A", "still editable")


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "")
    (tmp_path / "launchdeck.toml").write_bytes(b"\xff\xfe")
    workspace = Workspace.open(tmp_path, {})
    assert [one.message for one in workspace.diagnostics] == ["launchdeck.toml: is not UTF-8"]


def test_choices_may_carry_their_meaning(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "[variables.A]\nchoices = { on = 'always', off = 'never' }\n")
    variable = workspace.catalog["A"]
    assert [(choice.value, choice.label) for choice in variable.choices] == [("on", "always"), ("off", "never")]
    assert check_value(variable, "of") is not None


def test_a_variable_of_the_schema_can_be_restated_but_not_moved(tmp_path: Path, root: Path) -> None:
    (tmp_path / ".env.example").write_bytes((root / "docker" / ".env.example").read_bytes())
    (tmp_path / "launchdeck.toml").write_text("[variables.LOG_LEVEL]\nhelp = 'Ours.'\ncategory = 'elsewhere'\n")
    workspace = Workspace.open(tmp_path, {})
    assert workspace.follows_schema
    assert workspace.catalog["LOG_LEVEL"].help == "Ours."
    assert workspace.catalog["LOG_LEVEL"].category != "elsewhere"


def test_the_example_of_the_documentation_has_no_mistake(tmp_path: Path, root: Path) -> None:
    text = (root / "docs" / "adopting.md").read_text().partition("```toml\n")[2].partition("```")[0]
    workspace = opened(tmp_path, text)
    assert workspace.survey.stated.faults == []
    assert set(workspace.survey.stated.variables) == {"PAYMENT_KEY", "MODE", "LIMIT"}
    assert [rule.id for rule in workspace.survey.stated.rules] == ["SHOP-1", "SHOP-2"]
