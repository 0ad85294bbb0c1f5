"""``python -m schemas.generate``: everything that follows from the settings classes, written anew.

``--check`` writes nothing and exits 1 when a file is out of date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from schemas import documents
from schemas.catalog import Catalog
from schemas.records import CATALOG_FILE
from schemas.rules.document import rules_markdown

ROOT = Path(__file__).resolve().parent.parent


def catalog_json(catalog: Catalog) -> str:
    """The text of catalog.json: one line per variable, so that a change is one line in a diff."""
    from dataclasses import asdict

    from schemas.introspect import record_of

    categories = [json.dumps(asdict(category), ensure_ascii=False) for category in catalog.categories]
    variables = [json.dumps(record_of(variable), ensure_ascii=False) for variable in catalog]
    chapters = ",\n".join(categories)
    return f'{{"categories": [\n{chapters}\n],\n"variables": [\n' + ",\n".join(variables) + "\n]}\n"


def outputs() -> dict[Path, Callable[[Catalog], str]]:
    """Every generated file with the function that makes its text."""
    return {
        CATALOG_FILE: catalog_json,
        ROOT / "docker" / ".env.example": documents.docker_example,
        ROOT / "docker" / "middleware.env.example": documents.middleware_example,
        ROOT / "docs" / "configuration.md": documents.reference_page,
        ROOT / "docs" / "rules.md": rules_markdown,
    }


def main(arguments: list[str]) -> int:
    """Write or check all generated files; returns the exit code."""
    from schemas.introspect import build_catalog

    catalog = build_catalog()
    stale = []
    for path, make in outputs().items():
        text = make(catalog)
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    for path in stale:
        sys.stderr.write(f"{path} {'is out of date: make generate' if '--check' in arguments else 'written'}\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
