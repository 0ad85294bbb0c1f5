"""What applying the saved settings would do to the services: read in a thread, shown, asked before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from schemas.errors import LaunchdeckError
from tui.commands import Command
from tui.engine.protocol import Engine, Offer, Planned, Progress, State
from tui.messages import ApplyPlan
from tui.screens.confirm import ConfirmScreen
from tui.screens.frame import ModeScreen
from tui.theme import glyphs
from tui.widgets.answers import Answer
from tui.widgets.cells import clean

FRESH = frozenset({"create", "start"})
"""Actions of an ordinary launch."""
UP = frozenset({State.RUNNING, State.STARTING})
MAX_NAMES = 4
"""Services named per action in the line."""
MAX_LINES = 8
"""Services named in the question."""

HostT = TypeVar("HostT", bound=ModeScreen)


def read_plan(engine: Engine) -> list[Planned]:
    """What there is to apply; nothing when all is down, since that is a launch. May take a second or two."""
    plan = [one for one in engine.plan() if one.action != "orphan" and not one.by_hand]
    if all(one.action in FRESH for one in plan) and not any(one.state in UP for one in engine.status()):
        return []
    return plan


def apply(engine: Engine, plan: Sequence[Planned]) -> Iterator[Progress]:
    """Do what the plan says. An engine that offers no recreation takes new settings over by a restart only."""
    anew = [one.service for one in plan if one.action == "recreate" and Offer.RECREATE not in engine.offers]
    if anew:
        yield from engine.restart(anew)
    rest = [one.service for one in plan if one.service not in anew]
    if rest:
        yield from engine.up(rest)


class PlanLine(Static):
    """One line, and a second one about what is lost meanwhile; not there while nothing is to be applied."""

    @dataclass
    class Read(Message):
        """The plan is known, or why it is not."""

        plan: list[Planned]
        error: str = ""

    def __init__(self, engine: Engine) -> None:
        super().__init__(classes="plan-line -empty", markup=False)
        self.engine = engine
        self.plan: list[Planned] = []
        """What there is to apply."""

    @work(thread=True, group="plan", exclusive=True)
    def read(self) -> None:
        """Ask the engine; an answer that a later question overtook is dropped."""
        worker = get_current_worker()
        try:
            answer = self.Read(read_plan(self.engine))
        except LaunchdeckError as error:
            answer = self.Read([], error.message)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(Read)
    def show_plan(self, event: Read) -> None:
        """Show it. That it cannot be told is said quietly: what is wrong is told elsewhere."""
        self.plan = event.plan
        self.set_class(not event.plan and not event.error, "-empty")
        if event.error:
            self.update(Content.styled(f"What is to be applied is not known: {clean(event.error)}", "$faint"))
        else:
            self.update(plan_content(event.plan))
        self.screen.refresh_bindings()


def plan_content(plan: Sequence[Planned]) -> Content:
    """What is done to which services, and what is lost meanwhile."""
    actions = dict.fromkeys(one.action for one in plan)
    done = "; ".join(f"{action} {_names([one for one in plan if one.action == action])}" for action in actions)
    losses = [f"{one.service}: {one.loses}" for one in plan if one.loses]
    more = f"; and {len(losses) - 1} more" if len(losses) > 1 else ""
    return Content.assemble(
        (f"{glyphs().warning} To apply  ", "bold $text-warning"),
        clean(done),
        ("  a asks and applies", "$faint"),
        (f"\n  {clean(losses[0])}{more}" if losses else "", "$faint"),
    )


def _names(plan: Sequence[Planned]) -> str:
    more = f" and {len(plan) - MAX_NAMES} more" if len(plan) > MAX_NAMES else ""
    return ", ".join(one.service for one in plan[:MAX_NAMES]) + more


class PlanScreen(ConfirmScreen):
    """The plan, service by service, before it is applied."""

    def __init__(self, plan: Sequence[Planned], unsaved: Sequence[str]) -> None:
        lines = [clean(_sentence(one)) for one in plan[:MAX_LINES]]
        if len(plan) > MAX_LINES:
            lines.append(f"and {len(plan) - MAX_LINES} more services")
        if unsaved:
            lines.append(f"Not saved yet, so not applied: {', '.join(unsaved)}")
        answers = (Answer("apply", "Apply"), Answer("", "Cancel"))
        super().__init__("Apply what is saved to these services?", "\n".join(lines), answers)


def _sentence(one: Planned) -> str:
    loss = f"; {one.loses}" if one.loses else ""
    return f"{one.action} {one.service}: {one.reason}{loss}"


class ApplyCommand(Command[HostT], Generic[HostT]):
    """Asks with the plan in sight; what was said yes to runs on the Services screen."""

    @classmethod
    def possible(cls, host: HostT) -> bool:
        """When there is something to apply."""
        return any(line.plan for line in host.query(PlanLine))

    @classmethod
    def run(cls, host: HostT) -> None:
        """Ask."""
        plan = list(host.query_one(PlanLine).plan)

        def answered(answer: str | None) -> None:
            if answer == "apply":
                host.post_message(ApplyPlan(plan))

        unsaved = [change.name for change in host.workspace.changes()]
        host.app.push_screen(PlanScreen(plan, unsaved), answered)
