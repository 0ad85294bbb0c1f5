"""The wheel: what a person gets who installs Launchdeck instead of cloning it."""

from __future__ import annotations

import subprocess
import sys
import venv
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from tests.wheels import build_wheel


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout."""
    return build_wheel(root, tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    """What the wheel says of itself."""
    with ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def test_an_empty_environment_needs_the_wheel_alone_for_a_new_workspace(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    install = [sys.executable, "-m", "pip", f"--python={home / 'bin' / 'python'}", "install", "--quiet", "--no-deps"]
    subprocess.run([*install, "--no-index", "--disable-pip-version-check", wheel], check=True)
    launchdeck, target = home / "bin" / "launchdeck", tmp_path / "deployment"

    def call(*arguments: str | Path) -> str:
        done = subprocess.run([launchdeck, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        assert done.returncode == 0, done.stderr
        return done.stdout

    call("new", target)
    assert (target / ".env.example").read_bytes() == (Path(__file__).parent.parent / "docker/.env.example").read_bytes()
    call("-C", target, "init")
    call("-C", target, "check")
    assert call("-C", target, "env", "get", "DB_HOST") == "db_postgres\n"


def test_the_runtime_image_installs_no_screen_and_the_tool_no_server(metadata: Message) -> None:
    needs: dict[str, set[str]] = {}
    for text in metadata.get_all("Requires-Dist", []):
        requirement = Requirement(text)
        for extra in ("", "tui", "runtime"):
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                needs.setdefault(extra, set()).add(requirement.name)
    assert "textual" in needs["tui"]
    assert "gunicorn" in needs["runtime"]
    assert not needs["tui"] & {"gunicorn", "celery", "flask"}
    assert not needs["runtime"] & {"textual", "docker", "supervisor"}
    assert not needs[""] & (needs["tui"] - needs[""] | needs["runtime"] - needs[""])


def test_the_wheel_carries_the_style_sheets_the_catalog_and_no_test(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert {"schemas/catalog.json", "tui/styles/frame.tcss", "runtime/migrations/alembic.ini"} <= set(names)
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name or name.endswith("/.env")]
