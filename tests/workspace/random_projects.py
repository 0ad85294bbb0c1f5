"""Random compose projects: lists and mappings, env files in any order, nested references, extends, override files."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

NAMES = ("A", "B", "C", "D", "E_1", "F")
MORE = (*NAMES, "G", "H")
FILES = ("one.env", "sub/two.env", "three.env")
RAW = "A='raw $B'\nG=\"x\"\nH\n  C=lead\n#no\n"
PIECES = ("x", " ", "$$", "a:b", "1", "'", '"', "#", "{", "}", "\u00e9")
WORDS = ("x", "", "a b", "$$", "it's", '"q"', "#", "1.5")
VALUES = (
    *("1", "x y", "'single ${A}'", '"double ${A:-d}"', "$B", "${C:-z}", "", "a # c"),
    *("'it\\'s'", '"a\\nb"', "${D-}${E_1+y}"),
)


def write_project(rnd: random.Random, root: Path, services: int) -> None:
    """A project of so many services in a new folder."""
    (root / "sub").mkdir(parents=True)
    for name in (*FILES, ".env"):
        (root / name).write_text("".join(f"{_line(rnd)}\n" for _ in range(rnd.randint(0, 6))), "utf-8")
    (root / "raw.env").write_text(RAW)
    base: dict[str, Any] = {}
    for number in range(services):
        base[f"s{number}"] = {"image": "x", **_service(rnd, list(base))}
    over = {name: _service(rnd, []) for name in rnd.sample(list(base), services // 2)}
    (root / "compose.yaml").write_text(yaml.safe_dump({"services": base}), "utf-8")
    text = yaml.safe_dump({"services": over})
    for key in ("env_file", "environment"):
        text = text.replace(f"{key}:\n", f"{key}: !override\n", rnd.randint(0, 2))
    (root / "compose.override.yaml").write_text(text, "utf-8")


def _service(rnd: random.Random, others: list[str]) -> dict[str, Any]:
    service: dict[str, Any] = {}
    names = [rnd.choice(MORE) for _ in range(rnd.randint(0, 4))]
    if rnd.random() < 0.4:
        service["environment"] = {name: rnd.choice((None, 1, True, 1.5, _text(rnd), _text(rnd))) for name in names}
    elif rnd.random() < 0.6:
        service["environment"] = [name if rnd.random() < 0.25 else f"{name}={_text(rnd)}" for name in names]
    if rnd.random() < 0.6:
        service["env_file"] = [_env_file(rnd) for _ in range(rnd.randint(1, 3))]
    if others and rnd.random() < 0.3:
        other = rnd.choice(others)
        service["extends"] = rnd.choice((other, {"service": other}))
    return service


def _env_file(rnd: random.Random) -> object:
    file = rnd.choice(FILES)
    missing, raw = {"path": "gone.env", "required": False}, {"path": "raw.env", "format": "raw"}
    return rnd.choice((file, file, {"path": file, "required": True}, missing, raw))


def _text(rnd: random.Random) -> str:
    return "".join(rnd.choice(PIECES) if rnd.random() < 0.6 else _reference(rnd) for _ in range(rnd.randint(0, 4)))


def _reference(rnd: random.Random, depth: int = 0) -> str:
    name, kind = rnd.choice(NAMES), rnd.random()
    if kind < 0.4:
        return f"${{{name}}}" if kind < 0.3 else f"${name}"
    word = rnd.choice(WORDS) if depth > 1 or rnd.random() < 0.6 else _reference(rnd, depth + 1)
    return f"${{{name}{rnd.choice(('-', ':-', '+', ':+'))}{word}}}"


def _line(rnd: random.Random) -> str:
    name, kind = rnd.choice(MORE), rnd.random()
    if kind < 0.1:
        return name if kind < 0.06 else "# comment"
    return f"{'export ' if kind < 0.16 else ''}{name}={rnd.choice(VALUES)}"
