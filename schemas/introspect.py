"""Reads the catalog off the settings classes: the step that ``python -m schemas.generate`` writes to catalog.json."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

import annotated_types
from pydantic import HttpUrl
from pydantic.fields import FieldInfo

from schemas.base import Settings
from schemas.catalog import Catalog, Choice, Variable
from schemas.categories import CATEGORIES
from schemas.references import UPSTREAM, docs_of_category
from schemas.setting import SAME, Meta, environment_names, meta_of
from schemas.types import EMPTY_IS_UNSET

_NUMBERS = {"int", "float", "port"}


def text_of(default: Any) -> str | None:
    """How a default would be written into an env file."""
    if default is None:
        return None
    if isinstance(default, bool):
        return "true" if default else "false"
    if isinstance(default, enum.Enum):
        return str(default.value)
    return str(default).removesuffix("/") if type(default) is HttpUrl else str(default)


def _parts(annotation: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The types of a union without None, each with the constraints that are annotated on it."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        for part, more in _parts(inner):
            yield part, (*metadata, *more)
    elif get_origin(annotation) in {typing.Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _parts(part)
    elif annotation is not type(None):
        yield annotation, ()


def _members(annotation: Any) -> list[Any]:
    """The types of a union, without None and without constraints."""
    return [part for part, _ in _parts(annotation)]


def _choices(annotation: Any, meta: Meta) -> tuple[Choice, ...]:
    values: list[str] = []
    for part in _members(annotation):
        if get_origin(part) is Literal:
            values += [str(value) for value in get_args(part)]
        elif isinstance(part, type) and issubclass(part, enum.Enum):
            values += [str(member.value) for member in part]
    values = values or list(meta.choices)
    return tuple(Choice(v, meta.choices.get(v, ""), v in meta.deprecated_choices) for v in values)


def _kind(annotation: Any, meta: Meta, choices: tuple[Choice, ...]) -> str:
    if meta.kind:
        return meta.kind
    parts = _members(annotation)
    if bool in parts:
        return "bool" if len(parts) == 1 else "bool_or_string"
    if int in parts:
        return "int"
    if float in parts:
        return "float"
    if HttpUrl in parts:
        return "url"
    if choices:
        return "enum"
    return "secret" if meta.secret else "string"


def _bounds(info: FieldInfo) -> dict[str, Any]:
    found: dict[str, Any] = {}
    nested = [item for _, metadata in _parts(info.annotation) for item in metadata]
    for item in [*info.metadata, *nested]:
        match item:
            case annotated_types.Ge(ge=low):
                found["minimum"] = low
            case annotated_types.Gt(gt=low):
                found |= {"minimum": low, "exclusive_minimum": True}
            case annotated_types.Le(le=high):
                found["maximum"] = high
            case annotated_types.Lt(lt=high):
                found |= {"maximum": high, "exclusive_maximum": True}
            case annotated_types.MaxLen(max_length=length):
                found["max_length"] = length
    return found


def _defaults(info: FieldInfo, meta: Meta) -> dict[str, str | None]:
    image = text_of(info.default) if info.default_factory is None else None
    places = {
        "docker": meta.docker,
        "middleware": meta.middleware,
        "local": meta.local,
        "compose": meta.compose,
    }
    found: dict[str, str | None] = {"image": image}
    for place, value in places.items():
        if value is SAME:
            found[place] = image or ""
        elif isinstance(value, str):
            found[place] = value
    return found


def variable_of(owner: type[Settings], field: str) -> Variable | None:
    """The variable that a field of a settings class declares."""
    info = owner.model_fields[field]
    meta = meta_of(info)
    if meta is None:
        return None
    declaring = next(base for base in owner.__mro__ if field in inspect.get_annotations(base))
    annotation = info.annotation
    choices = _choices(annotation, meta)
    kind = _kind(annotation, meta, choices)
    defaults = _defaults(info, meta)
    literal = bool(choices) and (kind == "enum")
    category: str = meta.category or declaring.category  # type: ignore[attr-defined]  # a Settings class declares it
    schemes = meta.schemes or (("http", "https") if HttpUrl in _members(annotation) else ())
    numeric_text = kind in _NUMBERS | {"bool"} and not _text_typed(annotation)
    return Variable(
        name=environment_names(field, info)[0],
        category=category,
        group=meta.group,
        kind=kind,
        help=meta.help,
        default=next((defaults[p] for p in ("docker", "compose", "image") if defaults.get(p) is not None), None),
        defaults=defaults,
        choices=choices,
        strict_choices=literal if meta.strict_choices is None else meta.strict_choices,
        **_bounds(info),
        pattern=meta.also,
        schemes=schemes,
        empty_ok=EMPTY_IS_UNSET in info.metadata
        or not (numeric_text or HttpUrl in _members(annotation) or _closed(annotation)),
        unit=meta.unit,
        example=meta.example,
        secret=meta.secret is not None,
        secret_class=meta.secret,
        generator=meta.generate,
        insecure=meta.insecure,
        active_when=meta.active_when,
        required_when=meta.required_when,
        required=meta.required,
        readers=meta.readers,
        reaches_container=meta.reaches_container,
        linked=meta.linked,
        renamed_from=meta.renamed_from,
        deprecated=meta.deprecated,
        owner=declaring.__name__,
        in_template=meta.docker is not None,
        docs=UPSTREAM.get(environment_names(field, info)[0], ""),
    )


def _text_typed(annotation: Any) -> bool:
    return str in _members(annotation)


def _closed(annotation: Any) -> bool:
    """True for a type of listed values: an empty text is none of them."""
    parts = _members(annotation)
    return not _text_typed(annotation) and any(
        get_origin(part) is Literal or (isinstance(part, type) and issubclass(part, enum.Enum)) for part in parts
    )


def variables(*roots: type[Settings]) -> Iterator[Variable]:
    """The variables of the roots, each name once."""
    seen: set[str] = set()
    for root in roots:
        for field in root.model_fields:
            variable = variable_of(root, field)
            if variable is not None and variable.name not in seen:
                seen.add(variable.name)
                yield variable


def build_catalog() -> Catalog:
    """The whole schema, in the order of the categories, their groups and the fields."""
    from schemas.dify import DifyConfig
    from schemas.stack import StackConfig

    order = {
        (category.name, group.name): (i, j)
        for i, category in enumerate(CATEGORIES)
        for j, group in enumerate(category.groups)
    }
    found = sorted(variables(DifyConfig, StackConfig), key=lambda v: order[v.category, v.group])
    documented = [dataclasses.replace(one, docs=docs_of_category(one.name)) for one in CATEGORIES]
    return Catalog(documented, found)


def record_of(variable: Variable) -> dict[str, Any]:
    """A variable as its record in catalog.json: what has the field's default is left out."""
    blank = Variable("", "", "", "")
    record: dict[str, Any] = {}
    for item in dataclasses.fields(variable):
        value = getattr(variable, item.name)
        if value == getattr(blank, item.name):
            continue
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            value = dataclasses.asdict(value)
        elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            value = [_without_defaults(choice) for choice in value]
        record[item.name] = value
    return record


def _without_defaults(choice: Choice) -> dict[str, Any]:
    return {key: value for key, value in dataclasses.asdict(choice).items() if value}
