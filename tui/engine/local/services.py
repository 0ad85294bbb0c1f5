"""The services of the Local engine: what each one runs, when it is healthy, how it stops."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tui.engine.local import binaries, probes
from tui.engine.local.environment import Settings, shell_environment
from tui.engine.local.layout import Layout
from tui.engine.protocol import EngineError


@dataclass(frozen=True, slots=True)
class Service:
    """One service."""

    name: str
    argv: tuple[str, ...]
    env: dict[str, str]
    probe: Callable[[], probes.Answer]
    """Whether it works now; quick."""
    program: str
    """What runs, for people."""
    address: str = ""
    """HOST:PORT that it listens on."""
    port_variable: str = ""
    stop_signal: str = "TERM"
    stop_seconds: int = 30
    one_shot: bool = False
    not_root: bool = False
    start_seconds: float = 60
    """How long it may take until it is healthy."""
    needs: tuple[str, ...] = field(default=())
    config_file: Path | None = None
    """Its configuration file, where it has one beside its arguments and its environment."""
    config: str = field(default="", repr=False)
    """The text of that file; it may hold a password."""


def services_of(settings: Settings, layout: Layout) -> list[Service]:
    """The services in start order."""
    found: list[Service] = []
    if settings.embeds_database:
        found.append(_postgres(settings, layout))
    if settings.embeds_redis:
        found.append(_valkey(settings, layout))
    backing = tuple(service.name for service in found)
    runtime = (sys.executable, "-m", "runtime")

    def mode(name: str, probe: Callable[[], probes.Answer], needs: tuple[str, ...], **more: object) -> Service:
        env = {**settings.environment, "MODE": name, "MIGRATION_ENABLED": "false"}
        if name == "beat":
            env.setdefault("RUNTIME_HEARTBEAT_SECONDS", "60")
        return Service(name, runtime, env, probe, f"runtime {name}", needs=needs, **more)  # type: ignore[arg-type]

    api = f"{settings.api_host}:{settings.api_port}"
    found += [
        mode("migration", probes.never, backing, one_shot=True, start_seconds=300),
        mode(
            "api",
            lambda: probes.get(settings.api_port, "/health"),
            ("migration",),
            address=api,
            port_variable="DIFY_PORT",
            stop_seconds=40,
        ),
        mode("worker", lambda: probes.heartbeat(layout.run / "worker.heartbeat"), ("migration",), stop_seconds=120),
        mode("beat", lambda: probes.heartbeat(layout.run / "beat.heartbeat"), ("migration",)),
    ]
    return found


def named(names: Sequence[str], services: Sequence[Service]) -> list[str]:
    """The names, all when none is given. Raises EngineError for one that is no service."""
    known = [service.name for service in services]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise EngineError(f"{unknown[0]} is not a service", f"There are {', '.join(known)}")
    return list(names) or known


def with_needs(names: Sequence[str], services: Sequence[Service]) -> set[str]:
    """Services and all that they wait for."""
    wanted = set(names)
    for service in reversed(services):
        if service.name in wanted:
            wanted |= set(service.needs)
    return wanted


def _postgres(settings: Settings, layout: Layout) -> Service:
    folder = binaries.postgres_folder()
    options = {
        "port": settings.database_port,
        "listen_addresses": settings.database_host,
        "unix_socket_directories": "",
        "shared_buffers": "64MB",
        "max_connections": 200,
    }
    argv = [str(folder / "postgres"), "-D", str(layout.postgres)]
    for name, value in options.items():
        argv += ["-c", f"{name}={value}"]
    return Service(
        "postgres",
        tuple(argv),
        shell_environment(),
        lambda: probes.postgres(settings),
        "PostgreSQL",
        address=f"{settings.database_host}:{settings.database_port}",
        port_variable="DB_PORT",
        stop_signal="INT",
        not_root=True,
    )


def _valkey(settings: Settings, layout: Layout) -> Service:
    # The password stands in a private file: an argument list is world-readable.
    return Service(
        "valkey",
        (str(binaries.valkey_folder() / "valkey-server"), str(layout.run / "valkey.conf")),
        shell_environment(),
        lambda: probes.valkey(settings),
        "Valkey",
        address=f"{settings.redis_host}:{settings.redis_port}",
        port_variable="REDIS_PORT",
        config_file=layout.run / "valkey.conf",
        config=valkey_config(settings, layout),
    )


def valkey_config(settings: Settings, layout: Layout) -> str:
    """The text of Valkey's configuration file, values quoted as valkey.conf(5) wants it."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    lines = [
        f"port {settings.redis_port}",
        f"bind {settings.redis_host}",
        f"dir {quoted(str(layout.valkey))}",
        'save ""',
        "appendonly yes",
        "protected-mode yes",
    ]
    if settings.redis_password:
        lines.append(f"requirepass {quoted(settings.redis_password)}")
    return "\n".join(lines) + "\n"
