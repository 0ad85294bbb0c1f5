"""A real login at PostgreSQL, over the wire protocol 3.0. Standard library only."""

from __future__ import annotations

import hashlib
import struct
from typing import Final

from runtime.connections import Database
from runtime.waiting.probe import NotReadyError, RefusedError, Wire, unverified_context
from runtime.waiting.scram import MECHANISM, ScramClient

_SSL_REQUEST: Final = struct.pack("!II", 8, 80877103)
_PROTOCOL: Final = 196608

_REFUSALS: Final = {
    "28P01": "it does not accept the password of DB_USERNAME",
    "28000": "it does not let DB_USERNAME in from here",
    "3D000": "it has no database of the name DB_DATABASE",
    "42501": "DB_USERNAME may not connect to DB_DATABASE",
}
"""SQLSTATE codes that waiting does not mend. Others (57P03 starting up, 53300 too many clients) pass."""


def probe(database: Database) -> None:
    """Log in and out once. Raises NotReadyError or RefusedError."""
    with Wire(database.host, database.port) as wire:
        wire.send(_SSL_REQUEST)
        if wire.read(1) == b"S":
            wire.encrypt(unverified_context())
        wire.send(_startup(database.user, database.name))
        _log_in(wire, database)
        wire.send(b"X" + struct.pack("!I", 4))


def _startup(user: str, name: str) -> bytes:
    words = ("user", user, "database", name, "application_name", "launchdeck-wait")
    body = struct.pack("!I", _PROTOCOL) + b"".join(word.encode() + b"\0" for word in words) + b"\0"
    return struct.pack("!I", len(body) + 4) + body


def _message(wire: Wire) -> tuple[bytes, bytes]:
    """The next message: its type and its body."""
    head = wire.read(5)
    length = struct.unpack("!I", head[1:])[0]
    if not 4 <= length <= 1 << 20:
        raise NotReadyError("it speaks another protocol")
    return head[:1], wire.read(length - 4)


def _log_in(wire: Wire, database: Database) -> None:
    """Answer what the server asks until it is ready for queries."""
    scram = ScramClient(database.password)
    while True:
        kind, body = _message(wire)
        if kind == b"E":
            raise _failure(body)
        if kind == b"Z":
            return
        if kind == b"R" and not _authenticate(wire, database, scram, body):
            return


def _authenticate(wire: Wire, database: Database, scram: ScramClient, body: bytes) -> bool:
    """Answer one authentication request; False when the method is one that only the driver speaks."""
    method, rest = struct.unpack("!I", body[:4])[0], body[4:]
    password = database.password.encode()
    match method:
        case 0:
            pass
        case 3:
            _answer(wire, password + b"\0")
        case 5:
            inner = hashlib.md5(password + database.user.encode(), usedforsecurity=False).hexdigest().encode()
            outer = hashlib.md5(inner + rest, usedforsecurity=False).hexdigest().encode()
            _answer(wire, b"md5" + outer + b"\0")
        case 10 if MECHANISM.encode() in rest.split(b"\0"):
            first = scram.first()
            _answer(wire, MECHANISM.encode() + b"\0" + struct.pack("!I", len(first)) + first)
        case 11:
            _answer(wire, scram.final(rest))
        case 12:
            scram.verify(rest)
        case _:
            # GSSAPI and the like: the server is up and asks for a login, which the driver will do.
            return False
    return True


def _answer(wire: Wire, body: bytes) -> None:
    wire.send(b"p" + struct.pack("!I", len(body) + 4) + body)


def _failure(body: bytes) -> NotReadyError | RefusedError:
    """What the server's error means for us; its own words are left out, they may hold names and addresses."""
    fields = {part[:1]: part[1:].decode("utf-8", "replace") for part in body.split(b"\0") if part}
    code = fields.get(b"C", "")
    if code in _REFUSALS:
        return RefusedError(_REFUSALS[code])
    if code == "57P03":
        return NotReadyError("it is still starting up")
    return NotReadyError(f"it answered with error {code or 'unknown'}")
