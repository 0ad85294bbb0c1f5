"""docs/runtime.md names every variable that the runtime reads, and every address and command that it has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runtime.factory import create_app
from runtime.modes import job
from schemas.dify import DifyConfig

READS = re.compile(
    r"""(?:text|flag|integer|seconds|port|choice|first|read|get)\(\s*"([A-Z][A-Z0-9_]{2,})"
      | (?:config|current_settings\(\))\.([A-Z][A-Z0-9_]{2,})
      | "((?:RUNTIME|CELERY)_[A-Z0-9_]+)"
    """,
    re.VERBOSE,
)
PLACES = {"HOME", "PATH", "TMPDIR", "XDG_RUNTIME_DIR"}
"""Not configuration: where things are on the machine."""


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "runtime.md").read_text("utf-8")


def names(root: Path) -> set[str]:
    found = set()
    for path in (root / "runtime").rglob("*.py"):
        for match in READS.finditer(path.read_text("utf-8")):
            found |= {name for name in match.groups() if name}
    return found - PLACES


def test_every_variable_that_is_read_is_documented(root: Path, text: str) -> None:
    read = names(root)
    assert len(read) > 100
    # OPENDAL_<SCHEME>_<OPTION> is a family of its own; SMTP_* and the like stand for all that begin so.
    families = tuple(re.findall(r"`([A-Z0-9_]+_)\*`", text))
    documented = set(re.findall(r"[A-Z][A-Z0-9_]{2,}", text))
    kinds = {"S3_", "ALIYUN_OSS_", "AZURE_BLOB_", "GOOGLE_STORAGE_", "TENCENT_COS_", "HUAWEI_OBS_", "VOLCENGINE_TOS_"}
    kinds |= {"OCI_", "BAIDU_OBS_", "STORAGE_LOCAL_"}
    missing = {name for name in read - documented if not name.startswith((*families, *kinds))}
    assert missing == set()


def test_every_command_and_address_is_documented(text: str) -> None:
    for command in job.REFERENCE_COMMANDS:
        assert f"| `{command}` |" in text
    app = create_app(DifyConfig())
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            assert re.sub(r"<\w+>", "ID", rule.rule) in text, rule.rule
