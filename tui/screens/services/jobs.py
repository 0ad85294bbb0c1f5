"""One-off commands in the services' environment: the bundled ones as choices, any other as text."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from tui.engine.protocol import Engine, LogLine, Progress, Step

JOBS = (
    ("reset-password", "give an account a new password"),
    ("reset-email", "give an account another address"),
    ("reset-encrypt-key-pair", "new key; credentials are lost"),
    ("vdb-migrate", "make all vectors anew in the configured store"),
    ("register", "make an account"),
    ("create-tenant", "make a tenant with its owner"),
    ("upgrade-db", "bring the database to the present schema"),
)
"""The commands that the bundled runtime knows, each with what it does; a test compares them with its own list."""


def problem_of(text: str) -> str:
    """Why a text is no command line; empty when it is one."""
    try:
        words = shlex.split(text)
    except ValueError:
        return "A quotation mark is not closed."
    return "" if words else "Type a command, or choose one below."


def run(engine: Engine, words: Sequence[str]) -> Iterator[LogLine | Progress]:
    """Run a job: its output, and at the end its exit code."""
    lines = iter(engine.run(words))
    while True:
        try:
            line = next(lines)
        except StopIteration as end:
            code = int(end.value or 0)
            break
        yield line
    yield Progress(words[0], Step.FAILED if code else Step.DONE, f"exit code {code}")
