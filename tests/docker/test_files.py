"""The files themselves: they travel in the wheel, arrive with sane modes, and their scripts are scripts."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from tui.workspace import bundled
from tui.workspace.bundled import copy_bundled


def scripts(folder: Path) -> list[Path]:
    """The shell scripts of a workspace."""
    return sorted(folder.rglob("*.sh"))


def test_every_mounted_file_is_there(workspace: Path) -> None:
    for name in ("docker-compose.yaml", "docker-compose.middleware.yaml"):
        for service in yaml.safe_load((workspace / name).read_text("utf-8"))["services"].values():
            sources = [str(volume).partition(":")[0] for volume in service.get("volumes", [])]
            ours = [source for source in sources if source.startswith("./") and not source.startswith("./volumes/")]
            missing = [source for source in ours if not (workspace / source).exists()]
            assert missing in ([], ["./vastbase/lic"])  # the licence comes from its maker


def test_scripts_end_lines_as_a_shell_wants_and_can_be_run(workspace: Path) -> None:
    found = scripts(workspace)
    assert len(found) == 7
    for path in found:
        assert b"\r" not in path.read_bytes(), path
        assert os.access(path, os.X_OK), path
        interpreter = path.read_text("utf-8").splitlines()[0].removeprefix("#!/bin/")
        done = subprocess.run([interpreter, "-n", str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), path


def test_scripts_please_shellcheck(workspace: Path) -> None:
    program = shutil.which("shellcheck")
    if program is None:
        pytest.skip("shellcheck is not installed")
    paths = [str(path) for path in scripts(workspace)]
    done = subprocess.run([program, "-S", "warning", *paths], capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_a_copy_has_modes_that_containers_can_read(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = tmp_path / "installed"
    shutil.copytree(workspace, strict)
    for path in strict.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    (strict / ".env").write_text("SECRET_KEY=mine\n")
    monkeypatch.setattr(bundled, "_INSTALLED", strict)
    copied = tmp_path / "copy"
    files = copy_bundled(copied)
    assert Path(".env") not in files
    for path in copied.rglob("*"):
        expected = 0o755 if path.is_dir() or path.suffix == ".sh" else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_the_wheel_holds_the_whole_workspace(root: Path, workspace: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, project)
    for name in ("docker", "schemas", "runtime", "tui"):
        ignored = shutil.ignore_patterns("__pycache__", ".env", "middleware.env", ".launchdeck", "volumes")
        shutil.copytree(root / name, project / name, ignore=ignored)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=project, capture_output=True, check=True
    )
    (wheel,) = (project / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    prefix = "tui/workspace/bundled/"
    ours = {str(path.relative_to(project / "docker")) for path in (project / "docker").rglob("*") if path.is_file()}
    assert {name.removeprefix(prefix) for name in held if name.startswith(prefix)} == ours
    assert all(held[name] & 0o100 for name in held if name.startswith(prefix) and name.endswith(".sh"))


def test_a_build_gets_no_secret(root: Path, workspace: Path) -> None:
    for path in (root / ".dockerignore", workspace / ".dockerignore"):
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        assert lines[0] == "*"
        assert not any("env" in line or "volumes" in line for line in lines[1:])


def test_the_dockerfile_stays_within_the_classic_builder(workspace: Path) -> None:
    lines = [line for line in (workspace / "Dockerfile").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert not any("--mount" in line or "--chmod" in line or "--link" in line or "<<" in line for line in lines)
    assert "USER 1001:0" in lines
    assert 'ENTRYPOINT ["python", "-m", "runtime"]' in lines


def test_the_sandbox_configuration_holds_no_key(workspace: Path) -> None:
    config = yaml.safe_load((workspace / "sandbox" / "conf" / "config.yaml").read_text("utf-8"))
    assert config["app"]["key"] == ""
