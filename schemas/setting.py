"""setting(): a pydantic Field that also carries what a form, a document and a rule need.

A settings class declares each variable once; :mod:`schemas.introspect` reads the classes into the catalog.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import AliasChoices, Field
from pydantic.fields import FieldInfo

from schemas.catalog import Condition, Generator, SecretClass


class _Same:
    """The type of SAME."""

    def __repr__(self) -> str:
        return "SAME"


SAME: Final = _Same()
"""A place whose default is the one that is built into the image."""

Place = str | _Same | None
"""A default in one place: a text, SAME, or None where the place has no line for the variable."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What setting() was told beyond what pydantic knows."""

    help: str
    group: str
    kind: str | None = None
    category: str | None = None
    docker: Place = None
    middleware: Place = None
    local: Place = None
    compose: Place = None
    unit: str = ""
    example: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    deprecated_choices: tuple[str, ...] = ()
    strict_choices: bool | None = None
    also: str = ""
    schemes: tuple[str, ...] = ()
    secret: SecretClass | None = None
    generate: Generator | None = None
    insecure: tuple[str, ...] = ()
    active_when: Condition = field(default_factory=dict)
    required_when: Condition = field(default_factory=dict)
    required: bool = False
    readers: tuple[str, ...] = ()
    reaches_container: bool = True
    linked: tuple[str, ...] = ()
    renamed_from: tuple[str, ...] = ()
    deprecated: str = ""

    def __call__(self, schema: dict[str, Any]) -> None:
        """Add to the JSON schema of the field what pydantic does not know of it."""
        schema["x-group"] = self.group
        schema["x-secret"] = self.secret is not None
        if self.unit:
            schema["x-unit"] = self.unit


def setting(
    default: Any,
    *,
    help: str,  # noqa: A002 - the word that every command line and every form uses
    group: str,
    kind: str | None = None,
    category: str | None = None,
    docker: Place = None,
    middleware: Place = None,
    local: Place = None,
    compose: Place = None,
    unit: str = "",
    example: str = "",
    choices: Mapping[str, str] | None = None,
    deprecated_choices: Sequence[str] = (),
    strict_choices: bool | None = None,
    also: str = "",
    schemes: Sequence[str] = (),
    secret: SecretClass | None = None,
    generate: Generator | None = None,
    insecure: Sequence[str] = (),
    active_when: Condition | None = None,
    required_when: Condition | None = None,
    required: bool = False,
    readers: Sequence[str] = (),
    reaches_container: bool = True,
    linked: Sequence[str] = (),
    renamed_from: Sequence[str] = (),
    deprecated: str = "",
    env: Sequence[str] = (),
    **constraints: Any,
) -> Any:
    """A field of a settings class.

    default is the one that is built into the image; docker, middleware, local and compose are the defaults of
    ``docker/.env.example``, ``docker/middleware.env.example``, local development and the compose file's interpolation.
    kind is derived from the annotation when it is not given. choices maps each value to what it means; also is a
    pattern of further texts that are accepted beside them. env names the environment variables that are read, first
    one first, when they are not the field's own name. constraints (ge, gt, le, lt, max_length) go to pydantic.
    """
    meta = Meta(
        help=help,
        group=group,
        kind=kind,
        category=category,
        docker=docker,
        middleware=middleware,
        local=local,
        compose=compose,
        unit=unit,
        example=example,
        choices=choices or {},
        deprecated_choices=tuple(deprecated_choices),
        strict_choices=strict_choices,
        also=also,
        schemes=tuple(schemes),
        secret=secret,
        generate=generate,
        insecure=tuple(insecure),
        active_when=active_when or {},
        required_when=required_when or {},
        required=required,
        readers=tuple(readers),
        reaches_container=reaches_container,
        linked=tuple(linked),
        renamed_from=tuple(renamed_from),
        deprecated=deprecated,
    )
    if env:
        constraints["validation_alias"] = AliasChoices(*env)
    value = {"default_factory": default} if callable(default) else {"default": default}
    return Field(description=help, json_schema_extra=meta, repr=secret is None, **value, **constraints)


def meta_of(info: FieldInfo) -> Meta | None:
    """What setting() was told; None for a field that is not a variable (the project's own version)."""
    extra = info.json_schema_extra
    return extra if isinstance(extra, Meta) else None


def environment_names(field: str, info: FieldInfo) -> tuple[str, ...]:
    """The environment variables that fill a field, the first one first."""
    alias = info.validation_alias
    if isinstance(alias, AliasChoices):
        return tuple(str(choice) for choice in alias.choices)
    return (alias,) if isinstance(alias, str) else (field,)


def alphanumeric(length: int, prefix: str = "") -> Generator:
    """A secret of letters and digits, which survives URLs, shells, SQL and YAML alike (FIELD 1.4).

    A prefix brings in what a service insists on, such as a character that is neither; the length is that of the rest.
    """
    return Generator("alphanumeric", length, prefix)


def random_base64(size: int, prefix: str = "") -> Generator:
    """A secret of that many random bytes in base64."""
    return Generator("base64", size, prefix)
