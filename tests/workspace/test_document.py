"""Editing one value leaves every other byte; what is written reads back in every reader."""

from __future__ import annotations

import logging
import os
import random
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import create_model
from pydantic_settings import BaseSettings

from tests.workspace import pieces
from tests.workspace.judges import read_by_dotenv
from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import EnvEditError, EnvKeyError, EnvValueError


@pytest.fixture(autouse=True)
def quiet_dotenv() -> None:
    """python-dotenv logs each line that it skips."""
    logging.getLogger("dotenv").setLevel(logging.CRITICAL)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("A=x\n", "y", "A=y\n"),
        ("A=x", "y", "A=y"),
        ("A=x\r\nB=1\r\n", "y", "A=y\r\nB=1\r\n"),
        ("\ufeffA=x\n", "y", "\ufeffA=y\n"),
        ("  export A = x  # why\n", "y", "  export A = y  # why\n"),
        ("A='x' # why\n", "y", "A='y' # why\n"),
        ('A="x"\n', "y z", 'A="y z"\n'),
        ('A="x"\n', "$y", "A='$y'\n"),
        ("A=x\t# why\n", "y", "A='y'\t# why\n"),
        ("A='x'#why\n", "y", "A='y'#why\n"),
        ("A= # why\n", "y", "A=y # why\n"),
        ("A=\t# why\n", "y", "A='y'\t# why\n"),
        ("A=x # why\n", "", "A='' # why\n"),
        ("A=x\n", "", "A=\n"),
        ("A=\r\n", "y", "A=y\r\n"),
        ("A=   \n", "y", "A=   y\n"),
        ("A=1\nB=${A}\nA=2\n", "3", "A=1\nB=${A}\nA=3\n"),
        ("A\nB=1\n", "y", "A=y\nB=1\n"),
        ("A=1\nexport A\n", "y", "A=1\nexport A=y\n"),
        ("export A", "y", "export A=y"),
        ("A='two\nlines' # why\nB=1\n", "one", "A='one' # why\nB=1\n"),
        ("A=one\nB=1\n", "two\nlines", "A='two\nlines'\nB=1\n"),
        ("A=one\r\nB=1\r\n", "two\nlines", 'A="two\\nlines"\r\nB=1\r\n'),
        ("B='\nA=inside\n'\nA=x\n", "y", "B='\nA=inside\n'\nA=y\n"),
        ("", "y", "A=y\n"),
        ("\ufeff", "y", "\ufeffA=y\n"),
        ("B=1", "y", "B=1\nA=y\n"),
        ("B=1\r\n", "y", "B=1\r\nA=y\r\n"),
        ("B", "y", "B\nA=y\n"),
        ("# A=x\nB=1\n", "y", "# A=x\nA=y\nB=1\n"),
        ("#A=x\n# export A=z\nB=1\n", "y", "#A=x\n# export A=z\nA=y\nB=1\n"),
        (
            "# A=on enables it\n# A=x\nB=1\n# A=on enables it\n",
            "y",
            "# A=on enables it\n# A=x\nA=y\nB=1\n# A=on enables it\n",
        ),
        ("B='\n# A=x\n'\n", "y", "B='\n# A=x\n'\nA=y\n"),
        ("A: x\nB=1\n", "y", "A: x\nB=1\nA=y\n"),
        ("A=x\rB=1\n", "y", "A=x\rB=1\nA=y\n"),
        ('A="x" z\nB=1\n', "y", 'A="x" z\nB=1\nA=y\n'),
        ("A='x\nB=1\n", "y", "A='x\nB=1\nA=y\n"),
        ("not a line!\nA=x\n", "y", "not a line!\nA=y\n"),
        ("_DOLLAR_=d\nA=x\n", "${B}", '_DOLLAR_=d\nA="${_DOLLAR__:-$}{B}"\n'),
    ],
)
def test_only_the_value_token_changes(before: str, value: str, after: str) -> None:
    document = EnvDocument.parse(before.encode())
    document.set("A", value)
    assert document.to_bytes().decode() == after
    assert document.value("A") == value


@pytest.mark.parametrize("line", ["A=x", "A='x'", 'A="x"', "A = x # why", "export A=x", 'A="${B:-x}"', "A=1\nA=x"])
def test_a_key_that_reads_so_already_is_left_alone(line: str) -> None:
    document = EnvDocument.parse(line.encode())
    assert document.set("A", "x") == []
    assert document.to_bytes() == line.encode()


def test_an_edit_that_is_taken_back_restores_the_line() -> None:
    data = b"A=\"x\"\nB=${A}-y # why\nC='it\\'s'\n"
    document = EnvDocument.parse(data)
    first = document.values()
    for key in ("A", "B", "C"):
        document.set(key, "$other's")
        document.set(key, "and another")
    for key in ("A", "B", "C"):
        document.set(key, first[key])
    assert document.to_bytes() == data


@pytest.mark.parametrize("data", ["", "B=1", "B=1\n", "B=1\r\n", "# A=x\nB=1\n", "# A=x", "\ufeffB=1", "# c", "B"])
def test_a_key_that_is_added_and_removed_leaves_no_trace(data: str) -> None:
    document = EnvDocument.parse(data.encode())
    document.set("A", "1")
    document.set("C", "2")
    document.set("A", "3")
    assert document.unset("C")
    assert document.unset("A")
    assert document.to_bytes() == data.encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A=1\nB=2\nA=3\n", "B=2\n"),
        ("# A is great\nA='two\nlines' # why\nB=2\n", "# A is great\nB=2\n"),
        ("\ufeffA=1\nB=2\n", "\ufeffB=2\n"),
        ("B=2\nexport A", "B=2\n"),
        ("A=1\r\n  A = 2\r\n", ""),
        ("'A'=1\nB=2\n", "B=2\n"),
    ],
)
def test_unset_removes_every_assignment(before: str, after: str) -> None:
    document = EnvDocument.parse(before.encode())
    assert document.unset("A")
    assert document.to_bytes().decode() == after
    assert "A" not in document
    assert not document.unset("A")


def test_unset_is_refused_where_another_assignment_shares_the_line() -> None:
    document = EnvDocument.parse(b"A='x'B=2\n")
    with pytest.raises(EnvEditError):
        document.unset("A")
    assert document.to_bytes() == b"A='x'B=2\n"


def test_values_are_read_as_compose_reads_them() -> None:
    document = EnvDocument.parse(b"HOST=db\nURL=\"postgres://${USER:-me}@$HOST\"\nRAW='$HOST'\nA='x'\nHOST=other\n")
    assert document.keys() == ["HOST", "URL", "RAW", "A"]
    assert document.values() == {"HOST": "other", "URL": "postgres://me@db", "RAW": "$HOST", "A": "x"}
    assert document.literal("URL") == "postgres://${USER:-me}@$HOST"
    assert document.token("URL") == '"postgres://${USER:-me}@$HOST"'
    assert document.value("NO") is document.literal("NO") is document.token("NO") is document.line_of("NO") is None
    assert document.line_of("HOST") == 5
    assert document.duplicates() == {"HOST": [1, 5]}
    assert "A" in document
    assert "NO" not in document


def test_the_environment_wins_over_the_file_as_in_compose() -> None:
    document = EnvDocument.parse(b"A=file\nB=${A}-x\nC='1'\nC=2\n")
    environment = {"A": "shell", "C": "three", "D": "4"}
    assert document.values(environment) == {"A": "shell", "B": "shell-x", "C": "three"}
    assert document.value("B", environment) == "shell-x"
    assert document.value("D", environment) is None


def test_bytes_that_are_not_utf8_are_shown_as_a_container_gets_them() -> None:
    document = EnvDocument.parse(b"A=h\xe9llo\nB=1\n")
    assert document.value("A") == document.literal("A") == "h\ufffdllo"
    document.set("B", "2")
    assert document.to_bytes() == b"A=h\xe9llo\nB=2\n"


def test_a_token_of_another_file_is_taken_as_it_stands() -> None:
    document = EnvDocument.parse(b"A=1 # why\nB=2\n")
    document.set_token("A", '"${B:-x},$C"')
    document.set_token("N", "${B}")
    assert document.to_bytes() == b'A="${B:-x},$C" # why\nB=2\nN=${B}\n'
    with pytest.raises(EnvEditError):
        document.set_token("A", "'x' y")
    with pytest.raises(EnvEditError):
        document.set_token("A", "x\nZ=1")
    assert document.to_bytes() == b'A="${B:-x},$C" # why\nB=2\nN=${B}\n'


def test_an_empty_token_in_front_of_a_comment_gets_quotes_and_not_a_second_line() -> None:
    document = EnvDocument.parse(b"A=1 # why\nB=2\n")
    document.set_token("A", "")
    document.set_token("B", "")
    assert document.to_bytes() == b"A='' # why\nB=\n"


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("${VECTOR_STORE:-weaviate},${DB_TYPE:-postgresql}", "${VECTOR_STORE:-weaviate},${DB_TYPE:-postgresql}"),
        ("$A b", '"$A b"'),
        ('${A:-"}\\', '"${A:-\\"}\\\\"'),
        ("", ""),
    ],
)
def test_an_expression_keeps_its_references(text: str, token: str) -> None:
    document = EnvDocument.parse(b"A=1\nB=2\n")
    document.set_expression("B", text)
    assert document.token("B") == token
    assert document.literal("B") == text
    assert document.is_expression("B") is ("$" in text)


def test_a_value_whose_dollar_is_protected_is_no_expression() -> None:
    document = EnvDocument.parse(b"_DOLLAR_=x\nA='$B'\n")
    document.set("C", "${A}")
    document.set("D", "pa$$ word")
    assert [document.is_expression(key) for key in ("A", "C", "D", "NO")] == [False] * 4


@pytest.mark.parametrize(
    ("key", "value", "error"), [("1A", "x", EnvKeyError), ("A", "a\0b", EnvValueError), ("A", "\udc80", EnvValueError)]
)
def test_a_refused_edit_leaves_the_document_alone(key: str, value: str, error: type[Exception]) -> None:
    document = EnvDocument.parse(b"A=x\n")
    with pytest.raises(error):
        document.set(key, value)
    with pytest.raises(error):
        document.update({"B": "1", key: value})
    assert document.to_bytes() == b"A=x\n"


def test_an_edit_that_would_close_a_broken_quote_is_refused() -> None:
    data = b'B="x\nA=1\n'
    document = EnvDocument.parse(data)
    with pytest.raises(EnvEditError) as caught:
        document.set("A", '"')
    assert document.to_bytes() == data
    assert caught.value.hint


def test_other_keys_that_are_touched_are_named() -> None:
    document = EnvDocument.parse(b"A=1\nURL=http://$A\nQUOTED='$A'\na=2\n")
    warnings = document.set("A", "3")
    assert warnings == [
        "URL refers to A and changes with it.",
        "a differs from A only in case: pydantic takes both for one setting.",
    ]


def test_an_update_writes_what_single_edits_write() -> None:
    text = "# K2=x\nK0='a' # why\nK1=b\r\nK3\nK1=c"
    values = {"K0": "it's $A", "K1": "two\nlines", "K2": "", "K3": "$$", "K4": "4", "K5": "5"}
    one_by_one, at_once = EnvDocument.parse(text.encode()), EnvDocument.parse(text.encode())
    warnings = [warning for key, value in values.items() for warning in one_by_one.set(key, value)]
    assert at_once.update(values) == warnings
    assert at_once.to_bytes() == one_by_one.to_bytes()
    assert at_once.values() == values
    for key in values:
        at_once.unset(key)
    assert at_once.to_bytes() == b"# K2=x"


def test_an_update_falls_back_to_single_edits() -> None:
    document = EnvDocument.parse(b"A: 1\nB=2\n")
    document.update({"A": "x", "B": "y", "C": "z"})
    assert document.to_bytes() == b"A: 1\nB=y\nA=x\nC=z\n"


def test_a_document_can_be_copied_and_compared() -> None:
    document = EnvDocument.parse(b"A=1\n")
    other = document.copy()
    assert other == document
    other.set("A", "2")
    assert other != document
    assert document.value("A") == "1"
    assert "=" not in repr(document)
    assert other.meant == {"A": "2"}


def test_the_real_template_changes_one_line_for_one_edit(reference: Path) -> None:
    data = (reference / "docker.env.example").read_bytes()
    document = EnvDocument.parse(data)
    assert len(document.keys()) == 678
    assert document.problems() == []
    assert document.comment_above("CONSOLE_API_URL").startswith("The backend URL of the console API")
    document.set("REDIS_PASSWORD", "pa$$ word'#\"")
    changed = [
        (old, new) for old, new in zip(data.splitlines(), document.to_bytes().splitlines(), strict=True) if old != new
    ]
    assert [old for old, _ in changed] == [b"REDIS_PASSWORD=difyai123456"]
    document.set("REDIS_PASSWORD", "difyai123456")
    assert document.to_bytes() == data


NAMES = [f"K{number}" for number in range(100)]
SettingsOfAll = create_model("SettingsOfAll", __base__=BaseSettings, **dict.fromkeys(NAMES, (str, ...)))


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**48))
def test_twelve_thousand_hostile_values_read_back_in_every_python_reader(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rnd = random.Random(seed)
    values = {name: pieces.value(rnd) for name in NAMES}
    lines = [
        f"{name}={rnd.choice(pieces.VALUES)}{rnd.choice(pieces.COMMENTS)}\n" for name in NAMES if rnd.random() < 0.5
    ]
    document = EnvDocument.parse("".join(lines).encode())
    document.update(values)
    assert document.values() == values
    again = EnvDocument.parse(document.to_bytes())
    assert again.values() == values
    file = tmp_path_factory.getbasetemp() / "judged.env"
    file.write_bytes(document.to_bytes())
    # python-dotenv copies the whole environment for each value: an empty one makes this test three times as fast.
    with patch.dict(os.environ, clear=True):
        assert read_by_dotenv(document.to_bytes()) == values
        read = SettingsOfAll(_env_file=file, _env_file_encoding="utf-8", _case_sensitive=True)  # type: ignore[call-arg]
    assert read.model_dump() == values


@given(st.text(alphabet=st.sampled_from("".join(pieces.ALPHABETS)), max_size=30))
def test_any_value_reads_back(value: str) -> None:
    document = EnvDocument.parse(b"# VALUE=x\nA='1'\n")
    document.set("VALUE", value)
    assert document.value("VALUE") == value
    assert read_by_dotenv(document.to_bytes()) == {"VALUE": value, "A": "1"}


@settings(deadline=None)
@given(st.integers(0, 2**48))
def test_hostile_files_keep_every_byte_outside_the_edited_value(seed: int) -> None:
    rnd = random.Random(seed)
    for _ in range(15):
        text, key, value = pieces.file(rnd, broken=0.08), rnd.choice(pieces.KEYS), pieces.value(rnd)
        document = EnvDocument.parse(text.encode())
        others = _literals(text, but=key)
        try:
            document.set(key, value)
        except (EnvEditError, EnvKeyError):
            assert document.to_bytes() == text.encode()
            continue
        after = document.to_bytes().decode()
        assert read_by_dotenv(after.encode())[key] == value
        assert _literals(after, but=key) == others
        _assert_only_one_token_changed(text, after, key)


def _literals(text: str, *, but: str) -> dict[str, str | None]:
    """What python-dotenv reads before interpolation."""
    import io

    import dotenv

    found = dotenv.dotenv_values(
        stream=io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"), interpolate=False
    )
    return {key: value for key, value in found.items() if key != but}


def _assert_only_one_token_changed(before: str, after: str, key: str) -> None:
    """What differs between two texts is one value, or one new line of the key."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    if start == len(before) == len(after):
        return
    removed = before[start : len(before) - tail]
    if not removed.strip():
        inserted = after[start : len(after) - tail]
        assert key in after[: start + len(inserted) + tail]
        return
    # Text was replaced: it must lie in the value of one statement of the key.
    line_start = max(before.rfind("\n", 0, start), before.rfind("\n", 0, before.rfind(key, 0, start) + 1))
    assert key in before[line_start + 1 : start + 1]
