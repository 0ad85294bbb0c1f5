"""Messages that more than one screen sends and the app handles."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tui.engine.protocol import Planned


@dataclass
class GoTo(Message):
    """Show a variable on the Configure screen."""

    name: str


@dataclass
class ShowLogs(Message):
    """Show the log of a service on the Logs screen; of all services when the name is empty."""

    service: str


@dataclass
class ApplyPlan(Message):
    """Apply a plan on the Services screen."""

    plan: list[Planned]


@dataclass
class Edited(Message):
    """A value of the workspace changed, was saved or was taken back."""


@dataclass
class RotateSecret(Message):
    """Change a password in the service that keeps it, in the file and in its readers, on the Services screen."""

    name: str
