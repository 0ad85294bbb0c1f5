"""Which spelling a value gets, and what is refused."""

from __future__ import annotations

import pytest

from tui.workspace.enverrors import EnvKeyError, EnvValueError
from tui.workspace.quoting import MAX_ASSIGNMENT_BYTES, Form, Place, check_key, check_value, spellings, warnings_of

HERE = Place()


def best(value: str, place: Place = HERE) -> tuple[Form, str]:
    """The form that is tried first, and its token."""
    spelling = next(spellings(value, place))
    return spelling.form, spelling.token


@pytest.mark.parametrize(
    ("value", "form", "token"),
    [
        ("", Form.PLAIN, ""),
        ("https://api.example.org:5001/v1?a=b", Form.PLAIN, "https://api.example.org:5001/v1?a=b"),
        ("héllo日", Form.PLAIN, "héllo日"),
        ("a b", Form.SINGLE, "'a b'"),
        ("~/x", Form.SINGLE, "'~/x'"),
        ("PATH:~/x", Form.SINGLE, "'PATH:~/x'"),
        ("a#b", Form.SINGLE, "'a#b'"),
        ("pa$$word", Form.SINGLE, "'pa$$word'"),
        ('say "hi"', Form.SINGLE, "'say \"hi\"'"),
        ("two\nlines", Form.SINGLE, "'two\nlines'"),
        ("a\\b", Form.SINGLE, "'a\\b'"),
        ("it's", Form.DOUBLE, '"it\'s"'),
        ("a\\\\b", Form.DOUBLE, '"a\\\\\\\\b"'),
        ("ends in \\", Form.DOUBLE, '"ends in \\\\"'),
        ("a\rb\nc", Form.DOUBLE, '"a\\rb\\nc"'),
        ("it's $HOME", Form.SINGLE_ESCAPED, "'it\\'s $HOME'"),
        ("${HOME}", Form.INDIRECT, '"${_DOLLAR_:-$}{HOME}"'),
        ("$$\\", Form.INDIRECT, '"${_DOLLAR_:-$}$\\\\"'),
    ],
)
def test_the_form_that_most_readers_know_comes_first(value: str, form: Form, token: str) -> None:
    assert best(value) == (form, token)


def test_a_line_break_is_escaped_where_an_editor_would_repair_it() -> None:
    assert best("a\nb", Place(crlf=True)) == (Form.DOUBLE, '"a\\nb"')


def test_a_comment_behind_the_value_forces_quotes() -> None:
    assert best("", Place(comment=True)) == (Form.SINGLE, "''")
    assert best("x", Place(comment=True)) == (Form.PLAIN, "x")
    assert best("x", Place(comment=True, blank_before_comment=False)) == (Form.SINGLE, "'x'")


def test_behind_export_what_a_shell_expands_is_quoted() -> None:
    assert best("*", Place(exported=True)) == (Form.SINGLE, "'*'")


def test_the_quotes_of_the_line_are_kept_where_the_value_allows_it() -> None:
    assert best("x", Place(quote="'")) == (Form.SINGLE, "'x'")
    assert best("x y", Place(quote='"')) == (Form.DOUBLE, '"x y"')
    assert best("$x", Place(quote='"')) == (Form.SINGLE, "'$x'")
    assert best("`x`", Place(quote='"')) == (Form.SINGLE, "'`x`'")


def test_the_protecting_variable_is_one_that_the_file_does_not_set() -> None:
    assert best("${A}", Place(dollar="_DOLLAR__"))[1] == '"${_DOLLAR__:-$}{A}"'


@pytest.mark.parametrize(
    ("value", "word"),
    [("a\0secret", "NUL"), ("secret\ud800", "Unicode"), ("secret" * 30_000, "too long")],
)
def test_what_no_environment_holds_is_refused_without_showing_it(value: str, word: str) -> None:
    with pytest.raises(EnvValueError, match=word) as caught:
        check_value("KEY", value)
    assert "secret" not in str(caught.value)
    assert caught.value.hint


def test_the_longest_value_is_measured_in_bytes_with_its_name() -> None:
    check_value("KEY", "x" * (MAX_ASSIGNMENT_BYTES - 4))
    check_value("KEY", "é" * ((MAX_ASSIGNMENT_BYTES - 4) // 2))
    with pytest.raises(EnvValueError):
        check_value("KEY", "x" * (MAX_ASSIGNMENT_BYTES - 3))


@pytest.mark.parametrize("key", ["A", "_", "a1_B"])
def test_names_of_environment_variables_pass(key: str) -> None:
    check_key(key)


@pytest.mark.parametrize("key", ["", "1A", "A B", "A-B", "A.B", "É", "A=", "A\n", "A'", "A/B"])
def test_other_names_are_refused(key: str) -> None:
    with pytest.raises(EnvKeyError) as caught:
        check_key(key)
    assert caught.value.hint


def test_dots_and_dashes_pass_for_a_key_that_is_there_already() -> None:
    check_key("A.B", known=True)
    check_key("A-B", known=True)
    with pytest.raises(EnvKeyError):
        check_key("A B", known=True)


@pytest.mark.parametrize(
    ("value", "form", "part"),
    [
        ("${A}", Form.INDIRECT, "_DOLLAR_"),
        ("it's $A", Form.SINGLE_ESCAPED, "cannot be sourced"),
        ("it's `x`", Form.DOUBLE, "not for a shell"),
        ("a\rb", Form.DOUBLE, "not for a shell"),
        ("x\\", Form.DOUBLE, "1.2.3"),
    ],
)
def test_readers_that_are_not_reached_are_named(value: str, form: Form, part: str) -> None:
    warnings = warnings_of("KEY", value, form)
    assert any(part in warning for warning in warnings)
    assert not any(value in warning for warning in warnings)


def test_a_plain_value_needs_no_warning() -> None:
    assert warnings_of("KEY", "x y", Form.SINGLE) == []
