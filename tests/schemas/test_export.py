"""The JSON Schema: valid where a reader can tell, complete, and each key of ours documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas.catalog import load_catalog
from schemas.export import json_schema

KEYS = frozenset(
    {
        *("type", "format", "default", "description", "enum", "examples", "deprecated"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    }
)
"""The keys of JSON Schema 2020-12 (validation and metadata vocabularies) that are used."""
TYPES = {"integer": int, "number": (int, float), "boolean": bool, "string": str}


def _properties() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from json_schema(load_catalog())["properties"].items()


def test_every_variable_is_a_property() -> None:
    assert [name for name, _ in _properties()] == list(load_catalog().names())


def test_defaults_and_allowed_values_have_the_type_of_the_property() -> None:
    for name, found in _properties():
        wanted = TYPES[found["type"]]
        texts = [*found.get("enum", ()), *([] if found["default"] is None else [found["default"]])]
        assert all(isinstance(text, wanted) for text in texts), name
        low = found.get("minimum", float("-inf"))
        assert low <= found.get("maximum", float("inf")), name


def test_a_secret_has_no_default() -> None:
    assert all(found["default"] is None for _, found in _properties() if found["x-secret"])


def test_each_key_is_of_the_standard_or_documented(root: Path) -> None:
    used = {key for _, found in _properties() for key in found}
    assert {key for key in used if not key.startswith("x-")} <= KEYS
    documented = set(re.findall(r"`(x-[a-z-]+)`", (root / "docs/schema-export.md").read_text("utf-8")))
    assert {key for key in used if key.startswith("x-")} | {"x-inferred"} == documented
