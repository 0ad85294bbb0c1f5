"""The hand-written projects of tests/fixtures, copied where a test may change them."""

from __future__ import annotations

import shutil
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "projects"

NAMES = sorted(folder.name for folder in FIXTURES.iterdir())
WINDOWS = "windows"
"""Its files get CR LF and a BOM when they are copied, so that no tool that mends line ends can spoil the fixture."""
UNREADABLE = frozenset({"broken"})
"""What Compose refuses."""
WITHOUT_COMPOSE = frozenset({"example-only"})


def copied(name: str, target: Path) -> Path:
    """A copy of a project; the folder keeps its name, of which Compose makes the project's."""
    root = target / name
    shutil.copytree(FIXTURES / name, root)
    if name == WINDOWS:
        for path in root.iterdir():
            path.write_bytes(b"\xef\xbb\xbf" * (path.suffix != ".yaml") + path.read_bytes().replace(b"\n", b"\r\n"))
    return root


def thousand(target: Path) -> Path:
    """A project of a thousand variables, all of them with a default, a comment and a reader."""
    root = target / "thousand"
    root.mkdir()
    names = [f"{area}_{number:03}" for area in ("MAIL", "WEB", "STORE", "QUEUE") for number in range(250)]
    lines = "".join(f"      {name}: ${{{name}:-{number}}}\n" for number, name in enumerate(names))
    (root / "compose.yaml").write_text(f"services:\n  app:\n    image: app:1\n    environment:\n{lines}")
    examples = "".join(f"# Comment on {name}.\n{name}={number}\n\n" for number, name in enumerate(names))
    (root / ".env.example").write_text(examples)
    (root / ".env").write_text(examples)
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Every file below a folder but the history of saves."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".launchdeck" not in path.parts and not path.name.endswith(".lock")
    }
