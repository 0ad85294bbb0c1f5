"""How services are stopped and how their health is asked for (FIELD F47, F48, F50)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.engine.compose.model import ServiceModel
from tui.engine.compose.preflight.context import Context
from tui.engine.protocol import Check

GRACE_SECONDS, MARGIN = 25, 5
"""What the runtime gives its work to end (RUNTIME_GRACE_SECONDS), and what it wants after that."""
BUSY = frozenset({"api", "worker"})
"""Modes whose work is lost when they are killed."""
SOON = 10.0
"""Seconds between two looks that a heavy check should not go below; and a minute is better."""

_TASK_LIMIT = re.compile(r"(?:^|_)TASK_TIME_LIMIT$")
_NEVER_FAILS = re.compile(r"\|\|\s*(?:true|:|exit\s+0|echo\b[^|&;]*)\s*$|^\s*(?:true|:|exit\s+0)\s*$")
_PING = re.compile(r"\b(?:redis|valkey)-cli\b.*\bping\b", re.IGNORECASE | re.DOTALL)
_HEAVY = re.compile(r"\bcelery\b.*\binspect\b|\bflask\s|\bmanage\.py\b", re.DOTALL)
_SEVERAL = re.compile(r"&&|;|\n|\|\|")


def grace(context: Context) -> Iterator[Check]:
    """A service has longer to stop than its work may take, and the signal reaches it."""
    found = False
    for service in context.model.services.values():
        for text, mend in _grace_faults(service):
            found = True
            yield Check("LD-GRACE", "warn", text, mend)
    if not found and any(one.environment.get("MODE") in BUSY for one in context.model.services.values()):
        yield Check("LD-GRACE", "ok", "services have the time to end their work")


def _grace_faults(service: ServiceModel) -> Iterator[tuple[str, str]]:
    limits = [int(text) for name, text in service.environment.items() if _TASK_LIMIT.search(name) and text.isdecimal()]
    if service.environment.get("MODE") in BUSY:
        given = service.environment.get("RUNTIME_GRACE_SECONDS", "")
        limits.append((int(given) if given.isdecimal() else GRACE_SECONDS) + MARGIN)
    longest = max(limits, default=0)
    if service.grace < longest:
        text = (
            f"{service.name} is killed {service.grace:.0f} s after it was asked to stop, its work may take {longest} s"
        )
        yield text, f"Set stop_grace_period of {service.name} to {longest}s or more"
    if _hides_signals(service):
        text = f"{service.name} runs below a shell that passes no signal on: it is killed instead of stopped"
        yield text, "Put exec before its last command, or set init: true with a shell that traps TERM"


def _hides_signals(service: ServiceModel) -> bool:
    """Whether a shell with several commands is the first process and stays it."""
    line = service.command
    if len(line) < 3 or not line[0].endswith("sh") or line[1] not in {"-c", "-ec", "-lc"}:
        return False
    script = line[2].strip()
    return bool(_SEVERAL.search(script)) and not re.search(r"\b(?:exec|trap)\b", script)


def health(context: Context) -> Iterator[Check]:
    """A health check can fail, and costs little."""
    checked = [one for one in context.model.services.values() if one.health_test]
    found = False
    for service in checked:
        fault = _health_fault(service)
        if fault:
            found = True
            yield Check("LD-HEALTH", "warn", f"the health check of {service.name} {fault[0]}", fault[1])
    if checked and not found:
        yield Check("LD-HEALTH", "ok", f"the {len(checked)} health checks can fail and cost little")


def _health_fault(service: ServiceModel) -> tuple[str, str] | None:
    kind, *rest = service.health_test
    text = " ".join(rest)
    script = rest[-1] if rest else ""
    if (_NEVER_FAILS.search(script) and kind == "CMD-SHELL") or text in {"true", "/bin/true"}:
        return "cannot fail", "Remove what swallows its exit code"
    if kind == "CMD-SHELL" and "|| true" in script:
        return "cannot fail", "Remove what swallows its exit code"
    if _PING.search(text) and not re.search(r"PONG", text):
        return (
            "is content with any answer: redis-cli exits with 0 also when the server refuses",
            'test "$(redis-cli ping)" = PONG, with the password in REDISCLI_AUTH',
        )
    if _HEAVY.search(text) and service.health_interval < 6 * SOON:
        return (
            f"loads the whole application every {service.health_interval:.0f} s",
            "Ask something light: a port, a file that the service touches; or ask less often",
        )
    return None
