"""Secrets: made, recognised, hidden."""

from __future__ import annotations

import base64
import json
import logging
from random import Random
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.catalog import Generator, Variable, load_catalog
from schemas.secrets import (
    MASK,
    carries_password,
    generate,
    hide_logins,
    hide_passwords,
    is_insecure,
    mask,
    redact,
    strength,
)

GENERATED = [variable for variable in load_catalog() if variable.generator is not None]


@pytest.mark.parametrize("variable", GENERATED, ids=lambda variable: variable.name)
def test_a_generated_secret_is_strong_and_survives_every_place(variable: Variable) -> None:
    texts = {generate(variable) for _ in range(20)}
    assert len(texts) == 20
    for text in texts:
        assert not is_insecure(variable, text)
        assert len(text) >= 20
        if variable.generator and variable.generator.alphabet == "alphanumeric":
            assert quote(text, safe="") == text
            assert any(c.islower() for c in text)
            assert any(c.isupper() for c in text)
            assert any(c.isdigit() for c in text)


def test_the_session_key_has_its_bytes() -> None:
    assert len(base64.b64decode(generate(load_catalog()["SECRET_KEY"]), validate=True)) == 42


@pytest.mark.parametrize(
    ("maker", "pattern_length"),
    [
        (Generator("hex", 64), 64),
        (Generator("hex", 7, "x-"), 9),
        (Generator("alphanumeric", 2), 2),
        (Generator("base64", 3), 4),
    ],
)
def test_length_and_prefix(maker: Generator, pattern_length: int) -> None:
    text = generate(Variable("A_SECRET", "c", "g", "secret", generator=maker))
    assert text.startswith(maker.prefix)
    assert len(text) == pattern_length


def test_the_source_decides() -> None:
    variable = load_catalog()["DB_PASSWORD"]
    assert generate(variable, Random(1)) == generate(variable, Random(1)) != generate(variable, Random(2))


def test_a_secret_without_a_generator_is_not_made_up() -> None:
    with pytest.raises(ValueError, match="RESEND_API_KEY"):
        generate(load_catalog()["RESEND_API_KEY"])


@pytest.mark.parametrize(
    "text",
    [
        *("difyai123456", "DB_PASSWORD", "db_password", "changeme", "CHANGE-ME", "change_this", "your-password"),
        *("<password>", "xxx", "sk-xxxx", "my-secret", "Password1", "example", "insert-key-here", "test"),
    ],
)
def test_what_everybody_knows(text: str) -> None:
    assert is_insecure(load_catalog()["DB_PASSWORD"], text)


@pytest.mark.parametrize("text", ["", "k7Qm2xWb9TzR4vLp8NcY", "aXXXb7Qm2xWb9TzR", "correct horse battery staple 9"])
def test_what_nobody_knows(text: str) -> None:
    assert not is_insecure(load_catalog()["DB_PASSWORD"], text)


def test_a_variable_that_is_no_secret_may_say_example() -> None:
    assert not is_insecure(load_catalog()["MAIL_DEFAULT_SEND_FROM"], "no-reply@example.com")


def test_every_shipped_value_is_known() -> None:
    for variable in load_catalog():
        if variable.secret and variable.secret_class != "derived":
            for text in filter(None, variable.defaults.values()):
                assert is_insecure(variable, text), variable.name


@given(st.text(min_size=1))
def test_a_mask_tells_nothing(text: str) -> None:
    assert mask(text) == MASK
    assert mask("") == ""


SECRET = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\u2022"), min_size=8, max_size=40)


@given(secret=SECRET, before=st.text(max_size=9), after=st.text(max_size=9))
def test_no_form_of_a_secret_survives(secret: str, before: str, after: str) -> None:
    forms = [
        secret,
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
        base64.b64encode(secret.encode()).decode(),
        base64.urlsafe_b64encode(secret.encode()).decode(),
        secret.replace("$", "$$"),
    ]
    for form in forms:
        assert form not in redact(f"{before}{form}{after}", [secret]).replace(MASK, "")


@given(secret=SECRET, before=st.binary(max_size=5), after=st.binary(max_size=5))
def test_a_secret_inside_an_encoded_text_is_found(secret: str, before: bytes, after: bytes) -> None:
    """A login in a header: the base64 of 'user:secret'."""
    encoded = base64.b64encode(before + secret.encode() + after).decode()
    assume(len(secret.encode()) >= 8)
    assert MASK in redact(encoded, [secret])


def test_several_secrets_the_longest_first() -> None:
    assert redact("a=hunter22, b=hunter2222", ["hunter22", "hunter2222"]) == f"a={MASK}, b={MASK}"


def test_json_and_logs() -> None:
    secret = 'quo"te\\back9'
    assert "back9" not in redact(json.dumps({"password": secret}), [secret])
    record = logging.LogRecord("x", logging.INFO, "f", 1, "login with %s", (secret,), None)
    assert secret not in redact(record.getMessage(), [secret])


def test_short_and_empty_values_are_left_alone() -> None:
    assert redact("1 of 12 abc", ["", "1", "abc"]) == "1 of 12 abc"
    assert redact("nothing to hide", []) == "nothing to hide"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("changeme", "weak"),
        ("difyai123456", "weak"),
        ("a" * 40, "weak"),
        ("hX3kP9qLm2Vt", "fair"),
        ("hX3kP9qLm2VtZ8wRn4Yb", "strong"),
    ],
)
def test_the_strength_of_a_secret_is_told(text: str, word: str) -> None:
    assert strength(Variable("A", "", "", "secret", secret=True, insecure=("difyai123456",)), text).word == word


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://dify:s3cret@db:5432/dify", "postgresql://dify:{}@db:5432/dify"),
        ("redis://:s3cret@redis:6379/1", "redis://:{}@redis:6379/1"),
        ("redis://:s3c/ret==@redis:6379/1", "redis://:{}@redis:6379/1"),
        ("amqp://dify:s3@cret:s3cret@mq", "amqp://dify:{}@mq"),
        ("http://a:s3cret@one,http://b:s3cret@two", "http://a:{}@one,http://b:{}@two"),
    ],
)
def test_the_password_in_an_address_is_hidden_also_where_it_was_not_encoded(text: str, shown: str) -> None:
    assert carries_password(text)
    assert hide_passwords(text) == shown.format(MASK, MASK)
    assert "s3" not in hide_logins(text)


@pytest.mark.parametrize(
    "text",
    ["http://api:5001", "http://registry:5000/@scope/name", "ssh://root@host:22", "root:s3cret@host", "a://b c:d@e"],
)
def test_an_address_without_a_password_stays(text: str) -> None:
    assert not carries_password(text)
    assert hide_passwords(text) == text


def test_a_login_of_one_part_may_be_a_token() -> None:
    assert hide_logins("https://t0ken@host/path") == f"https://{MASK}@host/path"
