"""Run a child to its end: signals are passed on to it and its exit code is kept. Standard library only."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Final

from runtime import exits
from runtime.errors import StartError

FORWARDED: Final = (
    *(signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT),
    *(signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH),
)
"""What a container's engine, an operator or a terminal may send."""

FROM_THE_KEYBOARD: Final = frozenset({signal.SIGINT, signal.SIGQUIT, signal.SIGWINCH})
"""What a terminal sends to the child as well, because both are in its foreground group."""

_RESTORED: Final = (*FORWARDED, signal.SIGPIPE, signal.SIGXFSZ, signal.SIGALRM)
"""What has its default action in the child; Python ignores some of them, and what is ignored is inherited."""

KILL_SECONDS: Final = 10.0
"""How long a child that has used up its time gets between TERM and KILL."""


class Child:
    """One child: started, supervised to its end.

    A signal that asks this process to stop is passed on and counts as the outcome, even when the child then ends
    with success: what should have followed was called off.
    """

    def __init__(self, limit: float = 0, kill_seconds: float = KILL_SECONDS) -> None:
        self._limit = limit
        self._kill_seconds = kill_seconds
        self._pid = 0
        self._asked = 0
        self._expired = False

    def run(self, program: str, argv: Sequence[str], environ: Mapping[str, str]) -> int:
        """Run the program of that path; its exit code as a shell says it.

        Raises StartError (exit 126) when it cannot be run.
        """
        with self._signals():
            # A signal that came between the handlers and the start would reach nobody; hold them back until it runs.
            signal.pthread_sigmask(signal.SIG_BLOCK, FORWARDED)
            try:
                # Not subprocess: its code between fork and exec is not for a process that handles signals.
                self._pid = os.posix_spawn(
                    program, (program, *argv[1:]), dict(environ), setsigmask=(), setsigdef=_RESTORED
                )
            except OSError as error:
                raise StartError(f"{argv[0]} cannot be run: {error.strerror}", code=exits.NOT_EXECUTABLE) from error
            finally:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, FORWARDED)
            signal.setitimer(signal.ITIMER_REAL, self._limit)
            try:
                code = os.waitstatus_to_exitcode(self._wait())
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        if self._expired:
            return exits.TIMED_OUT
        if code != 0:
            return exits.of_returncode(code)
        return exits.SIGNAL_BASE + self._asked if self._asked else exits.OK

    def _wait(self) -> int:
        """Wait for the child. The first process of a container also buries what its descendants left behind."""
        if os.getpid() != 1:
            return os.waitpid(self._pid, 0)[1]
        while True:
            pid, status = os.waitpid(-1, 0)
            if pid == self._pid:
                return status

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Pass signals on while the block runs."""
        before = {number: signal.signal(number, self._forward) for number in FORWARDED}
        before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._end)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _forward(self, number: int, frame: FrameType | None) -> None:
        del frame
        if number in {signal.SIGTERM, signal.SIGINT}:
            self._asked = number
        if self._pid and not (number in FROM_THE_KEYBOARD and sys.stdin and sys.stdin.isatty()):
            os.kill(self._pid, number)

    def _end(self, number: int, frame: FrameType | None) -> None:
        """The time is up: TERM first, then KILL."""
        del number, frame
        os.kill(self._pid, signal.SIGKILL if self._expired else signal.SIGTERM)
        self._expired = True
        signal.setitimer(signal.ITIMER_REAL, self._kill_seconds)


def run_child(program: str, argv: Sequence[str], environ: Mapping[str, str], limit: float = 0) -> int:
    """Run the program of that path and wait for it; its exit code as a shell says it.

    A limit in seconds ends it with TERM, ten seconds later with KILL (exit 124); 0 is no limit.
    """
    return Child(limit).run(program, argv, environ)
