"""The bundled jobs that the app offers are those that the runtime knows."""

from __future__ import annotations

from runtime.modes.job import REFERENCE_COMMANDS
from tui.screens.services.jobs import JOBS


def test_every_command_of_the_runtime_is_a_choice() -> None:
    assert {name for name, _ in JOBS} == REFERENCE_COMMANDS
