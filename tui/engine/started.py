"""What a service was started with, against what it would get now. Plain data; it holds secrets, see masked.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How what runs stands to what would be started now."""

    DIFFERS = "differs"
    RUNNING = "only running"
    """The files do not give it any more."""
    FILE = "only in the file"
    """What runs was started without it."""
    SAME = "same"
    IMAGE = "from the image"
    """No file gives it; the image does, now as then."""
    KNOWN = "known"
    """Told of what runs only: nothing in the files stands against it."""


DRIFT = (Standing.DIFFERS, Standing.RUNNING, Standing.FILE)
"""What the next start would change."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment, or another thing that a service was made with."""

    name: str
    standing: Standing
    runs: str | None = field(repr=False)
    """None when it runs without."""
    now: str | None = field(repr=False)
    """None when it would be started without, and where nothing stands against what runs."""


@dataclass(frozen=True, slots=True)
class Started:
    """What one service was started with last."""

    service: str
    made: tuple[Setting, ...]
    """Image, command, user, mounts, ports and the like, as far as the engine knows."""
    variables: tuple[Setting, ...]
    """Its environment, by name."""

    @property
    def drift(self) -> tuple[Setting, ...]:
        """What the next start would change."""
        return tuple(one for one in (*self.made, *self.variables) if one.standing in DRIFT)


def compared(
    runs: Mapping[str, str], given: Mapping[str, str], image: Mapping[str, str] | None = None
) -> tuple[Setting, ...]:
    """Each variable of what runs and of what the files give now, over what the image of now gives."""
    image = image or {}
    now = {**image, **given}
    return tuple(
        Setting(name, _standing(name, runs, now, given), runs.get(name), now.get(name))
        for name in sorted(runs.keys() | now.keys())
    )


def _standing(name: str, runs: Mapping[str, str], now: Mapping[str, str], given: Mapping[str, str]) -> Standing:
    if name not in runs:
        return Standing.FILE
    if name not in now:
        return Standing.RUNNING
    if runs[name] != now[name]:
        return Standing.DIFFERS
    return Standing.SAME if name in given else Standing.IMAGE


def against(name: str, runs: str, now: str) -> Setting:
    """One thing that both sides tell; an empty text means that it is not there."""
    if runs == now:
        return Setting(name, Standing.SAME, runs, now)
    standing = Standing.DIFFERS if runs and now else Standing.RUNNING if runs else Standing.FILE
    return Setting(name, standing, runs or None, now or None)


def known(name: str, runs: str) -> Setting:
    """One thing that only what runs tells."""
    return Setting(name, Standing.KNOWN, runs, None)


def present(settings: Iterable[Setting]) -> tuple[Setting, ...]:
    """Without those that neither side has."""
    return tuple(one for one in settings if one.runs or one.now)


def clock(at: datetime | None) -> str:
    """A moment by the clock of this machine."""
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S}" if at else ""
