"""The template of a later release, made from the real one and the list of what changed between the two."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tui.workspace.document import EnvDocument

EXAMPLE = ".env.example"


class Drift:
    """What ``drift.json`` says about the Docker sample."""

    def __init__(self, shared: Path) -> None:
        facts: dict[str, Any] = json.loads((shared / "dify" / "drift.json").read_text("utf-8"))["docker_env"]
        self.facts = facts
        self.old = (shared / "dify" / "reference" / "1.11.4" / "docker.env.example").read_bytes()
        self.added: dict[str, dict[str, Any]] = {record["name"]: record for record in facts["added"]}
        self.removed = [record["name"] for record in facts["removed"]]
        self.renamed = {record["old"]: record["new"] for record in facts["renamed"]}
        self.changed: dict[str, dict[str, str]] = {
            record["name"]: {new["file"]: new["default"] for new in record["new"]}
            for record in facts["default_changed"]
        }

    def single(self) -> bytes:
        """The later template as one file: each variable once, with the default of the first file that has it."""
        document = EnvDocument.parse(self.old)
        for name in self.removed:
            document.unset(name)
        text = document.to_bytes().decode()
        for name, files in self.changed.items():
            text = _with_default(text, name, next(iter(files.values())))
        added = [f"{name}={record['defaults'][0]}" for name, record in self.added.items()]
        return (text + "\n" + "\n".join(added) + "\n").encode()

    def split(self) -> dict[str, bytes]:
        """The later template as the list lays it out: the main file and those under envs/."""
        files: dict[str, dict[str, str]] = {EXAMPLE: {}}
        document = EnvDocument.parse(self.old)
        moved: dict[str, list[str]] = self.facts["moved_out_of_main_file"]
        away = {name for names in moved.values() for name in names}
        for name in document.keys():  # noqa: SIM118 - a document is no mapping
            if name not in away and name not in self.removed:
                files[EXAMPLE][name] = document.token(name) or ""
        for file, names in moved.items():
            files.setdefault(file, {}).update({name: document.token(name) or "" for name in names})
        for name, record in self.added.items():
            for index, file in enumerate(record["files"]):
                defaults = record["defaults"]
                files.setdefault(file, {})[name] = defaults[index if len(defaults) > 1 else 0]
        for name, defaults in self.changed.items():
            for file, default in defaults.items():
                files.setdefault(file, {})[name] = default
        return {file: "".join(f"{n}={token}\n" for n, token in lines.items()).encode() for file, lines in files.items()}


def _with_default(text: str, name: str, default: str) -> str:
    lines = text.split("\n")
    index = max(i for i, line in enumerate(lines) if line.startswith(f"{name}="))
    lines[index] = f"{name}={default}"
    return "\n".join(lines)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write a template to a folder; returns its main file."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / EXAMPLE
