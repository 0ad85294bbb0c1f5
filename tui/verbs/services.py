"""The verbs that every engine answers: up, down, start, stop, restart, status, plan, logs, run, doctor."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from schemas.errors import LaunchdeckError, UsageError
from tui.engine.protocol import Engine, Health, LogLine, ServiceStatus, State
from tui.verbs.common import confirmed, emit, emit_json, engine_of, narrate, say

TAIL = 200
"""Lines of each service that are printed when no stretch of time is named."""
FIGURES_SECONDS = 4.0
"""An engine may need two samples, a second apart, before it knows the CPU."""


def up(arguments: Namespace) -> int:
    """Start everything and wait until it is healthy."""
    engine = engine_of(arguments)
    try:
        return narrate(engine.up(arguments.services), as_json=arguments.json)
    except KeyboardInterrupt:
        running = [one.name for one in engine.status() if one.state is State.RUNNING]
        say(f"left running: {', '.join(running)}" if running else "nothing is left running")
        say("launchdeck up goes on from there, launchdeck stop ends what runs")
        raise


def down(arguments: Namespace) -> int:
    """Stop everything; with --volumes remove the data after asking."""
    engine = engine_of(arguments)
    if arguments.volumes and not arguments.yes:
        question = f"Remove all data of {engine.workspace}? It cannot be brought back."
        if not confirmed(question):
            raise LaunchdeckError("the data stays", "answer y, or pass --yes in a script")
    return narrate(engine.down(volumes=arguments.volumes), as_json=arguments.json)


def start(arguments: Namespace) -> int:
    """Start services."""
    return narrate(engine_of(arguments).start(arguments.services), as_json=arguments.json)


def stop(arguments: Namespace) -> int:
    """Stop services."""
    return narrate(engine_of(arguments).stop(arguments.services), as_json=arguments.json)


def restart(arguments: Namespace) -> int:
    """Restart services with the settings on disk."""
    return narrate(engine_of(arguments).restart(arguments.services), as_json=arguments.json)


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
    hours, rest = divmod(max(seconds, 0), 3600)
    return f"{hours}h {rest // 60:02}m" if hours else f"{rest // 60}m {rest % 60:02}s"


def _with_figures(engine: Engine) -> list[ServiceStatus]:
    """The services once CPU and memory of those that run are known, at the latest after FIGURES_SECONDS."""
    deadline = time.monotonic() + FIGURES_SECONDS
    while True:
        services = engine.status()
        missing = any(s.state is State.RUNNING and (s.cpu is None or s.memory is None) for s in services)
        if not missing or time.monotonic() > deadline:
            return services
        time.sleep(0.2)


def status(arguments: Namespace) -> int:
    """Show the services; exit 1 when one of them failed or is unhealthy."""
    engine = engine_of(arguments)
    services = _with_figures(engine) if arguments.stats else engine.status()
    if arguments.json:
        emit_json({"engine": engine.name, "services": [service_json(service) for service in services]})
    else:
        for line in table(services, with_figures=arguments.stats):
            emit(line)
    bad = any(s.state is State.FAILED or s.health is Health.UNHEALTHY for s in services)
    return 1 if bad else 0


def table(services: Sequence[ServiceStatus], *, with_figures: bool) -> Iterator[str]:
    """The services as aligned columns, what has to be said of one under it."""
    head = ["SERVICE", "STATE", "HEALTH", "UPTIME", "RESTARTS", *(["CPU", "MEMORY"] if with_figures else []), "PORTS"]
    rows = [head, *(_cells(service, with_figures=with_figures) for service in services)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    yield lines[0]
    for service, line in zip(services, lines[1:], strict=True):
        yield line
        if service.detail:
            yield f"  {service.detail}"
        if service.stale:
            yield "  runs with older settings than the files have; launchdeck up applies them"


def _cells(service: ServiceStatus, *, with_figures: bool) -> list[str]:
    cpu = "" if service.cpu is None else f"{service.cpu:.1f} %"
    memory = "" if service.memory is None else f"{service.memory / 2**20:.0f} MB"
    health = "" if service.health is Health.NONE else str(service.health)
    restarts = str(service.restarts or "")
    figures = [cpu, memory] if with_figures else []
    return [service.name, str(service.state), health, _uptime(service), restarts, *figures, " ".join(service.ports)]


def plan(arguments: Namespace) -> int:
    """Say what the next up would do, service by service."""
    engine = engine_of(arguments)
    planned = engine.plan()
    if arguments.json:
        changes = [
            {"service": p.service, "action": p.action, "reason": p.reason, "loses": p.loses, "by_hand": p.by_hand}
            for p in planned
        ]
        emit_json({"engine": engine.name, "changes": changes})
        return 0
    if not planned:
        say("nothing would change")
    for one in planned:
        emit(f"{one.action:<9} {one.service}: {one.reason}{f'; {one.loses}' if one.loses else ''}")
    return 0


def logs(arguments: Namespace) -> int:
    """Print the logs, or write them to a file."""
    from tui.engine.export import write
    from tui.engine.moments import range_of

    if arguments.output and arguments.follow:
        raise UsageError("--output and --follow do not go together", "leave one of them out, or use a pipe")
    if arguments.until and arguments.follow:
        raise UsageError("--until and --follow do not go together", "leave one of them out")
    since, until = range_of(arguments.since, arguments.until, datetime.now(UTC))
    tail = arguments.tail if arguments.tail is not None else None if since or until else TAIL
    lines = engine_of(arguments).logs(arguments.services, tail=tail, follow=arguments.follow, since=since, until=until)
    shown = _log_lines(lines, arguments, prefix=len(arguments.services) != 1)
    if not arguments.output:
        for line in shown:
            emit(line)
        return 0
    text = "".join(f"{line}\n" for line in shown)
    write(arguments.output, text)
    say(f"{text.count(chr(10))} lines in {arguments.output}")
    return 0


def line_json(line: LogLine) -> str:
    """One line of a log in its stable shape."""
    record = {"service": line.service, "time": line.at.isoformat() if line.at else None, "text": line.text}
    return json.dumps(record, ensure_ascii=False)


def _log_lines(lines: Iterator[LogLine], arguments: Namespace, *, prefix: bool) -> Iterator[str]:
    """The lines as they are printed: those with the text that is looked for, each with what was asked for."""
    wanted = (arguments.grep or "").lower()
    for line in lines:
        if wanted not in line.text.lower():
            continue
        if arguments.json:
            yield line_json(line)
            continue
        at = f"{line.at.astimezone():%H:%M:%S} " if arguments.times and line.at else ""
        yield f"{line.service:<10} | {at}{line.text}" if prefix else f"{at}{line.text}"


def run(arguments: Namespace) -> int:
    """Run a job; its exit code is ours."""
    if not arguments.job:
        raise LaunchdeckError("run needs the job", "such as: launchdeck run -- reset-password --help")
    job = arguments.job[1:] if arguments.job[0] == "--" else arguments.job
    lines = engine_of(arguments).run(job)
    while True:
        try:
            line = next(lines)
            emit(line_json(line) if arguments.json else line.text)
        except StopIteration as end:
            return int(end.value or 0)


def doctor(arguments: Namespace) -> int:
    """Check what would stop a launch; exit 1 when something would."""
    checks = engine_of(arguments).preflight(remote=arguments.remote)
    if arguments.json:
        emit_json({"checks": [{"id": c.id, "status": c.status, "message": c.message, "mend": c.mend} for c in checks]})
    else:
        for check in checks:
            emit(f"{check.status:<5} {check.message}")
            if check.mend and check.status in {"fail", "warn"}:
                emit(f"      {check.mend}")
    return 1 if any(check.status == "fail" for check in checks) else 0
