"""``python -m tui.keytable``: docs/keys.md, made from the commands; ``--check`` says whether it is current."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tui import app as _app  # noqa: F401 - importing the app registers every command
from tui.commands import REGISTRY

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"
HEAD = """\
# Keys and commands

Made from the commands themselves (`make generate`). Each has an id, by which its keys can be changed in
[the settings](settings.md); those without a key are in the command palette (`ctrl+p`). The last column is the command
line that does the same without the app, or in brackets why none is needed.
"""
SIGNS = {"question_mark": "?", "slash": "/", "plus": "+", "minus": "-", "equals_sign": "="}
"""Keys that are written as the sign that is on them."""
COLUMNS = "| command | keys | what it does | without the app |\n| --- | --- | --- | --- |"


def table() -> str:
    """The page: one table per place, sorted, since the order of definition depends on who imports first."""
    places: dict[str, list[str]] = {}
    for command in sorted(REGISTRY.values(), key=lambda command: command.id):
        keys = " ".join(SIGNS.get(key, key) for key in command.keys.split(","))
        twin = f"`launchdeck {command.twin}`" if command.twin else f"({command.visual})"
        row = f"| `{command.id}` | {f'`{keys}`' if keys else ''} | {command.sentence} | {twin} |"
        places.setdefault(command.place, []).append(row)
    parts = [HEAD]
    for place, rows in places.items():
        parts.append(f"\n## {place.capitalize()}\n\n{COLUMNS}\n")
        parts.append("\n".join(rows) + "\n")
    return "".join(parts)


def main(arguments: Sequence[str]) -> int:
    """Write the page, or compare it; 1 when it is not current."""
    text = table()
    if PAGE.is_file() and PAGE.read_text("utf-8") == text:
        return 0
    if "--check" in arguments:
        sys.stderr.write("docs/keys.md is not current: make generate\n")
        return 1
    PAGE.write_text(text, "utf-8")
    sys.stdout.write("docs/keys.md written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
