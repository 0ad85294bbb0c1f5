"""One rotation: check, change, verify, write, apply; taken back where it fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from schemas.errors import LaunchdeckError
from tui.engine.compose.containers import Container
from tui.engine.compose.project import Project
from tui.engine.compose.rotation.journal import Journal
from tui.engine.compose.rotation.servers import Server, server_of
from tui.engine.protocol import Check, EngineError, Planned, Progress, Step
from tui.workspace.interpolation import references

_SAFE = re.compile(r"[A-Za-z0-9._~-]{8,}", re.ASCII)
"""What no shell, no URL, no SQL and no configuration file reads in another way (FIELD 1.4)."""


class Subject(Protocol):
    """The engine, as far as a rotation goes."""

    workspace: Path
    project: Project

    def containers(self) -> list[Container]:
        """The containers of the project."""
        ...

    def preflight(self) -> list[Check]:
        """What would stop a launch."""
        ...

    def plan(self) -> list[Planned]:
        """What the next launch would do."""
        ...

    def apply_plan(self) -> Iterator[Progress]:
        """Make anew what runs with older settings, without a look at the data."""
        ...


class Rotation:
    """The rotation of one variable. ``write`` stores a text in the workspace's file, and what follows from it."""

    def __init__(self, engine: Subject, key: str, old: str, write: Callable[[str], None]) -> None:
        self._engine = engine
        self._key = key
        self._old = old
        self._write = write

    def server(self) -> Server | None:
        """The service that keeps the password in its data; None when no service of the project does."""
        return next((kept.server for kept in kept_passwords(self._engine.project) if self._key in kept.keys), None)

    def rotate_or_resume(self, new: str) -> Iterator[Progress]:
        """Rotate; when a rotation of this variable was interrupted, finish that one or take it back.

        Raises EngineError when one of another variable was.
        """
        interrupted = Journal.read(self._engine.workspace)
        if interrupted is None:
            return self.rotate(new)
        if interrupted.key == self._key:
            return self.resume(interrupted)
        raise EngineError(
            f"a rotation of {interrupted.key} was interrupted", f"launchdeck secrets rotate {interrupted.key} first"
        )

    def rotate(self, new: str) -> Iterator[Progress]:
        """Change the password to another one. Raises EngineError with the reason; then all is as it was before."""
        server = self._ready(new)
        compose = self._engine.project.compose()
        yield Progress(server.service, Step.CHECKING, "the present password is checked by a login")
        if not server.logs_in(compose, self._old):
            raise EngineError(
                f"{server.service} refuses the present {self._key}: the file and the data differ already",
                f"Set the password that the data was made with, then rotate {self._key}",
            )
        journal = Journal(self._key, self._old, new)
        journal.write(self._engine.workspace)
        try:
            yield from self._forward(server, new)
        except LaunchdeckError as error:
            yield Progress(server.service, Step.FAILED, f"{error.message}: taken back")
            yield from self._settle(server, self._old, journal)
            raise EngineError(f"{self._key} was not rotated: {error.message}", "All is as it was before") from None
        Journal.remove(self._engine.workspace)

    def resume(self, journal: Journal) -> Iterator[Progress]:
        """Finish a rotation that was killed, or take it back: whichever password the service takes is the one."""
        server = self.server()
        if server is None:
            raise EngineError(f"no service keeps {journal.key} any more", "Remove .launchdeck/rotation.json")
        self._refuse_stopped(server)
        takes_new = server.logs_in(self._engine.project.compose(), journal.new)
        word = "finished" if takes_new else "taken back"
        yield Progress(server.service, Step.PREPARING, f"the interrupted rotation of {journal.key} is {word}")
        yield from self._settle(server, journal.new if takes_new else journal.old, journal)

    def _ready(self, new: str) -> Server:
        """The server, once nothing speaks against the rotation. Raises EngineError with what does."""
        server = self.server()
        if server is None:
            raise EngineError(
                f"no service of this project keeps {self._key}", "Change it where it lives, then set it here"
            )
        if _SAFE.fullmatch(new) is None:
            raise EngineError(
                f"the new {self._key} needs 8 or more of letters, digits and . _ ~ -",
                "Others are read in another way by some shell, address or statement",
            )
        if new == self._old:
            raise EngineError(f"the new {self._key} is the present one")
        self._refuse_stopped(server)
        failed = next((check for check in self._engine.preflight() if check.status == "fail"), None)
        if failed is not None:
            raise EngineError(f"a launch would be refused: {failed.message}", failed.mend)
        return server

    def _refuse_stopped(self, server: Server) -> None:
        running = {one.service for one in self._engine.containers() if one.state == "running"}
        if server.service not in running:
            raise EngineError(
                f"{server.service} does not run, and the password is changed inside it",
                f"launchdeck up {server.service}",
            )

    def _forward(self, server: Server, new: str) -> Iterator[Progress]:
        compose = self._engine.project.compose()
        yield Progress(server.service, Step.PREPARING, "the password is changed inside the service")
        server.change(compose, self._old, new)
        if not server.logs_in(compose, new):
            raise EngineError(f"{server.service} does not let the new password in")
        yield Progress(server.service, Step.PREPARING, "the new password is verified; the file follows")
        self._write(new)
        yield from self._apply()

    def _apply(self) -> Iterator[Progress]:
        broken = ""
        for told in self._engine.apply_plan():
            yield told
            if told.step is Step.FAILED and not broken:
                broken = f"{told.service} {told.message}"
        if broken:
            raise EngineError(broken)

    def _settle(self, server: Server, wanted: str, journal: Journal) -> Iterator[Progress]:
        """Bring file, service and readers to one password. The journal stays where that fails."""
        other = journal.new if wanted == journal.old else journal.old
        try:
            self._write(wanted)
            if not self._takes(server, wanted):
                server.change(self._engine.project.compose(), other, wanted)
            yield from self._apply()
            if not server.logs_in(self._engine.project.compose(), wanted):
                raise EngineError(f"{server.service} does not let it in")
        except LaunchdeckError as error:
            raise EngineError(
                f"the rotation of {journal.key} is half done: {error.message}",
                f"Mend that, then launchdeck secrets rotate {journal.key} goes on where it stopped",
            ) from None
        Journal.remove(self._engine.workspace)

    def _takes(self, server: Server, password: str) -> bool:
        return server.logs_in(self._engine.project.compose(), password)


@dataclass(frozen=True, slots=True)
class Kept:
    """A password that a service of the project keeps."""

    server: Server
    keys: frozenset[str]
    """The variables that it is made of."""
    text: str = field(repr=False)
    """What the service is given now."""


def kept_passwords(project: Project) -> Iterator[Kept]:
    """The passwords that services of the active profiles keep, by what their environments refer to."""
    model = project.model()
    for service, raw in project.raw_environments().items():
        if service not in model.services:
            continue
        resolved = model.services[service]
        for name, text in raw.items():
            if found := server_of(service, resolved.image, resolved.environment, name):
                keys = frozenset(references(text))
                yield Kept(found, keys, resolved.environment.get(name, ""))
