"""The wheel of this checkout, and the wheels that the runtime image needs."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOMS = ("docker", "runtime", "schemas", "tui")


def build_wheel(root: Path, source: Path) -> Path:
    """A wheel of the checkout, built from a copy in an empty folder, so that nothing is left in the checkout."""
    for room in ROOMS:
        shutil.copytree(root / room, source / room, ignore=shutil.ignore_patterns("__pycache__", ".env", ".launchdeck"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy2(root / name, source)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=source, check=True, capture_output=True
    )
    return next((source / "dist").glob("*.whl"))


def runtime_wheels(root: Path) -> Path:
    """A folder with the wheels of requirements/runtime.txt for this Python, kept beside the engine's state."""
    lock = root / "requirements" / "runtime.txt"
    state = Path(os.environ.get("E2E_STATE") or Path(tempfile.gettempdir()) / "launchdeck-e2e")
    digest = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = state / f"wheels-{digest}"
    if not folder.is_dir():
        state.mkdir(exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix="wheels-", dir=state))
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*command, "--require-hashes", "-r", lock, "-w", part], check=True, capture_output=True)
        try:
            part.rename(folder)
        except OSError:  # another worker was quicker
            shutil.rmtree(part)
    return folder
