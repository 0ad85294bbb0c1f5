"""``schema export``: the catalog as JSON Schema."""

from __future__ import annotations

from argparse import Namespace

from tui.verbs.common import emit_json


def export(_arguments: Namespace) -> int:
    """Print JSON Schema 2020-12 of all variables."""
    from schemas.catalog import load_catalog
    from schemas.export import json_schema

    emit_json(json_schema(load_catalog()))
    return 0
