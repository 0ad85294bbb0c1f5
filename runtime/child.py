"""Run a child to its end: signals are passed on to it and its exit code is kept. Standard library only."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Final

from runtime import exits

FORWARDED: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)
"""What a container's engine or an operator may send."""


def run_child(program: str, argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the program of that path and wait for it.

    The exit code is as a shell says it: 128 and the signal's number when one ended it.

    A signal that asks this process to stop is passed on and counts as the outcome, even when the child then ends
    with success: what should have followed was called off.
    """
    asked: list[int] = []
    process: subprocess.Popen[bytes] | None = None

    def forward(number: int, frame: FrameType | None) -> None:
        del frame
        if number in {signal.SIGTERM, signal.SIGINT}:
            asked.append(number)
        if process is not None:
            process.send_signal(number)

    before = {number: signal.signal(number, forward) for number in FORWARDED}
    try:
        # A signal that came between the handlers and the start would reach nobody; hold them back until it runs.
        signal.pthread_sigmask(signal.SIG_BLOCK, FORWARDED)
        try:
            process = subprocess.Popen(
                [program, *argv[1:]],
                env=dict(environ),
                preexec_fn=_unblock,  # noqa: PLW1509 - no threads
            )
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, FORWARDED)
        returncode = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if returncode != 0:
        return exits.of_returncode(returncode)
    return exits.SIGNAL_BASE + asked[0] if asked else exits.OK


def _unblock() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, FORWARDED)
