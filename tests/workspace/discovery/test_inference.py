"""Guesses from names, values, comments and places."""

from __future__ import annotations

import pytest

from tui.workspace.compose.landings import Landing, Where
from tui.workspace.discovery.inference import infer, infer_kind
from tui.workspace.interpolation import Reference


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("WEB_PORT", "8080", "port"),
        ("WEB_PORT", "99999", "int"),
        ("WORKERS", "4", "int"),
        ("RATIO", "0.5", "float"),
        ("APP_VERSION", "1.10", "string"),
        ("DEBUG", "False", "bool"),
        ("SITE_URL", "https://example.org", "url"),
        ("SITE_URL", "", "url"),
        ("DB_HOST", "db", "host"),
        ("TIMEOUT", "30s", "duration"),
        ("MAX_UPLOAD_SIZE", "15M", "size"),
        ("CLEANUP_CRON", "0 3 * * *", "cron"),
        ("ADMIN_EMAIL", "", "email"),
        ("SENDER", "a@example.org", "email"),
        ("DATA_PATH", "./data", "path"),
        ("ALLOWED_HOSTS", "a,b", "csv"),
        ("OPTIONS", '{"a": 1}', "json"),
        ("TITLE", "{not json", "string"),
        ("NAME", "", "string"),
    ],
)
def test_a_kind_follows_from_name_and_value(name: str, value: str, kind: str) -> None:
    assert infer_kind(name, value) == kind


@pytest.mark.parametrize(
    "name",
    ["DB_PASSWORD", "SECRET_KEY", "API_TOKEN", "OPENAI_API_KEY", "APIKEY", "SMTP_PASS", "JWT_SECRET", "db_password"],
)
def test_a_secret_is_known_by_its_name(name: str) -> None:
    assert infer(name, ["x"]).secret


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASSWORD_MIN_LENGTH", "8"),
        ("TOKEN_TTL", "3600"),
        ("ENABLE_PASSWORD", "true"),
        ("PASSWORD_LOGIN", "false"),
        ("SECRET_FILE", "/run/secrets/x"),
        ("MAX_TOKENS", "100"),
        ("PUBLIC_KEY", "abc"),
        ("COMPASS", "north"),
    ],
)
def test_what_only_sounds_like_a_secret_is_none(name: str, value: str) -> None:
    assert not infer(name, [value]).secret


def test_an_address_with_a_password_is_a_secret_address() -> None:
    guess = infer("DATABASE_URL", ["postgres://app:pw@db/app"])
    assert (guess.kind, guess.secret) == ("url", True)
    assert not infer("DATABASE_URL", ["postgres://db/app"]).secret


@pytest.mark.parametrize(
    "comment",
    [
        "One of: quiet, normal, loud.",
        "How loud it is (quiet | normal | loud)",
        "Possible values are `quiet`, `normal` or `loud`",
        "options: quiet/normal/loud",
    ],
)
def test_choices_are_read_from_a_comment(comment: str) -> None:
    guess = infer("VOLUME", ["normal"], comment)
    assert (guess.kind, [choice.value for choice in guess.choices]) == ("enum", ["quiet", "normal", "loud"])


def test_choices_without_the_default_among_them_are_no_choices() -> None:
    assert infer("VOLUME", ["11"], "One of: quiet, normal, loud.").choices == ()
    assert infer("VOLUME", [], "One of: quiet, normal, loud.").choices == ()


def test_levels_of_logging_keep_the_case_of_the_default() -> None:
    assert [choice.value for choice in infer("LOG_LEVEL", ["INFO"]).choices][:2] == ["DEBUG", "INFO"]
    assert [choice.value for choice in infer("APP_LOG_LEVEL", ["info"]).choices][:2] == ["debug", "info"]


def landing(where: Where, text: str, name: str = "A") -> Landing:
    """A place in which the whole reference stands at the start of a text."""
    whole = f"${{{name}}}"
    start = text.index("@")
    return Landing(
        name, Reference(name, start=start, end=start + len(whole)), where, "s", "k", text.replace("@", whole)
    )


@pytest.mark.parametrize(
    ("where", "text", "values", "kind"),
    [
        (Where.PUBLISHED_PORT, "@:80", ["8080"], "port"),
        (Where.PUBLISHED_PORT, "@:80", ["127.0.0.1:8080"], "string"),
        (Where.IMAGE_TAG, "app:@", ["16"], "string"),
        (Where.VOLUME, "@:/data", ["./data"], "path"),
        (Where.VOLUME, "@:/data", ["named"], "string"),
        (Where.COMMAND, "serve @", ["16"], "int"),
    ],
)
def test_a_place_tells_more_than_a_name(where: Where, text: str, values: list[str], kind: str) -> None:
    assert infer("A", values, landings=[landing(where, text)]).kind == kind


def test_values_that_differ_in_kind_are_texts() -> None:
    assert infer("SIZE", ["auto", "3"]).kind == "string"
    assert infer("RATIO", ["1", "0.5"]).kind == "float"
