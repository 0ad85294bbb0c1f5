"""``launchdeck env sync``: what it prints on which stream, and what it exits with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run
from tui.cli import DONE, NO, UNUSABLE

OLD = """\
# log
LOG=info
POOL=10
MAIL_HOST=
API_TOKEN=shipped-token
GONE=1
RENAMED_OLD=
"""
NEW = """\
# log
LOG=warn
POOL=20
# the new cache
CACHE_URL=redis://:secretword@cache:6379/0
MAIL_HOST=
API_TOKEN=other-token
# formerly RENAMED_OLD
RENAMED_NEW=
"""
USER = """\
# log
LOG=info
POOL='15'
MAIL_HOST=mx
API_TOKEN=my-own-token
GONE=2
RENAMED_OLD=kept
MINE=1
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file, its old template and a new one; it is the current one, so that paths are short."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"d/.env": USER, "old/.env.example": OLD, "new/.env.example": NEW}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    for name in ("old", "new"):
        (tmp_path / name / "compose.yaml").write_text(
            f"services:\n  a: {{image: x}}\n  b:\n    image: a:{1 if name == 'old' else 2}.0\n  c:\n"
            f"    image: c:{1 if name == 'old' else 2}.0\n"
        )
    return tmp_path


SYNC = ("-C", "d", "env", "sync", "--from", "new/.env.example", "--base", "old/.env.example")

PAGE = """\
d/.env: 1.0 -> 2.0
Compared with the given old template.

Default changed, and you have a value of your own (2)
  POOL: stays 15, the new default is 20
  API_TOKEN: stays ••••••••, the new default is ••••••••

Renamed: the value moves to the new name (1)
  RENAMED_OLD -> RENAMED_NEW: kept

Default changed, and you have the old one (1)
  LOG: info -> warn

Added (1)
  CACHE_URL: ••••••••

Not in the template any more: kept, with a mark above (1)
  GONE: 2

Your own values that stay as they are: 1
"""


def test_a_dry_run_prints_the_plan_and_writes_nothing(folder: Path, launchdeck: Run) -> None:
    code, out, err = launchdeck(*SYNC, "--dry-run")
    assert (code, out, err) == (DONE, PAGE, "Nothing was written: this is what would be done\n")
    assert [path.name for path in (folder / "d").iterdir()] == [".env"]
    assert (folder / "d" / ".env").read_text() == USER


def test_a_run_prints_the_plan_and_says_what_it_wrote(folder: Path, launchdeck: Run) -> None:
    code, out, err = launchdeck(*SYNC)
    assert (code, out) == (DONE, PAGE)
    assert err == (
        f"{Path('d/.env')} written\n"
        "launchdeck env diff shows what changed in .env, env restore 1 brings the former file back\n"
    )
    stamp, _, rest = (folder / "d" / ".env").read_text().partition("\n")
    assert stamp.startswith("# launchdeck: template 2.0, sha256 ")
    assert rest == (
        "# log\nLOG=warn\nPOOL='15'\n# the new cache\nCACHE_URL=redis://:secretword@cache:6379/0\nMAIL_HOST=mx\n"
        "API_TOKEN=my-own-token\n# launchdeck: not in the template any more (2.0)\nGONE=2\nRENAMED_NEW=kept\nMINE=1\n"
    )


def test_a_second_run_finds_nothing_to_do(folder: Path, launchdeck: Run) -> None:
    launchdeck(*SYNC)
    code, out, err = launchdeck("-C", "d", "env", "sync", "--from", "new")
    assert (code, err) == (DONE, "d/.env is up to date\n")
    assert out == (
        "d/.env: 2.0 -> 2.0\nCompared with the template that the file was made from.\n\n"
        "Your own values that stay as they are: 4\nNothing to do.\n"
    )


def test_json_has_stable_keys_and_no_secret(folder: Path, launchdeck: Run) -> None:
    code, out, _ = launchdeck(*SYNC, "--dry-run", "--json")
    data = json.loads(out)
    assert code == DONE
    assert set(data) == {"file", "from", "to", "base", "written", "blocked", "files", "items", "summary"}
    assert (data["from"]["version"], data["to"]["version"], data["base"]) == ("1.0", "2.0", "given")
    assert (data["written"], data["blocked"]) == (False, [])
    assert data["files"] == [{"path": ".env", "action": "write"}]
    assert data["summary"] == {
        "required": 0,
        "conflict": 2,
        "renamed": 1,
        "default_changed": 1,
        "added": 1,
        "removed": 1,
        "separate": 0,
        "moved": 0,
        "customised": 1,
    }
    items = {item["name"]: item for item in data["items"]}
    assert items["LOG"] == {
        "class": "default_changed",
        "name": "LOG",
        "file": ".env",
        "action": "take",
        "before": "info",
        "after": "warn",
        "old_default": "info",
        "new_default": "warn",
        "secret": False,
        "old_name": None,
        "from_file": None,
        "suggestion": None,
        "note": None,
    }
    assert (items["API_TOKEN"]["secret"], items["API_TOKEN"]["before"], items["API_TOKEN"]["after"]) == (
        True,
        None,
        None,
    )
    for secret in ("my-own-token", "shipped-token", "other-token", "secretword"):
        assert secret not in out


def test_what_needs_a_value_blocks_with_the_list(folder: Path, launchdeck: Run) -> None:
    (folder / "new" / "compose.yaml").write_text("services: {a: {image: 'x:${LICENSE_ID:?}${SITE_ID?}'}}\n")
    for more in ((), ("--dry-run",), ("--json",)):
        code, out, err = launchdeck(*SYNC, *more)
        assert code == NO
        assert err == (
            "launchdeck: LICENSE_ID, SITE_ID: no value; give each one with --set KEY=VALUE or launchdeck env set\n"
        )
        assert "LICENSE_ID" in out
    assert (folder / "d" / ".env").read_text() == USER
    code, out, _ = launchdeck(*SYNC, "--set", "LICENSE_ID=x", "--set", "SITE_ID=a b")
    assert code == DONE
    assert (folder / "d" / ".env").read_text().endswith("MINE=1\nLICENSE_ID=x\nSITE_ID='a b'\n")


def test_choices_for_single_variables(folder: Path, launchdeck: Run) -> None:
    code, _, _ = launchdeck(*SYNC, "--take", "POOL", "--keep", "CACHE_URL", "--keep-defaults")
    text = (folder / "d" / ".env").read_text()
    assert code == DONE
    assert "POOL='20'" in text or "POOL=20" in text
    assert "LOG=info" in text
    assert "CACHE_URL" not in text


def test_any_file_can_be_named(folder: Path, launchdeck: Run) -> None:
    (folder / "d" / ".env").rename(folder / "d" / "prod.env")
    code, _, err = launchdeck(
        "env", "sync", "--file", "d/prod.env", "--from", "new/.env.example", "--base", "old/.env.example"
    )
    assert (code, "d/prod.env written" in err) == (DONE, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "nowhere"), "launchdeck: nowhere cannot be read: no such file or directory; name the example file"),
        (("--from", "d"), "launchdeck: d holds no .env.example; name the example file itself\n"),
        (("--from", "new", "--base", "gone"), "launchdeck: gone cannot be read"),
        (("--from", "new", "--set", "X"), "launchdeck: --set takes KEY=VALUE"),
        (("--from", "new", "--rename", "GONE"), "launchdeck: --rename takes KEY=VALUE"),
        (
            ("--from", "new", "--take", "POOOL"),
            "launchdeck: --take POOOL: neither the file nor the new template has it",
        ),
        ((), "launchdeck: the following arguments are required: --from"),
    ],
)
def test_bad_input_gives_one_line(folder: Path, launchdeck: Run, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = launchdeck("-C", "d", "env", "sync", *arguments)
    assert (code, out) == (UNUSABLE, "")
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert (folder / "d" / ".env").read_text() == USER


def test_the_page_names_the_option_where_there_is_a_choice(folder: Path, launchdeck: Run) -> None:
    (folder / "d" / ".env").write_text("SECRET_KEY=sk-x\nLOG_LEVEL=INFO\nMAIL_SERVER_HOST=mx\n")
    (folder / "old" / ".env.example").write_text("SECRET_KEY=sk-x\nLOG_LEVEL=INFO\nMAIL_SERVER_HOST=\n")
    (folder / "new" / ".env.example").write_text("SECRET_KEY=\nLOG_LEVEL=INFO\nMAIL_SERVERS_HOST=\n")
    for name, mode in (("a", "api"), ("b", "beat")):
        (folder / "new" / "envs").mkdir(exist_ok=True)
        (folder / "new" / "envs" / f"{name}.env.example").write_text(f"MODE={mode}\n")
    (folder / "new" / "compose.yaml").write_text("services: {a: {image: 'x:${KEY:?}'}}\n")
    _, out, _ = launchdeck(*SYNC, "--dry-run")
    assert out == (
        "d/.env: 1.0 -> template " + out.split("template ")[1][:12] + "\n"
        "Compared with the given old template.\n\n"
        "Needs a value from you (1)\n"
        "  KEY: no value yet; the new compose file demands it; --set KEY=VALUE\n\n"
        "Default changed, and you have the old one (1)\n"
        "  SECRET_KEY: stays ••••••••, the new default is empty; stored data is sealed with it; "
        "--take SECRET_KEY takes it all the same\n\n"
        "Added (1)\n  MAIL_SERVERS_HOST: empty\n\n"
        "Not in the template any more: kept, with a mark above (1)\n"
        "  MAIL_SERVER_HOST: mx; MAIL_SERVERS_HOST may be its new name; "
        "--rename MAIL_SERVER_HOST=MAIL_SERVERS_HOST carries the value\n\n"
        "Different for each service: left out of a single file (1)\n"
        "  MODE: envs/a.env: api, envs/b.env: beat; --layout template writes these files\n"
    )
