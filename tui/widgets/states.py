"""How a state is shown: a glyph, a word and a colour, the same on every screen."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.rules.base import Severity
from schemas.secrets import mask
from tui.engine.protocol import Health, State, Step
from tui.theme import glyphs
from tui.widgets.cells import clean
from tui.workspace.workspace import Origin, Workspace

COLORS = {"error": "$text-error", "warning": "$text-warning", "good": "$text-success"}
"""The colours of texts by the style that a list has for the same; all else is faint."""


@dataclass(frozen=True, slots=True)
class Look:
    """A state as it is shown."""

    glyph: str
    word: str
    style: str = ""

    @property
    def color(self) -> str:
        """The colour of it in a text, where a list has its style."""
        return COLORS.get(self.style, "$faint")


def severity_look(severity: Severity) -> Look:
    """An error, a warning or a hint."""
    signs = glyphs()
    return {
        Severity.ERROR: Look(signs.error, "error", "error"),
        Severity.WARNING: Look(signs.warning, "warning", "warning"),
        Severity.HINT: Look(signs.hint, "hint", "dim"),
    }[severity]


def origin_look(origin: Origin) -> Look:
    """Where a value comes from."""
    signs = glyphs()
    return {
        Origin.DEFAULT: Look(" ", "default", "dim"),
        Origin.FILE: Look(signs.set, "file", ""),
        Origin.EDITED: Look(signs.edited, "edited", "edited"),
        Origin.SHELL: Look(signs.warning, "shell", "warning"),
    }[origin]


def variable_look(workspace: Workspace, name: str) -> Look:
    """What matters most about a variable: a finding, that it has no effect now, or where its value comes from."""
    worst = max((found.severity for found in workspace.diagnostics_of(name)), default=None)
    if worst is not None and worst is not Severity.HINT:
        return severity_look(worst)
    origin = workspace.origin(name)
    if origin in {Origin.DEFAULT, Origin.FILE} and not workspace.is_active(name):
        return Look(glyphs().off if origin is Origin.FILE else " ", "unused", "dim")
    return origin_look(origin)


def shown_value(workspace: Workspace, name: str) -> str:
    """The value in force as a list may show it: masked when secret, always one line."""
    text = workspace.text(name)
    if text is None:
        text = workspace.effective(name)
    return clean(mask(text)) if workspace.is_secret(name) and text else clean(text)


def service_look(state: State, health: Health) -> Look:
    """A service: the state, and while it runs its health."""
    signs = glyphs()
    if state is State.RUNNING and health is Health.UNHEALTHY:
        return Look(signs.error, "unhealthy", "error")
    if state is State.RUNNING and health is Health.STARTING:
        return Look(signs.working, "checking", "warning")
    return {
        State.RUNNING: Look(signs.edited, "running", "good"),
        State.STARTING: Look(signs.working, "starting", "warning"),
        State.STOPPING: Look(signs.working, "stopping", "warning"),
        State.STOPPED: Look(signs.off, "stopped", "dim"),
        State.FAILED: Look(signs.error, "failed", "error"),
        State.DONE: Look(signs.good, "done", "good"),
    }[state]


def step_look(step: Step) -> Look:
    """Where a service stands in a launch."""
    signs = glyphs()
    return {
        Step.WAITING: Look(signs.waiting, "waiting", "dim"),
        Step.PREPARING: Look(signs.working, "preparing", "accent"),
        Step.STARTING: Look(signs.working, "starting", "accent"),
        Step.CHECKING: Look(signs.working, "checking", "accent"),
        Step.READY: Look(signs.good, "ready", "good"),
        Step.DONE: Look(signs.good, "done", "good"),
        Step.STOPPING: Look(signs.working, "stopping", "accent"),
        Step.STOPPED: Look(signs.off, "stopped", "dim"),
        Step.REMOVED: Look(signs.off, "removed", "dim"),
        Step.FAILED: Look(signs.error, "failed", "error"),
        Step.COMMAND: Look("$", "runs", "dim"),
    }[step]
