"""What a mode becomes: a command, as data."""

from __future__ import annotations

from runtime.record import field, record


@record(frozen=True, slots=True)
class Command:
    """A program with its arguments and what it gets in its environment beyond what was there."""

    argv: tuple[str, ...]
    """The program and its arguments; no secret is ever among them."""
    env: dict[str, str] = field(default_factory=dict)
    """What is set in its environment."""
    unset: frozenset[str] = frozenset()
    """What is taken out of its environment."""
    notes: tuple[str, ...] = ()
    """What the person should know, one line each."""
