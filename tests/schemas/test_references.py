"""Where variables are documented: data that names what exists."""

from __future__ import annotations

from urllib.parse import urlsplit

from schemas.catalog import load_catalog
from schemas.export import json_schema
from schemas.references import UNDOCUMENTED, UPSTREAM


def test_every_address_belongs_to_a_variable_or_a_category_and_is_one() -> None:
    catalog = load_catalog()
    assert [name for name in UPSTREAM if name not in catalog] == []
    assert {category.name for category in catalog.categories} >= UNDOCUMENTED
    found = [docs for variable in catalog if (docs := catalog.docs(variable.name))]
    assert all(urlsplit(docs).scheme == "https" and "{" not in docs for docs in found)
    assert len(found) > len(catalog) * 0.8


def test_the_program_that_a_value_is_handed_on_to_comes_before_the_category() -> None:
    catalog = load_catalog()
    assert catalog.docs("COMPOSE_PROFILES").endswith("/envvars/#compose_profiles")
    assert catalog.docs("DB_HOST").endswith("/environments#db_host")
    assert catalog.docs("IMAGE_PREFIX") == ""
    assert json_schema(catalog)["properties"]["DB_HOST"]["x-docs"] == catalog.docs("DB_HOST")
