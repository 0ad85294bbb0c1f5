"""All checks in their order; what cannot be looked at ends in one line instead of an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.engine.compose.client import explained, is_here, is_podman
from tui.engine.compose.containers import Container
from tui.engine.compose.preflight import (
    folders,
    frozen,
    machine,
    manners,
    network,
    outside,
    passwords,
    project,
    together,
)
from tui.engine.compose.preflight.context import Context
from tui.engine.compose.project import Project
from tui.engine.protocol import Check, EngineError

if TYPE_CHECKING:
    from docker import DockerClient

OF_DATA: tuple[Callable[[Context], Iterator[Check]], ...] = (frozen.check, passwords.interrupted, passwords.kept)
"""Whether the data that is there can be read with the settings."""
CHECKS: tuple[Callable[[Context], Iterator[Check]], ...] = (
    machine.memory,
    machine.disk,
    machine.map_count,
    machine.clock,
    network.ports,
    network.subnets,
    project.name,
    project.panel,
    project.shell,
    project.unset,
    project.schedulers,
    project.log_limits,
    folders.file_systems,
    folders.owners,
    folders.postgres_versions,
    folders.data_gone,
    folders.line_ends,
    folders.certificates,
    folders.selinux,
    together.values,
    together.images,
    manners.grace,
    manners.health,
    *OF_DATA,
)
REMOTE: tuple[Callable[[Context], Iterator[Check]], ...] = (outside.database, outside.bucket, outside.mail)
"""What logs in to servers that are not of the project: only on request."""


class Subject(Protocol):
    """What is checked: an engine, as far as the checks go."""

    workspace: Path
    project: Project

    def client(self) -> DockerClient:
        """The connection to Docker."""
        ...

    def containers(self) -> list[Container]:
        """The containers of the project."""
        ...

    def values(self) -> Mapping[str, str]:
        """The values in force."""
        ...


def remember_launch(subject: Subject) -> None:
    """Note for later checks that this workspace was launched, and with which keys."""
    context = _context(subject)
    folders.remember_launch(subject.workspace)
    frozen.remember(subject.workspace, subject.values(), keys=frozen.keys_are_there(context))


def _context(subject: Subject) -> Context:
    """What the checks look at. Raises EngineError when the engine or the files cannot be read."""
    client = subject.client()
    with explained():
        info, version = client.info(), client.version()
    return Context(
        subject.workspace,
        subject.project,
        subject.project.model(),
        client,
        subject.containers(),
        info,
        version,
        subject.values(),
        is_here(),
    )


def run(subject: Subject, *, remote: bool = False) -> list[Check]:
    """The results of all checks, with remote those of servers outside too.

    A missing engine or a wrong file ends it after the first lines.
    """
    try:
        compose = subject.project.compose()
    except EngineError as error:
        return [Check("LD-COMPOSE-VERSION", "fail", error.message, error.hint)]
    checks = [Check("LD-COMPOSE-VERSION", "ok", f"Compose {compose.version_text}")]
    try:
        client = subject.client()
        with explained():
            version = client.version()
    except EngineError as error:
        return [*checks, Check("LD-ENGINE", "fail", error.message, error.hint)]
    checks.append(_engine(version))
    try:
        context = _context(subject)
    except EngineError as error:
        return [*checks, Check("LD-COMPOSE-FILE", "fail", error.message, error.hint)]
    return [*checks, *_made((*CHECKS, *(REMOTE if remote else (outside.not_asked,))), context)]


def of_data(subject: Subject) -> list[Check]:
    """The results of the checks that ask whether the data can be read with the settings.

    Raises EngineError when the engine or the files cannot be read.
    """
    return list(_made(OF_DATA, _context(subject)))


def _made(checks: Sequence[Callable[[Context], Iterator[Check]]], context: Context) -> Iterator[Check]:
    """The results; a check that cannot be made is a warning."""
    for check in checks:
        try:
            with explained():
                yield from check(context)
        except EngineError as error:
            yield Check("LD-ENGINE", "warn", f"a check could not be made: {error.message}", error.hint)


def _engine(version: Mapping[str, object]) -> Check:
    if is_podman(dict(version)):
        return Check(
            "LD-ENGINE",
            "warn",
            f"this is Podman {version.get('Version')}, not Docker",
            "Most works; health conditions and networks of Compose files may behave differently",
        )
    return Check("LD-ENGINE", "ok", f"Docker engine {version.get('Version')}")
