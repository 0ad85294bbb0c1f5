"""What a service was started with, told in lines: for a command line and for the plain mode."""

from __future__ import annotations

from collections.abc import Iterator

from tui.engine.masked import Shown, ShownService
from tui.engine.started import DRIFT, Standing
from tui.workspace.printable import printable

MOST = 100
"""Characters of a value on a line."""


def lines(shown: ShownService, *, only_drift: bool) -> Iterator[str]:
    """One line for each setting: how it stands, its name, what runs and what would be started now."""
    rest = [] if only_drift else [one for one in shown.settings if one.standing not in DRIFT]
    every = [*shown.drift, *rest]
    width = max((len(one.name) for one in every), default=0)
    for one in every:
        word = "" if one.standing is Standing.KNOWN else str(one.standing)
        yield f"{word:<16}  {one.name:<{width}}  {said(one)}".rstrip()


def said(one: Shown) -> str:
    """The value; of what differs both, the one that runs first."""
    if one.standing is not Standing.DIFFERS:
        return _short(one.now if one.standing is Standing.FILE else one.runs)
    if one.secret:
        return "two secrets that differ"
    return f"{_short(one.runs)} -> {_short(one.now)}"


def _short(text: str | None) -> str:
    line = printable(text or "", " ") or "empty"
    return line if len(line) <= MOST else f"{line[: MOST - 3]}..."


def summary(shown: ShownService) -> str:
    """One sentence about the drift, and what takes it over."""
    number = len(shown.drift)
    if not number:
        return f"{shown.service} runs with what it would get now"
    return f"{number} would be changed by launchdeck restart {shown.service}"


def sentence(one: Shown) -> str:
    """One setting that differs, to be heard rather than seen."""
    if one.standing is not Standing.DIFFERS or one.secret:
        return f"{one.name} {one.standing}: {said(one)}"
    return f"{one.name} differs: it runs with {_short(one.runs)} and would get {_short(one.now)}"
