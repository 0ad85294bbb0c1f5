"""What a ``$`` stands for."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace.judges import ComposeJudge
from tui.workspace.interpolation import (
    InterpolationError,
    interpolate,
    interpolate_as_python,
    parse_references,
    plain_references,
    references,
)
from tui.workspace.readers import Views

KNOWN = {"SET": "s", "EMPTY": "", "K": "kelvin", "NEST": "${SET}"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("$SET-$EMPTY-$NO", "s--"),
        ("${SET}${NO}", "s"),
        ("${NO:-d} ${EMPTY:-d} ${SET:-d}", "d d s"),
        ("${NO-d} ${EMPTY-d} ${SET-d}", "d  s"),
        ("${NO:+d} ${EMPTY:+d} ${SET:+d}", "  d"),
        ("${NO+d} ${EMPTY+d} ${SET+d}", " d d"),
        ("${SET:?m} ${EMPTY?m}", "s "),
        ("${NO:-${EMPTY:-${SET}}}", "s"),
        ("${NO:-a:-b?c+d}", "a:-b?c+d"),
        ("${NO:-{}}", "{}"),
        ("${NO:-{x}}", "{x}"),
        ("${NO:-}}", "}"),
        ("$$SET $${SET} $$$SET", "$SET ${SET} $s"),
        ("$1 $ $( $-", "$1 $ $( $-"),
        ("${NO:-$}{SET}", "${SET}"),
        ("$NEST", "${SET}"),
        ("$SET$SET", "ss"),
        ("${SET", None),
        ("${}", None),
        ("${1}", None),
        ("${SET!x}", None),
        ("${NO:?m}", None),
        ("${EMPTY:?m}", None),
        ("${NO?m}", None),
        ("${SET:-${NO:?m}}", None),
        ("${NO:-a\n}", None),
        ("${NO:-" * 200 + "x" + "}" * 200, None),
    ],
)
def test_references_are_replaced_as_compose_does_it(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(InterpolationError):
            interpolate(text, KNOWN.get)
    else:
        assert interpolate(text, KNOWN.get) == expected


def test_a_missing_required_variable_is_named() -> None:
    with pytest.raises(InterpolationError) as caught:
        interpolate("${NO:?secret words}", KNOWN.get)
    assert caught.value.variable == "NO"
    assert "secret words" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$SET ${SET} ${NO} ${NO:-d}", "$SET s  d"),
        ("${EMPTY:-d}", ""),
        ("${NO-d}", ""),
        ("${NO:?m}", "${NO:?m}"),
        ("${SET", "${SET"),
        ("$${SET}", "$s"),
    ],
)
def test_python_dotenv_replaces_less(text: str, expected: str) -> None:
    assert interpolate_as_python(text, KNOWN.get) == expected


def test_references_are_found_in_words_too_and_not_behind_a_double_dollar() -> None:
    text = "$A ${B} ${C:-$D} ${E:-${F}} $$G $${H} ${I?} $$$J $1"
    assert references(text) == {"A", "B", "C", "D", "E", "F", "I", "J"}
    assert plain_references(text) == {"A", "B", "D", "F", "J"}


@given(st.text(alphabet="$${}AB:-+?x \u212a\n", max_size=40))
def test_interpolation_ends_in_a_text_or_in_its_own_error(text: str) -> None:
    try:
        replaced = interpolate(text, {"A": "1", "B": ""}.get)
    except InterpolationError:
        return
    assert "${A}" not in replaced or "$$" in text


@pytest.mark.compose
def test_thousands_of_references_resolve_as_in_compose(compose: ComposeJudge) -> None:
    rnd = random.Random(7)
    pieces = (
        "$",
        "${",
        "}",
        "{",
        "SET",
        "EMPTY",
        "NO",
        ":-",
        "-",
        ":+",
        "+",
        "x",
        " ",
        "$$",
        "${SET}",
        "${NO:-",
        "\u212a",
        "$1",
        ":",
    )
    lines = []
    for number in range(12000):
        text = "".join(rnd.choice(pieces) for _ in range(rnd.randint(1, 9)))
        line = f'K{number}="{text}"\n'
        if not Views(line).refusals(KNOWN):
            lines.append(line)
    assert len(lines) > 2000
    data = "".join(lines)
    assert Views(data).as_env_file(KNOWN) == compose.env_files([data.encode()], KNOWN)[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("${A}", [("A", "", "", 0, 4)]),
        ("${A:-b c}", [("A", ":-", "b c", 0, 9)]),
        ("${A?}", [("A", "?", "", 0, 5)]),
        ("x$A/${B-}", [("A", "", "", 1, 3), ("B", "-", "", 4, 9)]),
        ("${A:-${B:+c}}", [("A", ":-", "${B:+c}", 0, 13), ("B", ":+", "c", 0, 13)]),
        ("$$A ${", []),
        ("${A:-x}}", [("A", ":-", "x", 0, 7)]),
    ],
)
def test_references_are_told_apart_with_operator_word_and_place(text: str, found: list[tuple[object, ...]]) -> None:
    assert [tuple(reference) for reference in parse_references(text)] == found
