"""What only some engines can do with their services. Each command asks for the offer, never which engine it has."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported

from tui.commands import Command
from tui.engine.protocol import EngineError, Offer
from tui.screens.ask import AskScreen
from tui.screens.services.commands import JobCommand
from tui.screens.services.table import RUNNING
from tui.web import in_browser

if TYPE_CHECKING:
    from tui.screens.services.screen import ServicesScreen

MOST_COPIES = 100
"""More containers of one service than this are a slip of the finger."""


class _Offered(JobCommand):
    """A job of an engine that offers it, on the service with the cursor."""

    offer: ClassVar[Offer]

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When it is offered, there is a service, and no other job runs."""
        return not host.busy and cls.offer in host.engine.offers and host.table.current is not None


class Recreate(_Offered, place="services", keys="c", word="Recreate", twin="recreate SERVICE"):
    """Make this service anew, also when its settings did not change."""

    offer = Offer.RECREATE

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Make it anew."""
        cls.on_one(host, "Recreate", lambda name: host.engine.recreate([name]))


class Scale(_Offered, place="services", keys="n", word="Scale", twin="scale SERVICE=2"):
    """Run more or fewer containers of this service."""

    offer = Offer.SCALE

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When it is no one-shot."""
        return super().possible(host) and host.table.current is not None and not host.table.current.one_shot

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Ask how many, then do it."""
        service = host.table.current
        if service is None:
            return
        name = service.name

        def answered(answer: str | None) -> None:
            if answer is not None:
                host.run_job(f"Scale {name} to {answer}", lambda: host.engine.scale(name, int(answer)))

        detail = "Until the next launch, which goes back to what the files say. 0 stops it."
        question = AskScreen(f"How many containers of {name}?", detail, text="1", check=problem_of_count)
        host.app.push_screen(question, answered)


def problem_of_count(text: str) -> str:
    """Why a text is no number of containers; empty when it is one."""
    if re.fullmatch(r"\d{1,9}", text, re.ASCII) and int(text) <= MOST_COPIES:
        return ""
    return f"Type a whole number from 0 to {MOST_COPIES}."


class PullImages(_Offered, place="services", keys="P", twin="pull"):
    """Fetch the images of all services anew; what runs goes on with the old ones."""

    offer = Offer.PULL

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Fetch them."""
        host.run_job("Pull images", host.engine.pull)


class OpenShell(Command["ServicesScreen"], place="services", keys="e", word="Shell", twin="exec SERVICE"):
    """Open a shell in this service; leaving it leads back here."""

    @classmethod
    def possible(cls, host: ServicesScreen) -> bool:
        """When it runs, and there is a terminal to hand over."""
        service = host.table.current
        offered = Offer.SHELL in host.engine.offers and not in_browser()
        return offered and service is not None and service.state in RUNNING

    @classmethod
    def run(cls, host: ServicesScreen) -> None:
        """Hand the terminal over until the shell ends."""
        service = host.table.current
        if service is None:
            return
        command = host.engine.shell(service.name)
        try:
            with host.app.suspend():
                code = subprocess.run(command, check=False).returncode
        except SuspendNotSupported:
            raise EngineError("this terminal cannot be handed over", f"launchdeck exec {service.name}") from None
        except OSError as error:
            raise EngineError(f"{command[0]} cannot be run: {error.strerror}") from None
        if code:
            host.notify(f"The shell in {service.name} ended with exit code {code}", markup=False)
