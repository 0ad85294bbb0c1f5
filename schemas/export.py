"""The catalog as JSON Schema 2020-12, with what it cannot say in keys that begin with ``x-``.

docs/schema-export.md says what each of them means.
"""

from __future__ import annotations

from typing import Any

from schemas.catalog import Catalog, Variable

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES = {"int": "integer", "port": "integer", "float": "number", "bool": "boolean"}
_FORMATS = {"url": "uri", "email": "email", "host": "hostname"}


def json_schema(catalog: Catalog) -> dict[str, Any]:
    """The schema of one env file, values as the types that they stand for."""
    return {
        "$schema": DIALECT,
        "title": "Launchdeck catalog",
        "type": "object",
        "properties": {variable.name: property_of(variable, catalog.docs(variable.name)) for variable in catalog},
        "required": [variable.name for variable in catalog if variable.required],
        "additionalProperties": True,
    }


def property_of(variable: Variable, docs: str = "") -> dict[str, Any]:
    """One variable, with the address of its documentation. A secret's default is not carried over."""
    found: dict[str, Any] = {
        "type": _TYPES.get(variable.kind, "string"),
        "description": variable.help,
        "default": None if variable.secret else typed(variable, variable.default),
        "x-category": variable.category,
        "x-group": variable.group,
        "x-secret": variable.secret,
    }
    if variable.choices and variable.strict_choices:
        found["enum"] = [typed(variable, choice.value) for choice in variable.choices]
    if variable.kind in _FORMATS and not variable.secret:
        found["format"] = _FORMATS[variable.kind]
    low, high = (1, 65535) if variable.kind == "port" else (variable.minimum, variable.maximum)
    if low is not None:
        found["exclusiveMinimum" if variable.exclusive_minimum else "minimum"] = low
    if high is not None:
        found["exclusiveMaximum" if variable.exclusive_maximum else "maximum"] = high
    extras = {
        "x-unit": variable.unit,
        "x-secret-class": variable.secret_class,
        "x-active-when": dict(variable.active_when),
        "x-required-when": dict(variable.required_when),
        "x-readers": list(variable.readers),
        "x-inferred": variable.inferred,
        "x-docs": docs,
        "deprecated": bool(variable.deprecated),
        "examples": [variable.example] if variable.example and not variable.secret else [],
    }
    found |= {key: value for key, value in extras.items() if value}
    if not variable.reaches_container:
        found["x-reaches-container"] = False
    return found


def typed(variable: Variable, text: str | None) -> str | int | float | bool | None:
    """A text as the type that it stands for; None when it is not set or cannot be read as one."""
    if text is None:
        return None
    try:
        match _TYPES.get(variable.kind):
            case "integer":
                return int(text)
            case "number":
                return float(text)
            case "boolean":
                return text.lower() in {"true", "1", "yes", "on", "t", "y"} if text else None
            case _:
                return text
    except ValueError:
        return None
