"""Where programs are: the same as the shell's answer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from runtime import programs


def test_it_finds_what_shutil_finds(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    (tmp_path / "folder").mkdir()
    program = tmp_path / "program"
    program.write_text("")
    program.chmod(0o755)
    path = os.pathsep.join((str(tmp_path), "/usr/bin", "/bin"))
    for name in ("sh", "program", "plain", "folder", "nothing-of-that-name", str(program), "/nowhere/sh"):
        assert programs.find(name, path) == shutil.which(name, path=path), name
    assert programs.find("sh", "") is None
