"""What a project states of its variables itself, as plain data; the readers of it are imported when there is any."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.workspace.compose.faults import Fault
from tui.workspace.compose.text import Place

if TYPE_CHECKING:
    from schemas.catalog import Category
    from schemas.rules.base import Rule


class Decorator(NamedTuple):
    """One ``@name``, ``@name=value`` or ``@name(value)`` in a comment."""

    name: str
    value: str
    """Empty when none is given."""
    place: Place


@dataclass(slots=True)
class Spec:
    """What decorators at the head of an example file state for all of its variables."""

    required: str = ""
    """true, false, infer, or empty."""
    sensitive: str = ""
    """true, false, inferFromPrefix(...), or empty."""
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class ProjectFile:
    """What launchdeck.toml states. What is wrong in it is left out and kept as a fault."""

    variables: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Fields of :class:`schemas.catalog.Variable` by variable, ``title`` within ``help``."""
    categories: dict[str, Category] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
