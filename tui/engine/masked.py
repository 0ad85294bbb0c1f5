"""What a service was started with, as it may be shown: by the rule that hides secrets everywhere else too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from schemas.secrets import MASK, hide_passwords, mask, redact
from tui.engine.processes import ServiceProcess
from tui.engine.started import DRIFT, Setting, Standing, Started
from tui.workspace.compose.landings import Where
from tui.workspace.discovery.inference import infer
from tui.workspace.provenance import SHORTEST_SECRET
from tui.workspace.workspace import Workspace

_OPTION = re.compile(r"(?<!\S)(-[\w-]*(?:pass|password|passwd|secret|token|key)[ =])\S+", re.IGNORECASE)
"""An option of a command line whose value is a secret by its name, such as --requirepass."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting of a service, masked."""

    name: str
    standing: Standing
    runs: str | None
    now: str | None
    secret: bool = False
    """Whether its value is a secret: its texts are masks then, which look alike also where it differs."""
    variable: str = ""
    """The variable of the workspace that decides it; empty where none does."""


@dataclass(frozen=True, slots=True)
class ShownService:
    """What one service was started with, masked."""

    service: str
    made: tuple[Shown, ...]
    variables: tuple[Shown, ...]

    @property
    def settings(self) -> tuple[Shown, ...]:
        """All of it."""
        return (*self.made, *self.variables)

    @property
    def drift(self) -> tuple[Shown, ...]:
        """What the next start would change, in the order of how much it says."""
        return tuple(one for standing in DRIFT for one in self.settings if one.standing is standing)


def masked(started: Started, workspace: Workspace) -> ShownService:
    """The settings as they may be shown, each with its variable of the workspace."""
    sources = _sources(started.service, workspace)
    secret = {one.name for one in started.variables if _is_secret(one, sources.get(one.name, ()), workspace)}
    hidden = tuple(sorted(workspace.secrets() | _texts(one for one in started.variables if one.name in secret)))

    def shown(one: Setting, *, is_secret: bool, variable: str) -> Shown:
        texts = [_safe(text, hidden, whole=is_secret) for text in (one.runs, one.now)]
        return Shown(one.name, one.standing, texts[0], texts[1], is_secret, variable)

    def variable_of(name: str) -> str:
        return next((known for known in (*sources.get(name, ()), name) if known in workspace.catalog), "")

    return ShownService(
        started.service,
        tuple(shown(one, is_secret=False, variable="") for one in started.made),
        tuple(shown(one, is_secret=one.name in secret, variable=variable_of(one.name)) for one in started.variables),
    )


def _sources(service: str, workspace: Workspace) -> Mapping[str, tuple[str, ...]]:
    """The variables of the workspace that land in each variable of a service's environment."""
    found: dict[str, tuple[str, ...]] = {}
    for name, landings in workspace.survey.landings.items():
        for one in landings:
            if one.service == service and one.where in {Where.ENVIRONMENT, Where.PASSED}:
                found[one.key] = (*found.get(one.key, ()), name)
    return found


def _is_secret(one: Setting, sources: tuple[str, ...], workspace: Workspace) -> bool:
    """By the schema, by its name or form where the schema does not know it, or by what lands in it."""
    given = [text for text in (one.runs, one.now) if text]
    known = one.name in workspace.catalog or not infer(one.name, given).secret
    return not known or any(workspace.is_secret(name) for name in (one.name, *sources))


def _texts(settings: Iterator[Setting]) -> frozenset[str]:
    """What is a secret here may stand in other texts too; a short one that everybody knows would blot out words."""
    every = (text for one in settings for text in (one.runs, one.now))
    return frozenset(text for text in every if text and len(text) >= SHORTEST_SECRET)


def _safe(text: str | None, hidden: tuple[str, ...], *, whole: bool) -> str | None:
    if not text:
        return text
    if whole:
        return mask(text)
    return _OPTION.sub(rf"\g<1>{MASK}", hide_passwords(redact(text, hidden)))


def masked_command(process: ServiceProcess, workspace: Workspace) -> ServiceProcess:
    """A process whose arguments may be shown."""
    hidden = tuple(sorted(workspace.secrets()))
    return replace(process, command=_safe(process.command, hidden, whole=False) or "")


def as_json(engine: str, shown: ShownService) -> dict[str, object]:
    """The stable shape of ``environment --json``; the value of a secret is null."""
    return {
        "engine": engine,
        "service": shown.service,
        "drift": bool(shown.drift),
        "made_with": [_record(one) for one in shown.made],
        "variables": [
            {**_record(one), "secret": one.secret, "variable": one.variable or None} for one in shown.variables
        ],
    }


def _record(one: Shown) -> dict[str, object]:
    hide = one.secret
    return {
        "name": one.name,
        "state": str(one.standing),
        "running": None if hide else one.runs,
        "file": None if hide else one.now,
    }
