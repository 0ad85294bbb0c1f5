"""What each reader takes a file for: the table of measured readings, and the real python-dotenv as judge."""

from __future__ import annotations

import logging
import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace import pieces
from tests.workspace.judges import ComposeJudge, read_by_dotenv
from tui.workspace.document import EnvDocument
from tui.workspace.readers import Views
from tui.workspace.statements import Kind, cut_as_compose, cut_as_python

HOME = {"HOME": "/home/me"}

# The file, what Compose 2.40.3 reads (None: it refuses the file), what python-dotenv 1.2.4 reads (... : the same).
READINGS: list[tuple[str, dict[str, str] | None, object]] = [
    ("A=a b", {"A": "a b"}, ...),
    ("A=x   ", {"A": "x"}, ...),
    ("A=   x", {"A": "x"}, ...),
    ("A = x", {"A": "x"}, ...),
    ("A=", {"A": ""}, ...),
    ("A=   ", {"A": ""}, ...),
    ("A=\r\n", {"A": ""}, ...),
    ("A=~/x", {"A": "~/x"}, ...),
    ("A=it's\nB=y", {"A": "it's", "B": "y"}, ...),
    ('A=a"b\nB=y', {"A": 'a"b', "B": "y"}, ...),
    ("A=a\\nb", {"A": "a\\nb"}, ...),
    ("A=x\\\nB=1", {"A": "x\\", "B": "1"}, ...),
    ("A=x # c", {"A": "x"}, ...),
    ("A=x\t# c", {"A": "x\t# c"}, {"A": "x"}),
    ("A=x#c", {"A": "x#c"}, ...),
    ("A=#c", {"A": "#c"}, ...),
    ("A= # c", {"A": "# c"}, {"A": ""}),
    ("A='x' # c", {"A": "x"}, ...),
    ("A='x'# c", {"A": "x"}, ...),
    ("A='x # c'", {"A": "x # c"}, ...),
    ("A='a\\nb'", {"A": "a\\nb"}, ...),
    ("A='a\\\\b'", {"A": "a\\\\b"}, {"A": "a\\b"}),
    ("A='a\\'b'", {"A": "a'b"}, ...),
    ("A='a${NO}b'", {"A": "a${NO}b"}, {"A": "ab"}),
    ("A='a${NO:?x}b'", {"A": "a${NO:?x}b"}, ...),
    ("A='a$$b'", {"A": "a$$b"}, ...),
    ("A='x\\\\'\nB=1", {"A": "x\\\\", "B": "1"}, {"A": "x\\", "B": "1"}),
    ("A='x\\'\nB=1", None, {"B": "1"}),
    ("A='it'\"'\"'s'\nB=y", None, {"B": "y"}),
    ("A='x\ny'\nB=1", {"A": "x\ny", "B": "1"}, ...),
    ('A="a\\nb"', {"A": "a\nb"}, ...),
    ('A="\\a\\b\\f\\v\\t\\r"', {"A": "\a\b\f\v\t\r"}, ...),
    ('A="\\0101"', {"A": "A"}, {"A": "\\0101"}),
    ('A="\\0"', {"A": "\\"}, {"A": "\\0"}),
    ('A="\\01"', {"A": "\\1"}, {"A": "\\01"}),
    ('A="\\0999"', {"A": "\\999"}, {"A": "\\0999"}),
    ('A="\\0777"', {"A": "\\777"}, {"A": "\\0777"}),
    ('A="\\x41\\u0041\\c"', {"A": "\\x41\\u0041\\c"}, ...),
    ('A="a\\\\b"', {"A": "a\\b"}, ...),
    ('A="a\\"b"', {"A": 'a"b'}, ...),
    ('A="a\\\'b"', {"A": "a\\'b"}, {"A": "a'b"}),
    ('A="a\\$HOME"', {"A": "a$HOME"}, {"A": "a\\$HOME"}),
    ('A="a$NO/b"', {"A": "a/b"}, {"A": "a$NO/b"}),
    ('A="a${NO:-x}b"', {"A": "axb"}, ...),
    ('A="a${b"', None, {"A": "a${b"}),
    ('A="a$$b"', {"A": "a$b"}, {"A": "a$$b"}),
    ('A="a$1b"', {"A": "a$1b"}, ...),
    ('A="a$"', {"A": "a$"}, ...),
    ('A="a$(x)"', {"A": "a$(x)"}, ...),
    ('A="x\\\ny"\nB=1', {"A": "x\\\ny", "B": "1"}, ...),
    ('A="$\u212ax"\nB="$\u017fx"', {"A": "", "B": ""}, {"A": "$\u212ax", "B": "$\u017fx"}),
    ("A=a${NO-x}b", {"A": "axb"}, {"A": "ab"}),
    ("A=a${HOME:+x}b", {"A": "axb"}, {"A": "a${HOME:+x}b"}),
    ("A=a${NO:?x}b", None, {"A": "a${NO:?x}b"}),
    ("A=a\\$HOME", {"A": "a\\/home/me"}, {"A": "a\\$HOME"}),
    ("B=bee\nA=${B}", {"A": "bee", "B": "bee"}, ...),
    ("A=${B}\nB=bee", {"A": "", "B": "bee"}, ...),
    ("A=1\nB=${A}\nA=2", {"A": "2", "B": "1"}, ...),
    ('A="${_DOLLAR_:-$}{FOO}"', {"A": "${FOO}"}, ...),
    ("A=${X:-${Y:-z}}", {"A": "z"}, {"A": "${Y:-z}"}),
    ("A=${X:-{}}", {"A": "{}"}, ...),
    ("A=${X:-a}${X:-b}-${X}", {"A": "ab-"}, ...),
    ("A=${:-$}", None, {"A": "$"}),
    ("A=1\nA=2", {"A": "2"}, ...),
    ("export A=x", {"A": "x"}, ...),
    ("export\tA=x", {"A": "x"}, ...),
    ("export A=1 B=2", {"A": "1 B=2"}, ...),
    ("export A\n", {}, {"A": None}),
    ("A=1\nexport A\n", {"A": "1"}, {"A": None}),
    ("A\nB=1", {"B": "1"}, {"A": None, "B": "1"}),
    ("B=1\nA", {"B": "1"}, {"A": None, "B": "1"}),
    ("A: x", {"A": "x"}, {}),
    ("'A'=x", None, {"A": "x"}),
    ("A B=x\nC=1", None, {"C": "1"}),
    ("not a line!\nA=x", None, {"A": "x"}),
    ("=x\nA=x", {"A": "x"}, ...),
    ("A.B=x\nA-B=y", {"A.B": "x", "A-B": "y"}, ...),
    ("A/B=x\nA=1", None, {"A/B": "x", "A": "1"}),
    ('A="x"y\nB=1', {"A": "x", "B": "1"}, {"B": "1"}),
    ('A="x" C=2\nB=1', {"A": "x", "C": "2", "B": "1"}, {"B": "1"}),
    ("A='x\nB=1", None, {"B": "1"}),
    ('A="x\nB="1"', None, {}),
    ("A=x\r\nB=y\r", {"A": "x", "B": "y"}, ...),
    ("A='x\r\ny'\r", {"A": "x\r\ny"}, {"A": "x\ny"}),
    ("A=x\rB=y\r", {"A": "x\rB=y"}, {"A": "x", "B": "y"}),
    ("\ufeffA=x", {"A": "x"}, ...),
    ("\ufeff# c\nA=x", {"A": "x"}, ...),
    ("A=\u00a0x\u00a0", {"A": "x"}, ...),
    ("A=\u3000x\u3000", {"A": "\u3000x"}, {"A": "x"}),
    ("A=\x1fx\x1f", {"A": "\x1fx\x1f"}, {"A": "x"}),
    ("# a\rB=2\nA=1", {"A": "1"}, {"A": "1", "B": "2"}),
    ("export ", None, {}),
]


@pytest.fixture(autouse=True)
def quiet_dotenv() -> None:
    """python-dotenv logs each line that it skips."""
    logging.getLogger("dotenv").setLevel(logging.CRITICAL)


@pytest.mark.parametrize(("text", "compose", "python"), READINGS)
def test_each_reader_takes_the_file_for_what_was_measured(
    text: str, compose: dict[str, str] | None, python: object
) -> None:
    views = Views(text)
    refused = views.compose.error is not None or bool(views.refusals(HOME))
    assert refused is (compose is None)
    if compose is not None:
        found = views.as_env_file(HOME)
        found.pop("", None)
        assert found == compose
    assert views.python_values(HOME) == (compose if python is ... else python)


@pytest.mark.parametrize("text", [text for text, *_ in READINGS])
def test_the_table_is_what_python_dotenv_reads(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    for name in ("A", "B", "C", "NO", "X", "Y"):
        monkeypatch.delenv(name, raising=False)
    assert Views(text).python_values(HOME) == read_by_dotenv(text.encode())


@pytest.mark.compose
def test_the_table_is_what_compose_reads(compose: ComposeJudge) -> None:
    readable = [(text, expected) for text, expected, _ in READINGS if expected is not None]
    found = compose.env_files([text.encode() for text, _ in readable], HOME)
    assert found == [expected for _, expected in readable]


@pytest.mark.compose
@pytest.mark.parametrize("text", [text for text, expected, _ in READINGS if expected is None])
def test_compose_refuses_what_we_say_it_refuses(compose: ComposeJudge, text: str) -> None:
    assert compose.refuses(text.encode(), HOME)


@given(st.integers(0, 2**32))
def test_hostile_files_read_as_python_dotenv_reads_them(seed: int) -> None:
    rnd = random.Random(seed)
    for _ in range(20):
        text = pieces.file(rnd, broken=0.15)
        assert Views(text).python_values(dict(os.environ)) == read_by_dotenv(text.encode())


@pytest.mark.compose
def test_hostile_files_read_as_compose_reads_them(compose: ComposeJudge) -> None:
    rnd = random.Random(20261124)
    texts = [text for _ in range(2500) if not _refused(text := pieces.file(rnd, broken=0.02))]
    assert len(texts) > 1000
    for batch in (texts[:1000], texts[1000:]):
        for text, found in zip(batch, compose.env_files([text.encode() for text in batch], HOME), strict=True):
            ours = Views(text).as_env_file(HOME)
            ours.pop("", None)
            assert ours == found, text


def _refused(text: str) -> bool:
    views = Views(text)
    return views.compose.error is not None or bool(views.refusals(HOME))


@given(st.text(alphabet="AB=:'\"\\$ #\n\r\texport{}-_.\u00a0\ufeff", max_size=60))
def test_statements_stand_where_they_say(text: str) -> None:
    for cut in (cut_as_compose(text), cut_as_python(text)):
        position = 0
        for statement in cut.statements:
            assert position <= statement.start <= statement.key_end <= statement.value_start
            assert statement.value_start <= statement.value_end <= statement.end <= len(text)
            if statement.kind is Kind.ASSIGN and statement.quote:
                token = text[statement.value_start : statement.value_end]
                assert token[0] == token[-1] == statement.quote
                assert len(token) >= 2
            position = statement.end


@given(st.binary(max_size=200))
def test_any_bytes_come_back_as_they_were(data: bytes) -> None:
    assert EnvDocument.parse(data).to_bytes() == data
