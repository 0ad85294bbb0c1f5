"""A real login and PING at Redis or Valkey, and at Sentinel. Standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runtime.connections import Broker
from runtime.waiting.probe import NotReadyError, RefusedError, Wire

if TYPE_CHECKING:
    import ssl

_REFUSALS: Final = {
    "WRONGPASS": "it does not accept the user name or the password",
    "NOAUTH": "it wants a password and none is configured",
    "NOPERM": "the user may not send PING",
}


def probe(broker: Broker, context: ssl.SSLContext | None = None) -> None:
    """Log in and PING once. Raises NotReadyError or RefusedError."""
    with Wire(broker.host, broker.port) as wire:
        if context is not None:
            wire.encrypt(context)
        _log_in(wire, broker.user, broker.password)
        answer = _ask(wire, "PING")
        if answer != "+PONG":
            raise NotReadyError("it speaks another protocol")


def probe_sentinel(broker: Broker) -> None:
    """Ask the nodes for the master until one knows it. Raises NotReadyError or RefusedError."""
    trouble = NotReadyError("no node answers")
    for host, port in broker.nodes:
        try:
            with Wire(host, port) as wire:
                _log_in(wire, "", broker.sentinel_password)
                answer = _ask(wire, "SENTINEL", "get-master-addr-by-name", broker.master)
        except NotReadyError as error:
            trouble = error
            continue
        if answer.startswith("*2"):
            return
        trouble = NotReadyError("it knows no master of the name CELERY_SENTINEL_MASTER_NAME")
    raise trouble


def _log_in(wire: Wire, user: str, password: str) -> None:
    if not password:
        return
    answer = _ask(wire, "AUTH", user, password) if user else _ask(wire, "AUTH", password)
    if answer != "+OK" and not answer.startswith("-ERR AUTH <password> called without any password"):
        raise RefusedError(_REFUSALS["WRONGPASS"])


def _ask(wire: Wire, *words: str) -> str:
    """Send a command; the first line of the answer. Raises for the errors that are about us or about starting."""
    parts = [word.encode() for word in words]
    wire.send(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts))
    answer = wire.read_line().decode("utf-8", "replace")
    if not answer.startswith(("+", "-", "*", "$", ":")):
        raise NotReadyError("it speaks another protocol")
    code = answer[1:].partition(" ")[0] if answer.startswith("-") else ""
    if code in _REFUSALS:
        raise RefusedError(_REFUSALS[code])
    if code in {"LOADING", "MASTERDOWN", "BUSY"}:
        raise NotReadyError("it is still starting up")
    return answer
