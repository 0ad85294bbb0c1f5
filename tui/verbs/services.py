"""The verbs that speak to the engine: up, down, start, stop, restart, status, logs, run, doctor."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime

from schemas.errors import LaunchdeckError
from tui.engine.choice import choose_engine
from tui.engine.protocol import Engine, Health, LogLine, Progress, ServiceStatus, State, Step
from tui.verbs.common import confirmed, emit, emit_json, open_workspace, say


def _engine(arguments: Namespace) -> Engine:
    return choose_engine(arguments.engine, open_workspace(arguments).root)


def _narrate(steps: Iterator[Progress], *, as_json: bool) -> int:
    """Print progress as it comes; exit 1 when a service failed."""
    failed = False
    for step in steps:
        failed |= step.step is Step.FAILED
        if as_json:
            emit_json_line(step)
            continue
        say(f"{step.service:<12} {step.step:<10} {step.message}".rstrip())
        for line in step.log:
            say(f"{'':<12} | {line}")
    return 1 if failed else 0


def emit_json_line(step: Progress) -> None:
    """One step of progress as one line of JSON."""
    import json

    record = {"service": step.service, "step": step.step, "message": step.message, "log": list(step.log)}
    emit(json.dumps(record, ensure_ascii=False))


def up(arguments: Namespace) -> int:
    """Start everything and wait until it is healthy."""
    return _narrate(_engine(arguments).up(arguments.services), as_json=arguments.json)


def down(arguments: Namespace) -> int:
    """Stop everything; with --volumes remove the data after asking."""
    engine = _engine(arguments)
    if arguments.volumes and not arguments.yes:
        question = f"Remove all data of {engine.workspace}? It cannot be brought back."
        if not confirmed(question):
            raise LaunchdeckError("the data stays", "answer y, or pass --yes in a script")
    return _narrate(engine.down(volumes=arguments.volumes), as_json=arguments.json)


def start(arguments: Namespace) -> int:
    """Start services."""
    return _narrate(_engine(arguments).start(arguments.services), as_json=arguments.json)


def stop(arguments: Namespace) -> int:
    """Stop services."""
    return _narrate(_engine(arguments).stop(arguments.services), as_json=arguments.json)


def restart(arguments: Namespace) -> int:
    """Restart services with the settings on disk."""
    return _narrate(_engine(arguments).restart(arguments.services), as_json=arguments.json)


def service_json(service: ServiceStatus) -> dict[str, object]:
    """One service in the stable shape of ``status --json``."""
    return {
        "name": service.name,
        "state": service.state,
        "health": service.health,
        "started_at": service.started_at.isoformat() if service.started_at else None,
        "restarts": service.restarts,
        "ports": list(service.ports),
        "image": service.image,
        "cpu": service.cpu,
        "memory": service.memory,
        "stale": service.stale,
    }


def _uptime(service: ServiceStatus) -> str:
    if service.started_at is None:
        return ""
    seconds = int((datetime.now(UTC) - service.started_at).total_seconds())
    hours, rest = divmod(seconds, 3600)
    return f"{hours}h {rest // 60:02}m" if hours else f"{rest // 60}m {rest % 60:02}s"


def status(arguments: Namespace) -> int:
    """Show the services; exit 1 when one of them failed or is unhealthy."""
    engine = _engine(arguments)
    services = engine.status()
    if arguments.json:
        emit_json({"engine": engine.name, "services": [service_json(service) for service in services]})
    else:
        emit(f"{'SERVICE':<12} {'STATE':<10} {'HEALTH':<10} {'UPTIME':<9} PORTS")
        for s in services:
            health = "" if s.health is Health.NONE else s.health
            emit(f"{s.name:<12} {s.state:<10} {health:<10} {_uptime(s):<9} {' '.join(s.ports)}".rstrip())
    bad = any(s.state is State.FAILED or s.health is Health.UNHEALTHY for s in services)
    return 1 if bad else 0


def _print_lines(lines: Iterator[LogLine], *, prefix: bool) -> None:
    for line in lines:
        emit(f"{line.service:<10} | {line.text}" if prefix else line.text)


def logs(arguments: Namespace) -> int:
    """Print the logs."""
    engine = _engine(arguments)
    lines = engine.logs(arguments.services, tail=arguments.tail, follow=arguments.follow)
    _print_lines(lines, prefix=len(arguments.services) != 1)
    return 0


def run(arguments: Namespace) -> int:
    """Run a job; its exit code is ours."""
    if not arguments.job:
        raise LaunchdeckError("run needs the job", "such as: launchdeck run -- reset-password --help")
    job = arguments.job[1:] if arguments.job[0] == "--" else arguments.job
    lines = _engine(arguments).run(job)
    while True:
        try:
            emit(next(lines).text)
        except StopIteration as end:
            return int(end.value or 0)


def doctor(arguments: Namespace) -> int:
    """Check what would stop a launch; exit 1 when something would."""
    checks = _engine(arguments).preflight()
    if arguments.json:
        emit_json({"checks": [{"id": c.id, "status": c.status, "message": c.message, "mend": c.mend} for c in checks]})
    else:
        for check in checks:
            emit(f"{check.status:<5} {check.message}")
            if check.mend and check.status in {"fail", "warn"}:
                emit(f"      {check.mend}")
    return 1 if any(check.status == "fail" for check in checks) else 0
