"""The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), as PostgreSQL asks for it. Standard library only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from runtime.waiting.probe import RefusedError

MECHANISM = "SCRAM-SHA-256"


class ScramClient:
    """One exchange: first, then final; verify proves that the server knows the password too."""

    def __init__(self, password: str, nonce: str = "") -> None:
        self._password = password.encode()
        self._nonce = nonce or base64.b64encode(secrets.token_bytes(18)).decode()
        # PostgreSQL takes the user from its own start-up message and ignores this name.
        self._bare = f"n=,r={self._nonce}"
        self._signature = b""

    def first(self) -> bytes:
        """The opening message."""
        return f"n,,{self._bare}".encode()

    def final(self, challenge: bytes) -> bytes:
        """The proof that answers the server's challenge. Raises RefusedError when the challenge is not for us."""
        fields = _fields(challenge)
        if not fields.get("r", "").startswith(self._nonce):
            raise RefusedError("it answered another login than ours")
        salted = hashlib.pbkdf2_hmac("sha256", self._password, base64.b64decode(fields["s"]), int(fields["i"]))
        client_key = hmac.digest(salted, b"Client Key", "sha256")
        without_proof = f"c=biws,r={fields['r']}"
        signed = f"{self._bare},{challenge.decode()},{without_proof}".encode()
        signature = hmac.digest(hashlib.sha256(client_key).digest(), signed, "sha256")
        proof = bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
        self._signature = hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), signed, "sha256")
        return f"{without_proof},p={base64.b64encode(proof).decode()}".encode()

    def verify(self, outcome: bytes) -> None:
        """Check the server's own proof. Raises RefusedError when it does not know the password."""
        if not hmac.compare_digest(base64.b64decode(_fields(outcome).get("v", "")), self._signature):
            raise RefusedError("it could not prove that it knows the password")


def _fields(message: bytes) -> dict[str, str]:
    return {part[:1]: part[2:] for part in message.decode("utf-8", "replace").split(",")}
